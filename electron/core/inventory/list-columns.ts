import type { Device } from '#shared/model/device.ts'
import type { FilterColumn, FilterSource } from '#shared/filter/compile-filter.ts'
import { customPrefix } from '#shared/filter/filter-fields.ts'

const lower = (value: string | null): string | null => value?.toLowerCase() ?? null

/** The build number inside an operating system's name: `… (build 22631.4460)` → `22631.4460`. */
export const buildOf = (os: string | null): string | null => /build\s+([\d.]+)/i.exec(os ?? '')?.[1] ?? null

/** Addresses the list itself tells, without their prefix length. */
export const addressesOf = (device: Device): readonly string[] => [...device.localIps.map((address) => address.split('/')[0] ?? address), ...(device.publicIp ? [device.publicIp] : [])]

const texts: Readonly<Record<string, (device: Device) => string | null>> = {
  name: (one) => one.name,
  client: (one) => one.client,
  site: (one) => one.site,
  type: (one) => one.type,
  os: (one) => one.os,
  build: (one) => buildOf(one.os),
  status: (one) => one.status,
  user: (one) => one.user,
  serial: (one) => one.serial,
  model: (one) => one.model,
  vendor: (one) => one.vendor,
  cpu: (one) => one.cpuModel,
}

const numbers: Readonly<Record<string, (device: Device) => number | null>> = {
  seen: (one) => one.lastSeenAt,
  checks: (one) => one.checksFailing,
  queued: (one) => one.pendingActions,
  patches: (one) => (one.hasPendingUpdates === null ? null : Number(one.hasPendingUpdates)),
}

const flags: Readonly<Record<string, (device: Device) => boolean | null>> = {
  managed: (one) => one.status !== 'inactive',
  reboot: (one) => one.needsReboot,
  maint: (one) => one.isInMaintenance,
}

const customColumn = (devices: readonly Device[], field: string): FilterColumn => {
  const name = field.slice(customPrefix.length)
  return {
    kind: 'text',
    at: (row) => {
      const value = devices[row]?.customFields[name]
      return value === undefined || value === null ? null : String(value).toLowerCase()
    },
  }
}

function findColumn(devices: readonly Device[], accountName: (id: string) => string, field: string): FilterColumn | undefined {
  const at = (row: number) => devices[row] as Device
  if (field.startsWith(customPrefix)) return customColumn(devices, field)
  if (field === 'account') return { kind: 'text', at: (row) => accountName(at(row).accountId).toLowerCase() }
  const [text, number, flag] = [texts[field], numbers[field], flags[field]]
  if (text) return { kind: 'text', at: (row) => lower(text(at(row))) }
  if (number) return { kind: 'number', at: (row) => number(at(row)) }
  return flag ? { kind: 'flag', at: (row) => flag(at(row)) } : undefined
}

/** Everything a plain word searches in. */
const haystackOf = (device: Device): string =>
  [device.name, device.client, device.site, device.os, device.user, device.serial, device.model, device.description, ...addressesOf(device)].join('\n').toLowerCase()

/** Lends the stored list to the filter of `shared/filter`. `deep` answers terms the list itself cannot. */
export const listSource = (devices: readonly Device[], accountName: (id: string) => string, deep: FilterSource['deep']): FilterSource => ({
  column: (field) => findColumn(devices, accountName, field),
  haystack: (row) => haystackOf(devices[row] as Device),
  fetchedAt: (row) => devices[row]?.fetchedAt ?? 0,
  deep,
})
