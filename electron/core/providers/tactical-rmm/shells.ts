import type { OsFamily } from '#shared/model/device.ts'
import { shellsByFamily, type CommandShell } from '#shared/model/operation.ts'

/**
 * What the server calls a shell, or null when a device of this system does not have it.
 * SECURITY: must be asked before anything is sent. The vendor's software on Windows crashes on a shell it does not
 * know, and on Linux and macOS whatever is named gets executed.
 */
export function wireShell(osFamily: OsFamily, shell: CommandShell): string | null {
  if (!shellsByFamily[osFamily].includes(shell)) return null
  return osFamily === 'windows' ? shell : `/bin/${shell}`
}

/** Who commands run as. */
export const runAsOf = (osFamily: OsFamily, runAsUser: boolean): 'SYSTEM' | 'root' | 'user' =>
  osFamily !== 'windows' ? 'root' : runAsUser ? 'user' : 'SYSTEM'
