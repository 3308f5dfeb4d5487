import type { Device } from '#shared/model/device.ts'
import type { CommandShell } from '#shared/model/operation.ts'

const shells: Readonly<Record<Device['osFamily'], readonly CommandShell[]>> = {
  windows: ['powershell', 'cmd'],
  linux: ['bash', 'sh', 'zsh'],
  macos: ['zsh', 'bash', 'sh'],
  other: [],
}

/**
 * Shells a device understands, the default first. None when its system is not known: some clients of vendors end when they are given
 * a shell they do not have.
 */
export const shellsFor = (device: Pick<Device, 'osFamily'>): CommandShell[] => [...shells[device.osFamily]]
