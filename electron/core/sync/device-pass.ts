import { toSentence, toWire } from '#shared/errors/app-error.ts'
import { AccountId } from '#shared/model/ids.ts'
import { sectionNames } from '#shared/model/section.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { findDevice } from '../context.ts'
import { emptyTally, toSummary } from './pass-tally.ts'
import { readSections } from './section-waves.ts'
import type { SyncParts } from './sync-parts.ts'

/** Reads one device and all its sections, touching no other (S140). */
export async function runDevicePass(parts: SyncParts, deviceId: string): Promise<SyncSummary> {
  const { connections, ports } = parts.context
  const device = await findDevice(parts.context, deviceId)
  const startedAt = ports.clock.now()
  const tally = emptyTally()
  const facts = { accountId: AccountId.parse(device.accountId), kind: 'device' as const, startedAt, traceId: ports.ids.next('p') }
  try {
    const provider = await connections.provider(device.accountId)
    const { changed, failures } = await ports.trace.run(facts.traceId, () => readSections(parts, provider, device, sectionNames, new AbortController().signal))
    tally.rows = 1
    if (changed.length > 0) tally.updated = 1
    else tally.unchanged = 1
    connections.report(device.accountId, { ok: true })
    const problems = Object.entries(failures).map(([section, says]) => `${section}: ${says}`)
    return toSummary({ ...facts, endedAt: ports.clock.now(), outcome: problems.length > 0 ? 'partial' : 'done', error: problems.join(' ') || null }, tally, null)
  } catch (error) {
    connections.report(device.accountId, { ok: false, error })
    return toSummary({ ...facts, endedAt: ports.clock.now(), outcome: 'failed', error: toSentence(toWire(error)) }, tally, null)
  }
}
