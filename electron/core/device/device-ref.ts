import type { Device } from '#shared/model/device.ts'
import type { DeviceRef } from '../providers/provider.ts'

/** A device as its provider needs to know it. */
export const toDeviceRef = ({ remoteId, name, osFamily, clientVersion }: Device): DeviceRef => ({ remoteId, name, osFamily, clientVersion })
