import type { OsFamily } from '#shared/model/device.ts'
import type { CommandShell } from '#shared/model/operation.ts'

/** Shells by operating system, default first (S53). */
export const shellsFor: Readonly<Record<OsFamily, readonly CommandShell[]>> = {
  windows: ['powershell', 'cmd'],
  linux: ['bash', 'sh', 'zsh'],
  macos: ['zsh', 'bash', 'sh'],
  other: [],
}

/**
 * What the server calls a shell, or null when a device of this system does not have it.
 * SECURITY: must be asked before anything is sent. The vendor's software on Windows crashes on a shell it does not
 * know, and on Linux and macOS whatever is named gets executed.
 */
export function wireShell(osFamily: OsFamily, shell: CommandShell): string | null {
  if (!shellsFor[osFamily].includes(shell)) return null
  return osFamily === 'windows' ? shell : `/bin/${shell}`
}

/** Who commands run as. */
export const runAsOf = (osFamily: OsFamily, runAsUser: boolean): 'SYSTEM' | 'root' | 'user' =>
  osFamily !== 'windows' ? 'root' : runAsUser ? 'user' : 'SYSTEM'
