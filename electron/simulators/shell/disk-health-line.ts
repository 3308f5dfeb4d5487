import type { FleetDevice } from '../fleet/fleet-device.ts'
import { disksOf, type PhysicalDisk } from '../fleet/hardware.ts'
import { hash, share } from '../fleet/random.ts'

/** Stands in the first line of the script that reads the health of disks. */
export const HEALTH_MARK = 'outrider-disk-health v1'

/** What becomes of a disk: most are well, some wear out, some fail, and some tell nothing. */
export type DiskFate = 'clean' | 'worn' | 'reallocated' | 'failing' | 'silent'

const isVirtual = ({ model }: PhysicalDisk): boolean => /virtual|qemu|logical volume/i.test(model)
const isNvme = ({ model }: PhysicalDisk): boolean => /nvme|980 PRO|APPLE SSD/i.test(model)

/** The fate of a disk of a device, by its place in the hardware. */
export function diskFate(device: FleetDevice, index: number): DiskFate {
  const disk = disksOf(device)[index]
  if (!disk || isVirtual(disk)) return 'silent'
  if (device.specimen === 'old-software') return 'failing'
  if (device.specimen !== null) return 'clean'
  const lot = share(device.seed, 'disk fate', index)
  return lot < 0.06 ? 'failing' : lot < 0.16 ? 'reallocated' : lot < 0.3 ? 'worn' : lot < 0.38 ? 'silent' : 'clean'
}

/** Percent of the rated writes a disk has used. */
const wearOf = (device: FleetDevice, index: number, fate: DiskFate): number =>
  fate === 'worn' ? 74 + (hash(device.seed, 'wear', index) % 24) : 1 + (hash(device.seed, 'wear', index) % 40)

/** The attribute table of an ATA disk; Seagate packs three counters into 188. */
function attributesOf(device: FleetDevice, disk: PhysicalDisk, index: number, fate: DiskFate): readonly { readonly id: number; readonly raw: number }[] {
  const bad = fate === 'reallocated' || fate === 'failing'
  const amount = 1 + (hash(device.seed, 'bad sectors', index) % 60)
  const hours = 2_000 + (hash(device.seed, 'hours', index) % 30_000)
  const timeouts = disk.vendor === 'Seagate' ? 3 * 65_536 * 65_536 : 0
  return [
    { id: 5, raw: bad ? amount : 0 }, { id: 9, raw: hours }, { id: 187, raw: 0 }, { id: 188, raw: timeouts }, { id: 194, raw: 34 },
    { id: 197, raw: fate === 'failing' ? amount * 2 : 0 }, { id: 198, raw: 0 },
  ]
}

function windowsDisk(device: FleetDevice, disk: PhysicalDisk, index: number): unknown {
  const fate = diskFate(device, index)
  const nvme = isNvme(disk)
  const isSilent = fate === 'silent'
  return {
    name: `disk${index}`, model: disk.model, serial: disk.serial, bytes: disk.bytes, bus: nvme ? 'NVMe' : isVirtual(disk) ? 'SAS' : 'SATA',
    media: isVirtual(disk) ? 'Unspecified' : disk.media, health: isSilent ? '' : fate === 'failing' && nvme ? 'Unhealthy' : 'Healthy',
    operational: isSilent ? '' : 'OK', status: 'OK', predict: nvme || isSilent ? null : fate === 'failing',
    attributes: nvme || isSilent ? null : attributesOf(device, disk, index, fate),
    wear: isSilent ? null : disk.media === 'SSD' ? wearOf(device, index, fate) : 0, readErrors: isSilent ? null : nvme && fate === 'reallocated' ? 4 : 0,
    hours: isSilent ? null : 2_000 + (hash(device.seed, 'hours', index) % 30_000), temperature: isSilent ? 0 : 31,
  }
}

/** The answer of `smartctl`, as far as it is read. */
function smartAnswer(device: FleetDevice, disk: PhysicalDisk, index: number): unknown {
  const fate = diskFate(device, index)
  if (fate === 'silent') return null
  const health = isNvme(disk)
    ? {
        nvme_smart_health_information_log: {
          critical_warning: fate === 'failing' ? 4 : 0, temperature: 35, available_spare: 100, available_spare_threshold: 10,
          percentage_used: wearOf(device, index, fate), media_errors: fate === 'reallocated' ? 3 : 0,
        },
      }
    : { ata_smart_attributes: { revision: 16, table: attributesOf(device, disk, index, fate).map(({ id, raw }) => ({ id, raw: { value: raw, string: String(raw) } })) } }
  return {
    json_format_version: [1, 0], model_name: disk.model, serial_number: disk.serial, smart_status: { passed: fate !== 'failing' }, ...health,
    power_on_time: { hours: 2_000 + (hash(device.seed, 'hours', index) % 30_000) }, temperature: { current: 35 },
  }
}

/** The line the script prints: one JSON object about all disks. On one Linux device in four `smartctl` is not installed. */
export function diskHealthLine(device: FleetDevice): string {
  const disks = disksOf(device)
  if (device.platform === 'windows') return JSON.stringify({ v: 1, system: 'windows', disks: disks.map((disk, index) => windowsDisk(device, disk, index)) })
  const isMac = device.platform === 'darwin'
  const hasTool = !isMac && (device.specimen !== null || share(device.seed, 'smartctl') > 0.25)
  return JSON.stringify({
    v: 1, system: isMac ? 'macos' : 'linux', smartctl: hasTool,
    disks: disks.map((disk, index) => ({
      name: isMac ? `disk${index}` : `sd${String.fromCharCode(97 + index)}`, bytes: disk.bytes,
      ...(isMac ? { word: diskFate(device, index) === 'failing' ? 'Failing' : 'Verified' } : {}), smart: hasTool ? smartAnswer(device, disk, index) : null,
    })),
  })
}
