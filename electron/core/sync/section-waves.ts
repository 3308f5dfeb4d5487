import type { Account } from '#shared/model/account.ts'
import type { Device } from '#shared/model/device.ts'
import { DeviceId } from '#shared/model/ids.ts'
import type { SectionName } from '#shared/model/section.ts'
import type { Provider } from '../providers/provider.ts'
import type { SyncParts } from './sync-parts.ts'

const dayMs = 86_400_000

/** After this age a section is read again although nobody looked at it (sync reference, section 2.2). */
const dueAgeMs: Partial<Record<SectionName, number>> = { hardware: 7 * dayMs, software: dayMs }

/**
 * Devices one background pass may read in detail for one section: the share of the fleet that falls due in one
 * interval, and at least one wave, so that a new fleet fills up steadily and no pass becomes a storm.
 */
export function sectionQuota(devices: number, syncIntervalSeconds: number, ageMs: number, wave: number): number {
  return Math.max(wave, Math.ceil((devices * syncIntervalSeconds * 1_000) / ageMs))
}

/** Reads some sections of one device and stores what changed. Failures are words per section, never an exception. */
export async function readSections(
  parts: SyncParts,
  provider: Provider,
  device: Pick<Device, 'id' | 'accountId' | 'remoteId' | 'name' | 'osFamily' | 'clientVersion'>,
  sections: readonly SectionName[],
  signal: AbortSignal,
): Promise<{ readonly changed: readonly SectionName[]; readonly failures: Readonly<Record<string, string>> }> {
  const { store, events, ports, pipeline } = parts.context
  const read = await provider.readDevice(device, sections, signal)
  const before = ports.clock.monotonic()
  const changed = await store.write.saveSections(device.id, read.sections, ports.clock.now())
  pipeline.storedSections({ device, manifest: provider.manifest, reading: read, changed, durationMs: ports.clock.monotonic() - before })
  if (changed.length > 0) events.publish('inventory.changed', { ids: [DeviceId.parse(device.id)], revision: parts.feed.revision })
  if (read.sections.length > 0) events.publish('device.sectionsChanged', { deviceId: DeviceId.parse(device.id), sections: read.sections.map((one) => one.section) })
  return { changed, failures: read.failures }
}

async function readWave(parts: SyncParts, provider: Provider, wave: readonly Device[], section: SectionName, signal: AbortSignal): Promise<void> {
  const together = provider.sectionsReadTogether(section)
  const lanes = Math.max(1, Math.floor(provider.manifest.limits.parallel / 2))
  let next = 0
  const lane = async () => {
    for (let device = wave[next++]; device && !signal.aborted; device = wave[next++]) {
      await readSections(parts, provider, device, together, signal).catch((error: unknown) => {
        parts.context.ports.log.warn('sections not read', { deviceId: device?.id, section, reason: String(error) })
      })
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Shows how far the details of this pass are. */
function showWaves(parts: SyncParts, account: Account, done: number): void {
  parts.board.show({
    accountId: account.id,
    kind: 'full',
    stage: 'sections',
    done,
    total: null,
    perSecond: null,
    secondsLeft: null,
    bytes: 0,
    says: `Details of ${done} devices read`,
  })
}

/**
 * Reads due sections of an account in waves of the batch size, online devices first, until the quota of this pass is
 * used. Offline devices are read from what the server stores, like any other.
 */
export async function runSectionWaves(parts: SyncParts, account: Account, devices: number, signal: AbortSignal): Promise<number> {
  const { context } = parts
  const provider = await context.connections.provider(account.id)
  const wave = context.ports.settings.syncBatchSize
  let read = 0
  for (const [section, ageMs] of Object.entries(dueAgeMs) as [SectionName, number][]) {
    let left = sectionQuota(devices, account.syncInterval, ageMs, wave)
    while (left > 0 && !signal.aborted) {
      const due = await context.store.read.dueDevices(account.id, section, context.ports.clock.now() - ageMs, Math.min(wave, left))
      if (due.length === 0) break
      showWaves(parts, account, read)
      await readWave(parts, provider, due, section, signal)
      left -= due.length
      read += due.length
    }
  }
  return read
}
