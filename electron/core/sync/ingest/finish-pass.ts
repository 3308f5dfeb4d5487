import { closePass, readList, readPass, rememberSmallList, stampList } from '../../storage/list-repository.ts'
import { setAbsence, setMappingState, type KnownRow } from '../../storage/mapping-repository.ts'
import { numberSetOf } from '../../storage/number-set.ts'
import type { FinishPass, FinishResult } from '../../storage/store.ts'
import type { IngestParts } from './ingest-parts.ts'
import { distrustPages } from './known-lists.ts'
import { electLead } from './lead-mapping.ts'
import { judgeList, nextWhenAbsent, type MappingLife, type SmallList } from './mapping-life.ts'

/** Counts of a pass that changed nothing. */
const nothing = { missing: 0, inactive: 0, isSuspicious: false, changedIds: [] as readonly string[] }

function smallListOf(list: ReturnType<typeof readList>): SmallList | null {
  const { smallSince, smallCount, smallTimes } = list
  return smallSince === null || smallCount === null ? null : { since: smallSince, count: smallCount, times: smallTimes }
}

/** Writes the next state of an absent mapping; its device follows when its facts came from it. */
function applyAbsence(parts: IngestParts, row: KnownRow, life: MappingLife, at: number): void {
  const { cache } = parts.stores
  const missingSince = life.state === 'missing' ? life.since : row.since
  setMappingState(cache, row.mappingN, life.state, life.since, life.reason)
  setAbsence(cache, parts.words, row.mappingN, missingSince, life.state === 'inactive' ? 'inactive' : null)
  Object.assign(row, life)
  if (life.state === 'inactive' && row.isPrimary) electLead(parts, row, at)
}

interface Absences {
  readonly missing: number
  readonly inactive: number
  readonly changedIds: readonly string[]
}

function moveAbsent(parts: IngestParts, absent: readonly KnownRow[], at: number): Absences {
  const changedIds: string[] = []
  let [missing, inactive] = [0, 0]
  for (const row of absent) {
    const life = nextWhenAbsent(row, at)
    if (life === row) continue
    const wasPrimary = row.isPrimary
    applyAbsence(parts, row, life, at)
    if (life.state === 'missing') missing += 1
    else inactive += 1
    if (wasPrimary) changedIds.push(row.deviceId)
  }
  return { missing, inactive, changedIds }
}

function finish(parts: IngestParts, { accountId, passId, isComplete, fetchedAt }: FinishPass): Omit<FinishResult, 'reactivated'> {
  const { cache } = parts.stores
  closePass(cache, accountId)
  if (!isComplete) return nothing
  const known = parts.lists.of(accountId)
  const pages = [...known.pages.values()].filter((page) => page.passId === passId)
  const isListed = (row: KnownRow): boolean => pages.some((page) => page.members.has(row.mappingN))
  const rows = [...known.rows.values()]
  const absent = rows.filter((row) => row.state !== 'inactive' && !isListed(row))
  const count = rows.filter(isListed).length
  const before = readList(cache, accountId)
  const verdict = judgeList(before.completeCount, count, smallListOf(before), fetchedAt)
  if (!verdict.isBelieved) {
    const { since, count: smallCount, times } = verdict.small
    rememberSmallList(cache, accountId, since, smallCount, times)
    return { ...nothing, isSuspicious: true }
  }
  // A row that could not be read belongs to some device: as many absences as unreadable rows prove nothing.
  const unread = pages.reduce((sum, page) => sum + page.rejected, 0)
  distrustPages(known, numberSetOf(absent.map((row) => row.mappingN)))
  const moved = absent.length > unread ? moveAbsent(parts, absent, fetchedAt) : nothing
  stampList(cache, accountId, count, fetchedAt)
  return { ...nothing, ...moved }
}

/** Ends a pass: a complete list that is believed moves the mappings it does not hold (see `mapping-life.ts`). */
export function finishPass(parts: IngestParts, ask: FinishPass): FinishResult {
  const reactivated = readPass(parts.stores.cache, ask.accountId)?.reactivated ?? 0
  try {
    return { ...parts.stores.cache.transaction(() => finish(parts, ask)), reactivated }
  } catch (error) {
    parts.lists.forget(ask.accountId)
    parts.words.forget()
    throw error
  }
}
