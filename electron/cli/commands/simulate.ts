import { spawn } from 'node:child_process'
import type { Command } from 'commander'
import { simulatorEntry } from '#platform/spawn-simulator.ts'

const help = `
Options of the server:
  --devices <n>        devices of the fleet, 1-100000 (50)
  --vendor <id>        whose API it speaks: tactical_rmm
  --port <port>        port on 127.0.0.1 (0: any free one)
  --seed <number>      the same seed and number give the same fleet (1)
  --wait-scale <n>     multiplies waits for devices, 0-10 (1 is real life)
  --steady             no device goes on or off by itself; everything else lives
  --frozen             stops the life of the fleet: the same question gets the same answer
  --faults <file>      JSON list of things that go wrong
  --this-computer      adds this computer as a device with a real shell; asks first

It prints READY and a JSON value with address, key, user, password and the secret of the one-time codes.
Example: outrider simulate --devices 250`

/** `outrider simulate …`: hands everything to the simulator's entry, which prints READY and runs until it is ended. */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('A practice RMM server on this computer')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText('after', help)
    .action(async (_, command: Command) => {
      const child = spawn(process.execPath, [simulatorEntry(), ...command.args], { stdio: 'inherit' })
      const pass = (signal: NodeJS.Signals) => child.kill(signal)
      process.on('SIGINT', pass)
      process.on('SIGTERM', pass)
      process.exitCode = await new Promise<number>((done) => child.on('exit', (code) => done(code ?? 1)))
    })
}
