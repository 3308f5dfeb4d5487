import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'

/** The simulator's own entry, beside this bundle or in the source tree. */
function findEntry(): string {
  const bundled = fileURLToPath(new URL('./simulate.js', import.meta.url))
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('../../simulators/simulate.ts', import.meta.url))
}

/** `outrider simulate …`: hands everything to the simulator's entry, which prints READY and runs until it is ended. */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('A practice RMM server on this computer (--vendor tactical_rmm --devices N --port P --seed S --faults FILE --this-computer)')
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action(async (_, command: Command) => {
      const child = spawn(process.execPath, [findEntry(), ...command.args], { stdio: 'inherit' })
      const pass = (signal: NodeJS.Signals) => child.kill(signal)
      process.on('SIGINT', pass)
      process.on('SIGTERM', pass)
      process.exitCode = await new Promise<number>((done) => child.on('exit', (code) => done(code ?? 1)))
    })
}
