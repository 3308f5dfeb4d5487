import { AppError } from '#shared/errors/app-error.ts'
import { countReactivated, readPass, stampPage, writePage } from '../../storage/list-repository.ts'
import { leavePage } from '../../storage/mapping-repository.ts'
import { numberSetOf, type NumberSet } from '../../storage/number-set.ts'
import { readSetting } from '../../storage/setting-repository.ts'
import type { IngestPage, IngestResult } from '../../storage/store.ts'
import { storeNewRow } from './add-row.ts'
import { storeKnownRow } from './change-row.ts'
import type { IngestParts, PageWork } from './ingest-parts.ts'
import { distrustPages, type KnownList, type KnownPage } from './known-lists.ts'
import { createPageTally, unchangedResult, type PageTally } from './page-tally.ts'
import { digestOfPage, type PreparedPage, type PreparedRow } from './prepare-page.ts'

/** Unknown devices go to review instead of the list when this setting is `off` (S149). */
const autoCreateSetting = 'auto_create_assets'

const noPass = (): AppError =>
  new AppError({
    code: 'account.not-found',
    what: 'The account this list belongs to was removed while it was being read.',
    effect: 'The rest of the list was not stored.',
    next: 'Nothing to do.',
    remedy: 'none',
  })

function assertOpenPass({ stores }: IngestParts, page: IngestPage): void {
  const pass = readPass(stores.cache, page.accountId)
  if (!pass?.isOpen || pass.id !== page.passId) throw noPass()
}

/**
 * Live remote ids that are not in this page although it is the whole list: everything live was in it before, or is now.
 * A page with rows that could not be read says nothing about who is missing.
 */
function findGone(list: KnownList, before: KnownPage | undefined, prepared: PreparedPage): ReadonlySet<string> {
  const gone = new Set<string>()
  if (prepared.rejected > 0) return gone
  const here = new Set(prepared.rows.map(({ device }) => device.remoteId))
  for (const [remoteId, row] of list.rows) {
    if (row.state !== 'active' || here.has(remoteId)) continue
    if (!before?.members.has(row.mappingN)) return new Set()
    gone.add(remoteId)
  }
  return gone
}

/** One transaction of rows in both files; the ledger commits first, so that an id given once is never given again. */
function storeBatch(work: PageWork, rows: readonly PreparedRow[], tally: PageTally): void {
  const { cache, work: ledger } = work.stores
  const before = cache.totalChanges() + ledger.totalChanges()
  cache.transaction(() =>
    ledger.transaction(() => {
      for (const row of rows) {
        const { remoteId } = row.device
        const known = work.list.rows.get(remoteId)
        tally.add(row.device, known ? storeKnownRow(work, known, row) : storeNewRow(work, row))
      }
    }),
  )
  tally.addWrites(cache.totalChanges() + ledger.totalChanges() - before)
}

async function storeRows(work: PageWork, { rows }: PreparedPage, tally: PageTally): Promise<void> {
  const { batchSize } = work.page
  for (let start = 0; start < rows.length; start += batchSize) {
    storeBatch(work, rows.slice(start, start + batchSize), tally)
    // After the last one as well: the page after this one must not keep the pages behind it from being parsed.
    await work.tools.nextTurn()
  }
}

const numbersOf = (list: KnownList, remoteIds: readonly string[]): NumberSet =>
  numberSetOf(remoteIds.flatMap((remoteId) => list.rows.get(remoteId)?.mappingN ?? []))

/** The last transaction of a page: who left it, and that it is stored whole. */
function closePage(work: PageWork, next: KnownPage, before: KnownPage | undefined, reactivated: number): void {
  const { stores, page, tools } = work
  stores.cache.transaction(() => {
    for (const mappingN of before?.members.values() ?? []) {
      if (!next.members.has(mappingN)) leavePage(stores.cache, mappingN, before?.fetchedAt ?? 0)
    }
    if (reactivated > 0) countReactivated(stores.cache, page.accountId, reactivated)
    writePage(stores.cache, tools.codec, page.accountId, next)
  })
}

async function storePage(parts: IngestParts, page: IngestPage, prepared: PreparedPage): Promise<IngestResult> {
  const list = parts.lists.of(page.accountId)
  const before = list.pages.get(page.pageKey)
  const mayCreate = readSetting(parts.stores.work, autoCreateSetting) !== 'off'
  const work: PageWork = { ...parts, page, list, gone: findGone(list, before, prepared), mayCreate }
  const tally = createPageTally(prepared)
  if (before) list.pages.set(page.pageKey, { ...before, answer: null })
  await storeRows(work, prepared, tally)
  const { rejected, firstRejection, drift, rows, digest } = prepared
  const { pageKey: key, passId, fetchedAt } = page
  const members = numbersOf(list, rows.map(({ device }) => device.remoteId))
  const answer = { digest, rows: rows.length, rejected, firstRejection, drift }
  const next: KnownPage = { key, passId, fetchedAt, rejected, members, answer }
  closePage(work, next, before, tally.reactivated)
  list.pages.set(key, next)
  distrustPages(list, numbersOf(list, tally.changedRemoteIds), key)
  return tally.result()
}

function repeatPage(parts: IngestParts, page: IngestPage, known: KnownPage): void {
  const { accountId, passId, fetchedAt } = page
  stampPage(parts.stores.cache, accountId, { key: known.key, passId, fetchedAt })
  parts.lists.of(accountId).pages.set(known.key, { ...known, passId, fetchedAt })
}

/** What was begun for a page while the pages before it are written: the page is being parsed, or holds the bytes that were stored last time. */
export type ReadAhead = { readonly prepared: Promise<PreparedPage> } | { readonly prepared: null; readonly digest: string }

/** Begins to parse a page before its turn to be written comes. A page that was never stored is not worth a digest here. */
export function readAhead(parts: IngestParts, page: IngestPage): ReadAhead {
  const stored = parts.lists.of(page.accountId).pages.get(page.pageKey)?.answer?.digest
  const digest = stored === undefined ? null : digestOfPage(parts.tools.digest, page)
  if (digest !== null && digest === stored) return { prepared: null, digest }
  const prepared = (async () => parts.prepare(page))()
  // Told when the page's turn comes, or not at all when the pass has ended by then.
  prepared.catch(() => undefined)
  return { prepared }
}

/**
 * Matches, compares and writes one page in transactions of `batchSize` rows, letting other messages through between
 * them. Killed at any point: whole rows, and the page is not marked as stored. Bytes that were stored last time are not
 * even parsed. Throws `account.not-found` without an open pass.
 */
export async function ingestPage(parts: IngestParts, page: IngestPage, ahead: ReadAhead): Promise<IngestResult> {
  assertOpenPass(parts, page)
  const known = parts.lists.of(page.accountId).pages.get(page.pageKey)
  if (ahead.prepared === null && known?.answer?.digest === ahead.digest) {
    repeatPage(parts, page, known)
    return unchangedResult(known.answer)
  }
  try {
    return await storePage(parts, page, await (ahead.prepared ?? parts.prepare(page)))
  } catch (error) {
    // What was remembered of rows that were rolled back is not true.
    parts.lists.forget(page.accountId)
    parts.words.forget()
    parts.numbers.forget()
    throw error
  }
}
