import type { Api } from '#shared/contract/client.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Device } from '#shared/model/device.ts'
import { fromColumns } from '#shared/model/device-columns.ts'
import type { DeviceColumns } from '#shared/model/device-columns.ts'
import { DeviceId } from '#shared/model/ids.ts'
import { askedLimitMs, effectiveStatus, isUnasked } from '#shared/util/effective-status.ts'

const slice = 20_000

async function readStoredDevices(api: Api): Promise<Device[]> {
  const devices: Device[] = []
  for (let offset = 0; ; offset += slice) {
    const part = await api.inventory.snapshot({ offset, limit: slice })
    devices.push(...fromColumns(JSON.parse(part.encoded) as DeviceColumns))
    if (devices.length >= part.total || part.count === 0) return devices
  }
}

/** Every device of the open company, from the store, with the status that can be believed now. */
export async function readAllDevices(api: Api): Promise<Device[]> {
  const accounts = await api.accounts.list({})
  const now = Date.now()
  const unasked = new Set<string>(accounts.filter((one) => isUnasked(one.listFetchedAt, now, askedLimitMs.background)).map((one) => one.account.id))
  return (await readStoredDevices(api)).map((device) => ({ ...device, status: effectiveStatus(device.status, unasked.has(device.accountId)) }))
}

const problem = (what: string, next: string) => new AppError({ code: 'device.not-found', what, effect: 'Nothing was sent.', next, remedy: 'check-input' })

/**
 * Finds the one device a person means: by our id, the vendor's id, or its name. Two devices of one name are never
 * guessed between.
 */
export async function findDevice(api: Api, typed: string): Promise<Device> {
  const devices = await readAllDevices(api)
  const exact = devices.find((one) => one.id === typed || one.remoteId === typed)
  const named = exact ? [exact] : devices.filter((one) => one.name.toLowerCase() === typed.toLowerCase())
  const [first, second] = named
  if (!first) throw problem(`No device is named "${typed}".`, 'See "outrider device list --filter TEXT".')
  if (second) {
    const choices = named.slice(0, 5).map((one) => `${one.id} (${one.client ?? 'no client'})`)
    throw problem(`${named.length} devices are named "${typed}".`, `Use the id of the one you mean: ${choices.join(', ')}.`)
  }
  return { ...first, id: DeviceId.parse(first.id) }
}
