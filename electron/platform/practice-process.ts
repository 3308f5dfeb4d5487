import type { Practice } from '#core/ports.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { oneTimeCode } from './one-time-code.ts'

/** Where a practice fleet answers and how to sign in to it, as its READY line says. */
type PracticeAccess = Omit<Awaited<ReturnType<Practice['start']>>, 'code'> & { readonly totpSecret: string }

/** A started simulator, as the spawner of a host shows it. */
export interface SimulatorProcess {
  /** Called with each piece of its standard output. */
  readonly onOutput: (listener: (text: string) => void) => void
  /** Called once when it has ended, also when it could not be started. */
  readonly onEnd: (listener: (why: string) => void) => void
  readonly kill: () => void
}

/** Starts the simulator's entry with these arguments. Node hosts spawn a process, Electron uses its own way. */
export type SpawnSimulator = (args: readonly string[]) => SimulatorProcess

const patienceMs = 60_000
const readyMark = 'READY '

/** The practice fleet in a process of its own. It ends with `stop`, and by itself when this process is gone. */
export function createPractice(spawn: SpawnSimulator): Practice {
  let running: { readonly process: SimulatorProcess; readonly access: Promise<PracticeAccess> } | undefined
  const stop = () => {
    running?.process.kill()
    running = undefined
  }
  const launch = (devices: number): Promise<PracticeAccess> => {
    // Steady: a notebook that was closed a minute ago is still in every list as online, and who practises would wait for it.
    const process = spawn(['--vendor', 'tactical_rmm', '--devices', String(devices), '--port', '0', '--seed', '1', '--steady'])
    const started = { process, access: readAccess(process) }
    running = started
    process.onEnd(() => {
      if (running === started) running = undefined
    })
    started.access.catch(stop)
    return started.access
  }
  return {
    start: async (devices) => {
      const access = await (running?.access ?? launch(devices))
      return { ...access, code: oneTimeCode(access.totpSecret, Date.now()) }
    },
    stop,
  }
}

/** Waits for the line `READY {…}`. */
function readAccess(process: SimulatorProcess): Promise<PracticeAccess> {
  return new Promise((done, refuse) => {
    let text = ''
    const timer = setTimeout(() => refuse(didNotStart('no answer in time')), patienceMs)
    process.onOutput((piece) => {
      text += piece
      const line = text.split('\n').slice(0, -1).find((one) => one.startsWith(readyMark))
      if (line === undefined) return
      clearTimeout(timer)
      done(JSON.parse(line.slice(readyMark.length)) as PracticeAccess)
    })
    process.onEnd((why) => {
      clearTimeout(timer)
      refuse(didNotStart(why))
    })
  })
}

const didNotStart = (reason: string) =>
  new AppError({
    code: 'internal',
    what: 'The practice fleet did not start.',
    effect: 'No real server is involved; your own companies are not affected.',
    next: 'Try again. If it happens again, report it with the reason.',
    remedy: 'retry',
    facts: { reason },
  })
