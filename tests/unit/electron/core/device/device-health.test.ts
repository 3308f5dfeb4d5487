import { expect, test } from 'vitest'
import { deviceHealth, withHealth } from '#core/device/device-health.ts'
import type { StoredSection } from '#core/storage/store.ts'
import type { DeviceChange } from '#shared/model/device-change.ts'
import type { DiskEvidence } from '#shared/model/disk-health.ts'
import { HardwareSection, type SectionState } from '#shared/model/section.ts'

const now = 1_790_000_000_000
const dayMs = 86_400_000
const disk = (more: Partial<DiskEvidence>): DiskEvidence => ({
  name: 'disk0', model: 'WDC WD60', serial: 'WD-1', bytes: 6e12, kind: 'ata', predictsFailure: false, criticalWarning: null, wearPercent: null, mediaErrors: null,
  sparePercent: null, spareThreshold: null, isTableRead: true, raw5: 0, raw187: 0, raw188: 0, raw197: 0, raw198: 0, powerOnHours: null, temperature: null, note: null, ...more,
})
const stored = (disks: readonly DiskEvidence[]): StoredSection[] => [{ section: 'disk_health', value: { disks }, observedAt: now, observedKind: 'reported', fetchedAt: now, source: 'script' }]
const grew = (at: number, before: string, after: string): DeviceChange => ({ at, place: 'disk_health', subject: 'WD-1', field: 'raw5', before, after, source: 'script', traceId: null })

test('S44: a counter that rose in the last 14 days is worse; one that rose earlier, fell, or rose on another disk is not', () => {
  const scoreWith = (...changes: DeviceChange[]) => deviceHealth(stored([disk({ raw5: 9 })]), changes, now).disks[0]?.verdict.score
  expect(scoreWith(grew(now - 13 * dayMs, '2', '9'))).toBe(30)
  expect(scoreWith(grew(now - 15 * dayMs, '2', '9'))).toBe(40)
  expect(scoreWith(grew(now - dayMs, '10', '9'))).toBe(40)
  expect(scoreWith({ ...grew(now - dayMs, '2', '9'), subject: 'WD-2' })).toBe(40)
})

test('S44: evidence joins the disk of its serial; a predicted failure of the inventory stays; an unknown disk is added', () => {
  const known = { model: 'WDC WD60', bytes: 6e12, interface: 'SATA', media: 'hdd' as const, healthReason: null }
  const hardware = { disks: [{ ...known, key: 'disk7', serial: 'wd-1', health: 'unknown' }, { ...known, key: 'disk1', serial: 'WD-2', health: 'failing', healthReason: 'Pred Fail' }] }
  const state: SectionState = { section: 'hardware', value: hardware, observedAt: now, observedKind: 'bounded', fetchedAt: now, source: 's', freshness: 'fresh', missing: null }
  const health = deviceHealth(stored([disk({}), disk({ serial: 'WD-2', name: 'disk1' }), disk({ serial: 'WD-3', name: 'disk2', raw197: 4 })]), [], now)
  const value = withHealth([state], health)[0]?.value
  const { disks } = HardwareSection.pick({ disks: true }).parse(value)
  expect(disks.map((one) => [one.key, one.health, one.healthReadAt])).toEqual([['disk7', 'good', now], ['disk1', 'failing', undefined], ['disk2', 'warning', now]])
})

test('S44: evidence that cannot be read counts as none', () => {
  const broken: StoredSection[] = [{ section: 'disk_health', value: { disks: [{ name: 3 }] }, observedAt: now, observedKind: 'reported', fetchedAt: now, source: 'script' }]
  expect(deviceHealth(broken, [], now)).toEqual({ disks: [], readAt: null, source: '' })
})
