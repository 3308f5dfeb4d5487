import type { ChildProcess } from 'node:child_process'
import { platform } from 'node:process'

/** Ends a process started as the leader of its own group, and everything it started. */
export function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // The group is gone already; the child itself may still be ending.
    child.kill('SIGKILL')
  }
}
