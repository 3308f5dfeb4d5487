import type { CommandRequest, DeviceRef, Provider } from '../provider.ts'
import { readDiskEvidence } from './disk-evidence.ts'
import { linuxHealthScript, macosHealthScript } from './health-script-unix.ts'
import { windowsHealthScript } from './health-script-windows.ts'

const scripts: Readonly<Record<DeviceRef['osFamily'], Pick<CommandRequest, 'shell' | 'command'> | null>> = {
  windows: { shell: 'powershell', command: windowsHealthScript },
  linux: { shell: 'bash', command: linuxHealthScript },
  macos: { shell: 'sh', command: macosHealthScript },
  other: null,
}

/** The vendor stores nothing about the health of disks: a fixed script is run on the device, like the one that measures. */
export const diskHealth: NonNullable<Provider['diskHealth']> = {
  script: ({ osFamily }) => scripts[osFamily],
  read: readDiskEvidence,
  source: 'Tactical RMM, disk health script',
}
