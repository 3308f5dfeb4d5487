import { realVolumes } from '../this-computer/real-hardware.ts'
import type { FleetDevice } from './fleet-device.ts'
import { disksOf } from './hardware.ts'
import { share } from './random.ts'

const DAY = 86_400_000
const GIB = 1024 ** 3

/** A file system of a device at a moment. Sizes in bytes. */
export interface Volume {
  /** `C:` or the mount point. */
  readonly name: string
  /** `C:` or the partition, such as `/dev/sda1`. */
  readonly device: string
  readonly label: string
  readonly fileSystem: string
  readonly size: number
  readonly used: number
  readonly free: number
  /** Index of the physical disk in the hardware's list. */
  readonly disk: number
}

interface Layout {
  readonly name: string
  readonly device: string
  readonly label: string
  readonly fileSystem: string
}

/** The volumes of a device at a moment: most fill up slowly and are cleaned now and then, some are nearly full. */
export function volumesAt(device: FleetDevice, at: number): readonly Volume[] {
  if (device.isThisComputer) return realVolumes()
  return disksOf(device).map(({ bytes }, index) => {
    const layout = layoutOf(device, index)
    const size = Math.floor(bytes * 0.985)
    const used = Math.floor(size * usedShare(device, index, at))
    return { ...layout, size, used, free: size - used, disk: index }
  })
}

function usedShare(device: FleetDevice, index: number, at: number): number {
  const floor = 0.15 + share(device.seed, 'floor', index) * 0.45
  const style = share(device.seed, 'fills', index)
  if (device.specimen === 'lab') return 0.3 + index * 0.1
  // Three in ten volumes hardly change; one in twenty is about to be full.
  if (style < 0.3) return floor
  const span = style > 0.95 ? 0.98 - floor : 0.15 + share(device.seed, 'span', index) * 0.2
  const period = (20 + share(device.seed, 'period', index) * 70) * DAY
  const phase = share(device.seed, 'fill phase', index)
  return Math.min(0.99, floor + span * ((at / period + phase) % 1))
}

function layoutOf(device: FleetDevice, index: number): Layout {
  switch (device.platform) {
    case 'windows': {
      const letter = `${String.fromCharCode(67 + index)}:`
      return { name: letter, device: letter, label: ['Windows', 'Data', 'Backup'][index] ?? 'Volume', fileSystem: index === 2 ? 'ReFS' : 'NTFS' }
    }
    case 'linux': {
      const letter = String.fromCharCode(97 + index)
      return { name: ['/', '/srv', '/backup'][index] ?? `/mnt/${index}`, device: `/dev/sd${letter}1`, label: '', fileSystem: index ? 'xfs' : 'ext4' }
    }
    case 'darwin':
      return { name: index ? `/Volumes/Disk${index}` : '/', device: `/dev/disk${3 + index}s1`, label: 'Macintosh HD', fileSystem: 'apfs' }
  }
}

/** Bytes as the vendor shows them: binary units with decimal names, one digit. */
export function sizeText(bytes: number): string {
  const gib = bytes / GIB
  return gib >= 1024 ? `${(gib / 1024).toFixed(1)} TB` : `${gib.toFixed(1)} GB`
}
