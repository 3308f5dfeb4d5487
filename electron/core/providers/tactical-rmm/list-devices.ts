import type { DevicePage, Provider } from '../provider.ts'
import { BODY_LIMITS, type ApiClient } from '../toolkit/api-client.ts'
import { splitArray } from '../toolkit/split-array.ts'
import { planPages, wholeList, type PlannedPage } from './list-plan.ts'

type ListOptions = Parameters<Provider['listDevices']>[0]

/** Pages fetched while the current one is consumed. */
const AHEAD = 2

/** Devices of one piece of a long answer: small enough to show progress, large enough to cost nothing. */
const PIECE = 1_000

/** Fetches one planned page; a long answer comes out in pieces, each stored by itself. */
async function fetchPage(client: ApiClient, page: PlannedPage, place: { readonly index: number; readonly pages: number }, names: string, signal: AbortSignal): Promise<DevicePage[]> {
  const answer = await client.read({ path: page.path, right: 'can_list_agents', priority: 'background', maxBytes: BODY_LIMITS.list, signal })
  const pieces = page === wholeList ? splitArray(answer.body, PIECE) : [answer.body]
  const context = { fieldNames: names }
  if (pieces.length === 1) return [{ key: page.key, ...place, body: answer.body, fetchedAt: answer.fetchedAt, context }]
  return pieces.map((body, index) => ({ key: `${page.key}-${index}`, index, pages: pieces.length, body, fetchedAt: answer.fetchedAt, context }))
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
  const running: Promise<DevicePage[]>[] = []
  while (waiting.length > 0 || running.length > 0) {
    for (const page of waiting.splice(0, AHEAD + 1 - running.length)) {
      const fetching = fetchPage(client, page, { index: plan.indexOf(page), pages: plan.length }, names, signal)
      // A page that fails while an earlier one is consumed is told when its turn comes.
      fetching.catch(() => undefined)
      running.push(fetching)
    }
    const next = running.shift()
    if (next !== undefined) yield* await next
  }
}
