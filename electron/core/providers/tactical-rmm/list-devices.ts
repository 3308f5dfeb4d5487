import type { DevicePage, Provider } from '../provider.ts'
import { BODY_LIMITS, type ApiClient } from '../toolkit/api-client.ts'
import { splitArray } from '../toolkit/split-array.ts'
import { planPages, wholeList, type PlannedPage } from './list-plan.ts'

type ListOptions = Parameters<Provider['listDevices']>[0]

/** Pages fetched while the current one is consumed. */
const AHEAD = 2

/** Devices of one piece of a long answer: small enough to show progress and hold nobody up, large enough to cost nothing. */
const PIECE = 500

interface FetchedPage {
  readonly page: PlannedPage
  readonly index: number
  readonly body: Uint8Array
  readonly fetchedAt: number
}

/** What a fetched page hands out: itself, or a long answer piece by piece, each stored by itself. */
function* cutPage({ page, index, body, fetchedAt }: FetchedPage, pages: number, names: string): Generator<DevicePage> {
  const context = { fieldNames: names }
  if (page !== wholeList) return yield { key: page.key, index, pages, body, fetchedAt, context }
  for (const piece of splitArray(body, PIECE)) yield { key: `${page.key}-${piece.index}`, index: piece.index, pages: piece.pieces, body: piece.bytes, fetchedAt, context }
}

/**
 * Reads the device list. The server has no pages of its own; `list-plan.ts` says how a pass is cut. Pages that are
 * stored already (`skip`) are not fetched; of an answer in pieces those that are stored are not handed out again.
 */
export async function* listDevices(client: ApiClient, fieldNames: (signal: AbortSignal) => Promise<string>, options: ListOptions): AsyncGenerator<DevicePage> {
  const { signal, skip, isPoll } = options
  const names = await fieldNames(signal)
  const plan = isPoll ? [wholeList] : await planPages(client, signal)
  const waiting = plan.filter((page) => !skip.has(page.key))
  const fetchPage = async (page: PlannedPage): Promise<FetchedPage> => {
    const answer = await client.read({ path: page.path, right: 'can_list_agents', priority: 'background', maxBytes: BODY_LIMITS.list, signal })
    return { page, index: plan.indexOf(page), body: answer.body, fetchedAt: answer.fetchedAt }
  }
  const running: Promise<FetchedPage>[] = []
  while (waiting.length > 0 || running.length > 0) {
    for (const page of waiting.splice(0, AHEAD + 1 - running.length)) {
      const fetching = fetchPage(page)
      // A page that fails while an earlier one is consumed is told when its turn comes.
      fetching.catch(() => undefined)
      running.push(fetching)
    }
    const next = running.shift()
    if (next !== undefined) yield* cutPage(await next, plan.length, names)
  }
}
