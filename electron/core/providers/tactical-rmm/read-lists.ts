import type { SectionName } from '#shared/model/section.ts'
import type { DeviceRef } from '../provider.ts'
import { BODY_LIMITS, type ReadCall } from '../toolkit/api-client.ts'
import { countUnknown, type ParsedItems } from '../toolkit/parse-each.ts'
import { route } from '../toolkit/route.ts'
import type { AlertLists } from './alert-list.ts'
import { ignoredCheckKeys, ignoredSoftwareKeys } from './known-keys.ts'
import { isNeverCollected, toChecks, toSoftware } from './list-sections.ts'
import { tacticalCheck, tacticalSoftware } from './schema.ts'
import { type Reading, type SourceResult, unreadable, without } from './source-result.ts'
import { toUpdates } from './updates-section.ts'

/** A question about one device. */
const about = (template: string, device: DeviceRef, right: string): ReadCall => ({ route: route(template, { agent_id: device.remoteId }), right, maxBytes: BODY_LIMITS.detail })

/** A section whose age nobody tells. */
const undated = (section: SectionName, value: unknown, source: string): SourceResult => ({ sections: [{ section, value, observedAt: null, observedKind: 'unknown', source }], failures: {} })

/** Reads the stored list of programs. */
export async function readSoftware({ ask, drift }: Reading, device: DeviceRef): Promise<SourceResult> {
  const { value } = await ask(about('/software/{agent_id}/', device, 'can_list_software'))
  if (isNeverCollected(value)) return without(['software'], 'not collected')
  countUnknown(value, tacticalSoftware.keys, ignoredSoftwareKeys, drift)
  const software = toSoftware(value)
  return software === null ? unreadable(['software']) : undated('software', software, 'Tactical RMM, software')
}

/** Reads the updates of the device's last search. When that was is not told. An empty list: it never searched. */
export async function readUpdates(reading: Reading, device: DeviceRef): Promise<SourceResult> {
  const { value } = await reading.ask(about('/winupdate/{agent_id}/', device, 'can_manage_winupdates'))
  if (isNeverCollected(value)) return without(['updates'], 'not collected')
  const led = toUpdates(value)
  if (led !== null) count(reading, led)
  if (led === null || led.items.length === 0) return unreadable(['updates'])
  return undated('updates', { updates: led.items }, 'Tactical RMM, Windows updates')
}

/** Reads the checks with the device's own results. */
export async function readChecks({ ask, drift }: Reading, device: DeviceRef): Promise<SourceResult> {
  const { value } = await ask(about('/agents/{agent_id}/checks/', device, 'can_list_checks'))
  if (Array.isArray(value)) for (const check of value) countUnknown(check, tacticalCheck.keys, ignoredCheckKeys, drift)
  const checks = toChecks(value)
  if (checks === null) return unreadable(['checks'])
  const runs = checks.checks.flatMap((check) => check.lastRunAt ?? [])
  const observedAt = runs.length === 0 ? null : Math.max(...runs)
  return { sections: [{ section: 'checks', value: checks, observedAt, observedKind: observedAt === null ? 'unknown' : 'reported', source: 'Tactical RMM, checks' }], failures: {} }
}

/** Takes the device's open alerts from the list of the server; what the request cost and rejected counts for who sent it. */
export async function readAlerts(reading: Reading, lists: AlertLists, { remoteId }: DeviceRef, signal: AbortSignal): Promise<SourceResult> {
  const { list, isOwn } = lists.read(signal)
  const { alerts, fetchedAt, exchange } = await list
  if (isOwn) reading.exchanges.push(exchange)
  if (alerts === null) return unreadable(['alerts'])
  if (isOwn) count(reading, alerts)
  return { sections: [{ section: 'alerts', value: { alerts: alerts.byDevice.get(remoteId) ?? [] }, observedAt: fetchedAt, observedKind: 'reported', source: 'Tactical RMM, alerts' }], failures: {} }
}

function count(reading: Reading, { rejected, drift }: Pick<ParsedItems<unknown>, 'rejected' | 'drift'>): void {
  reading.rejected.count += rejected
  for (const [key, times] of Object.entries(drift)) reading.drift.set(key, (reading.drift.get(key) ?? 0) + times)
}
