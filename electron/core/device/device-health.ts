import type { DeviceChange } from '#shared/model/device-change.ts'
import { ataAttributes, type AtaAttribute, type DeviceHealth, DiskHealthSection, type DiskEvidence } from '#shared/model/disk-health.ts'
import type { HardwareSection, SectionState } from '#shared/model/section.ts'
import type { StoredSection } from '../storage/store.ts'
import { growthMs, judgeDisk } from './disk-health-rules.ts'

type Disk = HardwareSection['disks'][number]

/** Counters of one disk that rose in the last 14 days, from the history of the device. */
function grownOf({ serial, name }: DiskEvidence, changes: readonly DeviceChange[], now: number): ReadonlySet<AtaAttribute> {
  const subject = serial ?? name
  const risen = changes.filter((one) => one.place === 'disk_health' && one.subject === subject && now - one.at <= growthMs && Number(one.after) > Number(one.before))
  return new Set(ataAttributes.filter((attribute) => risen.some((one) => one.field === attribute)))
}

/** The stored evidence of a device, judged by the clock of this moment. Pure. */
export function deviceHealth(stored: readonly StoredSection[], changes: readonly DeviceChange[], now: number): DeviceHealth {
  const section = stored.find((one) => one.section === 'disk_health')
  const parsed = DiskHealthSection.safeParse(section?.value)
  if (!section || !parsed.success) return { disks: [], readAt: null, source: '' }
  const disks = parsed.data.disks.map((evidence) => ({ evidence, verdict: judgeDisk(evidence, now - section.fetchedAt, grownOf(evidence, changes, now)) }))
  return { disks, readAt: section.fetchedAt, source: section.source }
}

const plainSerial = (serial: string | null): string => (serial ?? '').replaceAll(/[^0-9a-z]/gi, '').toLowerCase()

/** The same disk in both answers: by serial where both tell it, else by the system's name. */
function isSame(disk: Disk, evidence: DiskEvidence): boolean {
  const [one, other] = [plainSerial(disk.serial), plainSerial(evidence.serial)]
  return one !== '' && other !== '' ? one === other : disk.key === evidence.name
}

const severity = { failing: 3, warning: 2, good: 1, unknown: 0 } as const

function judged(disk: Disk, found: DeviceHealth['disks'][number] | undefined, readAt: number | null): Disk {
  // A failure the inventory predicts stays, whatever the attributes say.
  if (!found || severity[disk.health] > severity[found.verdict.word]) return disk
  return { ...disk, health: found.verdict.word, healthReason: found.verdict.reason, healthReadAt: readAt }
}

const extraDisk = ({ evidence, verdict }: DeviceHealth['disks'][number], readAt: number | null): Disk => ({
  key: evidence.name,
  model: evidence.model,
  serial: evidence.serial,
  bytes: evidence.bytes,
  interface: null,
  media: 'unknown',
  health: verdict.word,
  healthReason: verdict.reason,
  healthReadAt: readAt,
})

/** Sections with the health words of the disks in the hardware; a disk only the evidence knows is added, so that none hides. */
export function withHealth(sections: readonly SectionState[], { disks, readAt }: DeviceHealth): SectionState[] {
  return sections.map((state) => {
    if (state.section !== 'hardware' || state.value === null || disks.length === 0) return state
    const hardware = state.value as HardwareSection
    const known = hardware.disks.map((disk) => judged(disk, disks.find((one) => isSame(disk, one.evidence)), readAt))
    const extra = disks.filter((one) => !hardware.disks.some((disk) => isSame(disk, one.evidence))).map((one) => extraDisk(one, readAt))
    return { ...state, value: { ...hardware, disks: [...known, ...extra] } }
  })
}
