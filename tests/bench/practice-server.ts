import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A simulator in its own process, so that its work is not measured as ours. */
export interface PracticeServer {
  readonly url: string
  readonly apiKey: string
  readonly user: string
  readonly password: string
  readonly totpSecret: string
  stop(): void
}

const entry = fileURLToPath(new URL('../../electron/simulators/simulate.ts', import.meta.url))

/** Starts a practice server; `extra` are further options of the simulator. */
export function startPracticeServer(devices: number, extra: readonly string[] = []): Promise<PracticeServer> {
  const child = spawn(process.execPath, [entry, '--vendor', 'tactical_rmm', '--devices', String(devices), '--port', '0', '--seed', '11', '--exit-with-parent', ...extra], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return new Promise((done, fail) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const line = text.split('\n').slice(0, -1).find((one) => one.startsWith('READY '))
      if (line !== undefined) done({ ...(JSON.parse(line.slice(6)) as Omit<PracticeServer, 'stop'>), stop: () => child.kill() })
    })
    child.on('exit', (code) => fail(new Error(`the simulator ended with code ${code}`)))
  })
}
