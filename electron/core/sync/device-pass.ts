import { toSentence, toWire } from '#shared/errors/app-error.ts'
import type { Device } from '#shared/model/device.ts'
import { AccountId } from '#shared/model/ids.ts'
import { type SectionName, sectionNames } from '#shared/model/section.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { findDevice, type SectionsRead } from '../context.ts'
import { isReportedOf } from '../providers/provider.ts'
import { logSummary } from './pass-log.ts'
import { addDrift, emptyTally, toSummary } from './pass-tally.ts'
import type { SyncParts } from './sync-parts.ts'

type Verdict = Pick<SyncSummary, 'outcome' | 'error'> & { readonly isChanged: boolean; readonly isRead: boolean } & Pick<SectionsRead, 'rejected' | 'drift'>

async function readAll({ context }: SyncParts, device: Device, sections: readonly SectionName[], traceId: string): Promise<Verdict> {
  try {
    const { changed, failures, rejected, drift } = await context.sections.read(device, sections, { isWanted: () => true, traceId })
    const problems = sections.flatMap((section) => (failures[section] === undefined ? [] : [`${section}: ${failures[section]}`]))
    return { outcome: problems.length > 0 ? 'partial' : 'done', error: problems.join(' ') || null, isChanged: changed.length > 0, isRead: true, rejected, drift }
  } catch (error) {
    return { outcome: 'failed', error: toSentence(toWire(error)), isChanged: false, isRead: false, rejected: 0, drift: {} }
  }
}

/** Reads one device and all sections its vendor has of it, touching no other (S140). The summary is kept and logged. */
export async function runDevicePass(parts: SyncParts, deviceId: string): Promise<SyncSummary> {
  const { connections, ports, store } = parts.context
  const device = await findDevice(parts.context, deviceId)
  const manifest = await connections.manifest(device.accountId)
  const facts = { accountId: AccountId.parse(device.accountId), kind: 'device' as const, startedAt: ports.clock.now(), traceId: ports.ids.next('p') }
  const sections = sectionNames.filter((section) => isReportedOf(manifest, section, device.osFamily))
  const { outcome, error, isChanged, isRead, rejected, drift } = await readAll(parts, device, sections, facts.traceId)
  const tally = { ...emptyTally(), rejected, rows: Number(isRead), updated: Number(isRead && isChanged), unchanged: Number(isRead && !isChanged) }
  addDrift(tally, drift)
  const summary = toSummary({ ...facts, endedAt: ports.clock.now(), outcome, error }, tally, null)
  await store.write.saveSummary(summary)
  logSummary(ports.log, summary)
  return summary
}
