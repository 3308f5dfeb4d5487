import type { WriteStores } from '../../storage/database.ts'
import { createDeviceIds } from '../../storage/device-ids.ts'
import { createRowNumbers } from '../../storage/row-numbers.ts'
import { createReads } from '../../storage/store-reads.ts'
import type { FinishResult, IngestResult, StoreReads, StoreWrites } from '../../storage/store.ts'
import type { StoreTools } from '../../storage/store-tools.ts'
import { createPlainWrites } from '../../storage/store-writes.ts'
import { createWords } from '../../storage/word-repository.ts'
import { finishPass } from './finish-pass.ts'
import type { IngestParts } from './ingest-parts.ts'
import { ingestPage, readAhead } from './ingest-page.ts'
import { createKnownLists } from './known-lists.ts'
import type { PreparePage } from './prepare-page.ts'
import { findReview } from '../../storage/review-repository.ts'
import { removeAccount } from './remove-account.ts'
import { noSuchReview, resolveReview } from './resolve-review.ts'
import { learnIdentity } from './section-identity.ts'

/** Writes as the engine gives them: those of one account wait for each other and therefore answer later. */
export type EngineWrites = Omit<StoreWrites, 'ingestPage' | 'finishPass' | 'removeAccount' | 'resolveReview'> & {
  ingestPage(page: Parameters<StoreWrites['ingestPage']>[0]): Promise<IngestResult>
  finishPass(finish: Parameters<StoreWrites['finishPass']>[0]): Promise<FinishResult>
  removeAccount(accountId: string): Promise<void>
  resolveReview(answer: Parameters<StoreWrites['resolveReview']>[0]): Promise<ReturnType<StoreWrites['resolveReview']>>
}

/** Reads and writes of one company over two open connections. Runs in the store thread, or in process. */
export interface StoreEngine {
  readonly read: StoreReads
  readonly write: EngineWrites
}

/** Runs work of one account one after the other; other accounts and other writes go between its turns. */
function createLanes(): <Result>(accountId: string, work: () => Promise<Result>) => Promise<Result> {
  const lanes = new Map<string, Promise<unknown>>()
  return (accountId, work) => {
    const before = lanes.get(accountId) ?? Promise.resolve()
    const turn = before.then(work, work)
    lanes.set(accountId, turn)
    const leave = () => void (lanes.get(accountId) === turn && lanes.delete(accountId))
    turn.then(leave, leave)
    return turn
  }
}

export function createStoreEngine(stores: WriteStores, tools: StoreTools, companyId: string, prepare: PreparePage): StoreEngine {
  const parts: IngestParts = {
    stores,
    tools,
    words: createWords(),
    numbers: createRowNumbers(),
    nextDeviceId: createDeviceIds(tools),
    lists: createKnownLists(stores, tools.codec),
    prepare,
  }
  const plain = createPlainWrites(stores, tools, companyId)
  const inLane = createLanes()
  return {
    read: createReads(stores, tools.codec),
    write: {
      ...plain,
      saveSections: (deviceId, sections, fetchedAt, unanswered) => {
        const changed = plain.saveSections(deviceId, sections, fetchedAt, unanswered)
        const news = sections.filter((section) => changed.includes(section.section))
        if (news.length > 0) stores.work.transaction(() => learnIdentity(stores.work, deviceId, news))
        return changed
      },
      ingestPage: (page) => {
        const ahead = readAhead(parts, page)
        return inLane(page.accountId, () => ingestPage(parts, page, ahead))
      },
      finishPass: (finish) => inLane(finish.accountId, async () => finishPass(parts, finish)),
      // In the lane of its account: a list that is being stored holds the same rows in memory.
      resolveReview: async (answer) => {
        const review = findReview(stores.work, answer.reviewId)
        if (!review) throw noSuchReview()
        return inLane(review.accountId, async () => resolveReview(parts, answer))
      },
      removeAccount: (accountId) => inLane(accountId, async () => removeAccount(parts, accountId)),
    },
  }
}
