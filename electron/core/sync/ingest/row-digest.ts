import type { IncomingDevice } from '#shared/model/device.ts'
import { deviceFields, type DeviceFacts } from '../../storage/device-fields.ts'

/** The facts of an incoming row, without its remote id and identifiers. */
export function toFacts(device: IncomingDevice): DeviceFacts {
  const { identity: _identity, remoteId: _remoteId, ...facts } = device
  return facts
}

const sortedKeys = (value: Readonly<Record<string, unknown>>): unknown[] => Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))

/** Boot time and last contact move by themselves and are compared apart. */
const compared = deviceFields.map((one) => one.field).filter((field) => field !== 'bootAt' && field !== 'customFields')

/**
 * Everything of a row that makes it "changed" when it differs, as one text: the order of lists and of custom fields
 * does not matter.
 */
export function rowText(device: IncomingDevice): string {
  const values = compared.map((field) => {
    const value = device[field]
    return Array.isArray(value) && value.length > 1 ? value.toSorted() : value
  })
  const { serial, model, systemUuid, macs, isVirtual } = device.identity
  return JSON.stringify([device.status, values, sortedKeys(device.customFields), serial, model, systemUuid, macs.toSorted(), isVirtual])
}
