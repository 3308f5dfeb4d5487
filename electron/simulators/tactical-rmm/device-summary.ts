import type { FleetDevice } from '../fleet/fleet.ts'
import { hardwareOf, publicAddressOf } from '../fleet/hardware.ts'
import { perWorld } from './records/derived-store.ts'

/** The hardware facts of a table row, in the words of the server; placeholders where nothing was collected. */
export interface DeviceSummary {
  readonly plat: string
  readonly goarch: string
  readonly operating_system: string
  readonly public_ip: string
  readonly cpu_model: readonly string[]
  readonly graphics: string
  readonly local_ips: string
  readonly make_model: string
  readonly physical_disks: readonly string[]
  readonly serial_number: string
}

export function summaryOf(device: FleetDevice): DeviceSummary {
  const { platform, architecture, operatingSystem, oddities } = device
  const who = {
    plat: platform, goarch: architecture, operating_system: operatingSystem,
    public_ip: oddities.noPublicAddress ? 'error' : publicAddressOf(device),
  }
  if (oddities.noHardware) {
    return {
      ...who, cpu_model: ['unknown cpu model'], graphics: 'Graphics info requires agent v1.4.14', local_ips: 'error getting local ips',
      make_model: 'unknown make/model', physical_disks: ['unknown disk'], serial_number: '',
    }
  }
  const { sockets, graphics, disks } = hardwareOf(device)
  return {
    ...who,
    cpu_model: sockets.map(({ name, cores, threads }) => (platform === 'windows' ? `${name}, ${cores}C/${threads}T` : name)),
    graphics: graphics.join(', '), local_ips: addressesOf(device).join(', '), make_model: `${device.model.make} ${device.model.model}`,
    physical_disks: disks.map(({ model, bytes, bus }) => `${model} ${Math.floor(bytes / 1024 ** 3).toLocaleString('en-US')}GB ${bus}`),
    serial_number: device.serial,
  }
}

/** Addresses of all adapters; Unix devices add the prefix length. */
export function addressesOf(device: FleetDevice): readonly string[] {
  const addresses = hardwareOf(device).adapters.flatMap((adapter) => adapter.addresses)
  if (device.platform === 'windows') return addresses
  return addresses.map((address) => `${address}/${address.includes(':') ? 64 : 24}`)
}

const cache = perWorld(() => new Map<number, string>())

/** The summary as the inside of a JSON object, kept after the first time: the part of a row that never changes. */
export function summaryJson(device: FleetDevice, world: Parameters<typeof cache>[0]): string {
  const kept = cache(world)
  const known = kept.get(device.id)
  if (known !== undefined) return known
  const text = JSON.stringify(summaryOf(device)).slice(1, -1)
  kept.set(device.id, text)
  return text
}
