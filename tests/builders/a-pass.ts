import type { IncomingDevice } from '#shared/model/device.ts'
import type { FinishResult, IngestPage, IngestResult, Store } from '#core/storage/store.ts'
import { aListPage } from './a-list-page.ts'

export interface PassOptions extends Partial<Pick<IngestPage, 'accountId' | 'passId' | 'fetchedAt' | 'batchSize' | 'vendor'>> {
  /** Rows that could not be read, on the first page. */
  readonly rejected?: number
  readonly isComplete?: boolean
}

/** Runs one pass over a list of pages (rows by page key) and answers what every page and the end did. */
export async function runPass(store: Store, pages: Readonly<Record<string, readonly IncomingDevice[]>>, options: PassOptions = {}): Promise<{ pages: IngestResult[]; end: FinishResult }> {
  const { accountId = 'a1', fetchedAt = 1_790_000_000_000, passId = `p${fetchedAt}`, rejected = 0, isComplete = true, ...rest } = options
  await store.write.beginPass(accountId, passId, fetchedAt)
  const results: IngestResult[] = []
  for (const [pageKey, devices] of Object.entries(pages)) {
    const body = { devices, rejected: results.length === 0 ? rejected : 0 }
    results.push(await store.write.ingestPage(aListPage(body, { ...rest, accountId, passId, fetchedAt, pageKey })))
  }
  return { pages: results, end: await store.write.finishPass({ accountId, passId, isComplete, startedAt: fetchedAt, fetchedAt }) }
}
