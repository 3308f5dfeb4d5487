import type { SyncProgress, SyncSummary } from '#shared/model/sync.ts'
import { describeDuration } from '#shared/util/duration.ts'
import { countOf, toBytes } from './format.ts'
import { plain } from './table.ts'

/** Progress of a pass, short enough for one line that is written again and again. */
export function describeProgress(one: SyncProgress): string {
  const left = one.secondsLeft === null ? '' : `, about ${one.secondsLeft} s left`
  const rate = one.perSecond === null ? '' : `, ${one.perSecond}/s`
  return `${one.done}${one.total === null ? '' : ` of ${one.total}`} devices${rate}${left}`
}

const headlines: Readonly<Record<SyncSummary['outcome'], string>> = { done: 'read', partial: 'read in part', failed: 'not read', cancelled: 'stopped' }

const costOf = (one: SyncSummary): string => (one.requests === 0 ? '' : ` (${countOf(one.requests, 'request')}, ${toBytes(one.bytes)})`)

const describeDevicePass = ({ outcome, updated }: SyncSummary): readonly string[] =>
  outcome === 'failed' ? [] : [updated > 0 ? '  Its details changed.' : '  Nothing about it changed.']

/** What a pass did, in lines. `name` is the account, or the device of a pass over one device. */
export function describeSummary(name: string, one: SyncSummary): string {
  const known = one.created + one.updated + one.touched + one.unchanged
  const counted = one.kind === 'device' ? '' : `${countOf(known, 'device')} `
  const head = `${plain(name)}: ${counted}${headlines[one.outcome]} in ${describeDuration(one.endedAt - one.startedAt)}${costOf(one)}`
  const counts = `  ${one.created} created, ${one.updated} updated, ${one.touched} seen again, ${one.unchanged} unchanged, ${one.rejected} failed, ${one.inReview} in review`
  const detail = one.kind === 'device' ? describeDevicePass(one) : [counts, `  ${one.missing} missing, ${one.inactive} inactive`]
  const problems = [...(one.firstRejection ? [`  First that failed: ${plain(one.firstRejection)}`] : []), ...(one.error ? [`  ${plain(one.error)}`] : [])]
  const unread = Object.entries(one.drift).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${plain(name)} (${count})`)
  const drift = unread.length === 0 ? [] : [`  Sent by the server and not read: ${unread.join(', ')}`]
  return [head, ...detail, ...drift, ...problems].join('\n')
}
