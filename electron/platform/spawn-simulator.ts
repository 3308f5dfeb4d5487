import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { SpawnSimulator } from './practice-process.ts'

/** The simulator's entry: the source beside us under Node's type stripping, or the built file in the same folder. */
export const simulatorEntry = (): string =>
  fileURLToPath(import.meta.url.endsWith('.ts') ? new URL('../simulators/simulate.ts', import.meta.url) : new URL('./simulate.js', import.meta.url))

/** Starts the simulator with the Node that runs this process. Its input stays open: it ends when that closes. */
export const spawnSimulator: SpawnSimulator = (args) => {
  const child = spawn(process.execPath, [simulatorEntry(), ...args, '--exit-with-parent'], { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true })
  const killWithUs = () => child.kill()
  process.once('exit', killWithUs)
  return {
    onOutput: (listener) => child.stdout.setEncoding('utf8').on('data', listener),
    onEnd: (listener) => {
      child.once('error', (error) => listener(error.message))
      child.once('exit', (code, signal) => {
        process.off('exit', killWithUs)
        listener(signal ?? `ended with code ${code}`)
      })
    },
    kill: () => child.kill(),
  }
}
