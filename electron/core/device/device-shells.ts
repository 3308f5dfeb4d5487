import type { Device } from '#shared/model/device.ts'
import { shellsByFamily, type CommandShell } from '#shared/model/operation.ts'

/**
 * Shells a device understands, the default first. None when its system is not known: some clients of vendors end when they are given
 * a shell they do not have.
 */
export const shellsFor = (device: Pick<Device, 'osFamily'>): CommandShell[] => [...shellsByFamily[device.osFamily]]
