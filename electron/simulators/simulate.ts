import { createInterface } from 'node:readline/promises'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startSimulator, type SimulatorOptions } from './start-simulator.ts'
import { parseFaults } from './toolkit/fault-script.ts'

/** Says what is wrong, what that means and what to do, and ends with the code for wrong use. */
function stop(reason: string, next = 'Correct it; "outrider simulate --help" shows what there is.'): never {
  console.error(`${reason} Nothing was started. ${next}`)
  process.exit(2)
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        vendor: { type: 'string', default: 'tactical_rmm' }, devices: { type: 'string', default: '50' }, port: { type: 'string', default: '0' },
        seed: { type: 'string', default: '1' }, faults: { type: 'string' }, 'this-computer': { type: 'boolean', default: false },
        'wait-scale': { type: 'string', default: '1' }, frozen: { type: 'boolean', default: false }, steady: { type: 'boolean', default: false }, yes: { type: 'boolean', default: false },
        'exit-with-parent': { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    return stop(error instanceof Error ? `${error.message.split('. ')[0]}.` : String(error))
  }
}

const values = readArguments()

function number(name: 'devices' | 'port' | 'seed' | 'wait-scale', least: number, most: number): number {
  const value = Number(values[name])
  const isWhole = name === 'wait-scale' || Number.isInteger(value)
  return isWhole && value >= least && value <= most ? value : stop(`--${name} is a number from ${least} to ${most}, not "${values[name]}".`)
}

/** A shell on the real computer is given only to somebody who says so. */
async function confirmThisComputer(): Promise<void> {
  if (!values['this-computer'] || values.yes) return
  if (!process.stdin.isTTY) stop('--this-computer gives the practice fleet a shell on this computer, and there is no terminal to ask.', 'Add --yes to confirm.')
  const ask = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await ask.question('This gives the practice fleet a shell on this computer. Continue? [y/N] ')
  ask.close()
  if (!/^y(es)?$/i.test(answer.trim())) stop('You did not agree to a shell on this computer.', 'Leave --this-computer out.')
}

async function readOptions(): Promise<SimulatorOptions> {
  if (values.vendor !== 'tactical_rmm') stop(`Unknown vendor "${values.vendor}". Known: tactical_rmm.`)
  const plain: SimulatorOptions = {
    vendor: 'tactical_rmm', devices: number('devices', 1, 100_000), port: number('port', 0, 65_535), seed: number('seed', 0, 4_294_967_295),
    waitScale: number('wait-scale', 0, 10), thisComputer: values['this-computer'], frozen: values.frozen, steady: values.steady,
  }
  return values.faults ? { ...plain, faults: parseFaults(await readFile(values.faults, 'utf8')) } : plain
}

await confirmThisComputer()
const simulator = await readOptions().then(startSimulator).catch((error: Error) => stop('code' in error && error.code === 'EADDRINUSE' ? `Port ${values.port} is in use by another program.` : error.message))
const { url, apiKey, user, password, totpSecret, notes } = simulator
console.log(`READY ${JSON.stringify({ url, apiKey, user, password, totpSecret, ...(notes.length ? { notes } : {}) })}`)

const end = (): void => void simulator.close().then(() => process.exit(0))
process.once('SIGTERM', end)
process.once('SIGINT', end)
if (values['exit-with-parent']) {
  // The parent holds the other end of the standard input; when it dies the pipe closes.
  process.stdin.once('end', end).once('close', end).once('error', end).resume()
}
