import type { VolumesSection } from '#shared/model/section.ts'
import { parseSize, type ParsedSize } from '../toolkit/parse-bytes.ts'
import { toPhysicalDisks } from './physical-disks.ts'
import { readableItems } from './readable-items.ts'
import type { TacticalDetail } from './schema.ts'
import { linkVolumes } from './volume-links.ts'
import { meaningful } from './wire-words.ts'

type Volume = VolumesSection['volumes'][number]
type WireVolume = NonNullable<NonNullable<TacticalDetail['disks']>[number]>

/** Maps `disks`: sizes are texts in binary units, so bytes are as exact as their one decimal. Null without a readable list. */
export function toVolumes(detail: TacticalDetail): VolumesSection | null {
  const volumes = readableItems(detail.disks, (disk) => (disk && meaningful(disk.device) !== null ? [toVolume(disk)] : []))
  if (volumes === null) return null
  const links = linkVolumes(volumes.map(({ name, bytes }) => ({ key: name, bytes })), toPhysicalDisks(detail))
  return { volumes: volumes.map((volume, index) => ({ ...volume, ...links[index] })) }
}

function toVolume(wire: WireVolume): Volume {
  const total = parseSize(wire.total)
  const free = parseSize(wire.free)
  const reported = typeof wire.percent === 'number' && wire.percent >= 0 && wire.percent <= 100 ? wire.percent : null
  return {
    name: meaningful(wire.device) ?? '',
    fileSystem: meaningful(wire.fstype),
    bytes: total?.bytes ?? null,
    freeBytes: free?.bytes ?? null,
    ...toUsage(total, free, reported),
    disk: null,
    diskReason: null,
  }
}

/** Used percent always follows from the bytes when there are any; a reported one that cannot be true is flagged (S41, S43). */
function toUsage(total: ParsedSize | null, free: ParsedSize | null, reported: number | null): { usedPercent: number | null; flag: string | null } {
  if (total === null || free === null || total.bytes === 0) return { usedPercent: reported, flag: null }
  if (free.bytes > total.bytes + total.errorBytes + free.errorBytes) return { usedPercent: reported, flag: 'more free than there is' }
  const usedPercent = Math.round((1_000 * Math.max(0, total.bytes - free.bytes)) / total.bytes) / 10
  const tolerance = 1 + (100 * (total.errorBytes + free.errorBytes)) / total.bytes
  const isContradiction = reported !== null && Math.abs(reported - usedPercent) > tolerance
  return { usedPercent, flag: isContradiction ? `the server says ${reported} % used; recomputed from bytes` : null }
}
