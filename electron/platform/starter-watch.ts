import { readFileSync } from 'node:fs'
import type { Stop } from '#shared/util/stop.ts'

/** How often it is looked whether the starter is still there. */
const lookEveryMs = 1_000

/** True while a process runs; one that ended and was not buried yet does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Calls `work` once when the starter that named itself in OUTRIDER_STARTER_PID is gone: one that was killed could pass no
 * signal on. The variable is taken, so that what we start in turn watches us and not it. Without one, nothing is watched.
 */
export function whenStarterGone(variables: Record<string, string | undefined>, work: () => void): Stop {
  const pid = Number(variables['OUTRIDER_STARTER_PID'])
  delete variables['OUTRIDER_STARTER_PID']
  if (!Number.isSafeInteger(pid) || pid <= 1) return () => {}
  const timer = setInterval(() => {
    if (isAlive(pid)) return
    clearInterval(timer)
    work()
  }, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}
