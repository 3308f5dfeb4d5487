import { AppError } from '#shared/errors/app-error.ts'
import type { IncomingDevice } from '#shared/model/device.ts'
import type { ParsedPage } from '../../providers/provider.ts'
import { countReactivated, markPageStored, pageNumber, readPass } from '../../storage/list-repository.ts'
import { leavePage } from '../../storage/mapping-repository.ts'
import { readSetting } from '../../storage/setting-repository.ts'
import type { IngestPage, IngestResult } from '../../storage/store.ts'
import { storeNewRow } from './add-row.ts'
import { storeKnownRow } from './change-row.ts'
import type { IngestParts, PageWork } from './ingest-parts.ts'
import type { KnownList } from './known-lists.ts'
import { createPageTally, unchangedResult, type PageTally } from './page-tally.ts'

/** Unknown devices go to review instead of the list when this setting is `off` (S149). */
export const autoCreateSetting = 'auto_create_assets'

const noPass = (): AppError =>
  new AppError({
    code: 'account.not-found',
    what: 'The account this list belongs to was removed while it was being read.',
    effect: 'The rest of the list was not stored.',
    next: 'Nothing to do.',
    remedy: 'none',
  })

/** Equal exactly when the parser would answer the same. */
const digestOf = ({ tools }: IngestParts, page: IngestPage): string => `${tools.digest(page.body)} ${tools.digest(JSON.stringify(page.context))}`

function assertOpenPass({ stores }: IngestParts, page: IngestPage): void {
  const pass = readPass(stores.cache, page.accountId)
  if (!pass?.isOpen || pass.id !== page.passId) throw noPass()
}

/** Remote ids this page held before and does not hold now. */
function leavers(list: KnownList, pageN: number, devices: readonly IncomingDevice[]): readonly string[] {
  const here = new Set(devices.map((device) => device.remoteId))
  return [...list.rows].flatMap(([remoteId, row]) => (row.pageN === pageN && !here.has(remoteId) ? [remoteId] : []))
}

function numberOf({ stores }: IngestParts, list: KnownList, page: IngestPage): number {
  const n = list.pageNumbers.get(page.pageKey) ?? pageNumber(stores.cache, page.accountId, page.pageKey)
  list.pageNumbers.set(page.pageKey, n)
  return n
}

/** One transaction of rows in both files; the ledger commits first, so that an id given once is never given again. */
function storeBatch(work: PageWork, devices: readonly IncomingDevice[], tally: PageTally): void {
  const { cache, work: ledger } = work.stores
  const before = cache.totalChanges() + ledger.totalChanges()
  cache.transaction(() =>
    ledger.transaction(() => {
      for (const device of devices) {
        const known = work.list.rows.get(device.remoteId)
        tally.add(known ? storeKnownRow(work, known, device) : storeNewRow(work, device))
      }
    }),
  )
  tally.addWrites(cache.totalChanges() + ledger.totalChanges() - before)
}

/** The last transaction of a page: who left it, and that it is stored whole. */
function closePage(work: PageWork, left: readonly string[], parsed: ParsedPage, tally: PageTally): void {
  const { stores, page, pageN, list } = work
  stores.cache.transaction(() => {
    for (const remoteId of left) {
      const row = list.rows.get(remoteId)
      if (row?.pageN !== pageN) continue
      leavePage(stores.cache, row.mappingN)
      row.pageN = 0
    }
    if (tally.reactivated > 0) countReactivated(stores.cache, page.accountId, tally.reactivated)
    markPageStored(stores.cache, pageN, page.passId, page.fetchedAt, parsed.rejected)
  })
}

async function storeRows(work: PageWork, parsed: ParsedPage, tally: PageTally): Promise<void> {
  const { batchSize } = work.page
  for (let start = 0; start < parsed.devices.length; start += batchSize) {
    if (start > 0) await work.tools.nextTurn()
    storeBatch(work, parsed.devices.slice(start, start + batchSize), tally)
  }
}

async function storePage(parts: IngestParts, page: IngestPage, digest: string): Promise<IngestResult> {
  const list = parts.lists.of(page.accountId)
  const parsed = parts.findParser(page.vendor)(page.body, page.context)
  const pageN = numberOf(parts, list, page)
  const left = leavers(list, pageN, parsed.devices)
  // Only a list of one page without rejected rows says that who is not in it is gone.
  const isWhole = list.pageNumbers.size === 1 && parsed.rejected === 0
  const mayCreate = readSetting(parts.stores.work, autoCreateSetting) !== 'off'
  const work: PageWork = { ...parts, page, list, pageN, gone: new Set(isWhole ? left : []), mayCreate }
  const tally = createPageTally(parsed)
  list.pages.delete(pageN)
  await storeRows(work, parsed, tally)
  closePage(work, left, parsed, tally)
  const { rejected, firstRejection, drift, devices } = parsed
  list.pages.set(pageN, { digest, rows: devices.length, rejected, firstRejection, drift })
  return tally.result()
}

/**
 * Parses, matches, compares and writes one page in transactions of `batchSize` rows, letting other messages through
 * between them. Killed at any point: whole rows, and the page is not marked as stored. Bytes that were stored last time
 * are not even parsed. Throws `account.not-found` without an open pass.
 */
export async function ingestPage(parts: IngestParts, page: IngestPage): Promise<IngestResult> {
  assertOpenPass(parts, page)
  const list = parts.lists.of(page.accountId)
  const digest = digestOf(parts, page)
  const pageN = numberOf(parts, list, page)
  const stored = list.pages.get(pageN)
  if (stored?.digest === digest) {
    markPageStored(parts.stores.cache, pageN, page.passId, page.fetchedAt, stored.rejected)
    return unchangedResult(stored)
  }
  try {
    return await storePage(parts, page, digest)
  } catch (error) {
    // What was remembered of rows that were rolled back is not true.
    parts.lists.forget(page.accountId)
    parts.words.forget()
    throw error
  }
}
