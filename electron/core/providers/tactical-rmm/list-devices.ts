import type { Exchange } from '#shared/model/exchange.ts'
import type { DevicePage, Provider } from '../provider.ts'
import { BODY_LIMITS, type ApiClient, type ReadCall } from '../toolkit/api-client.ts'
import { ArraySplitter } from '../toolkit/array-splitter.ts'
import { PieceQueue } from '../toolkit/piece-queue.ts'
import { planPages, type ListPlan, type PlannedPage } from './list-plan.ts'

type ListOptions = Parameters<Provider['listDevices']>[0]

/** Pages fetched while the current one is consumed. */
const AHEAD = 2

/** Devices of one piece of a long answer: small enough to show progress and hold nobody up, large enough to cost nothing. */
const PIECE = 500

/** Devices of the first piece: it is stored, and seen, while the next one arrives. */
const FIRST_PIECE = 100

const toCall = (page: PlannedPage, signal: AbortSignal): ReadCall => ({ route: page.route, right: 'can_list_agents', priority: 'background', maxBytes: BODY_LIMITS.list, signal })

interface Piece {
  readonly body: Uint8Array
  readonly fetchedAt: number
}

/** Reads the list in one call and hands its pieces on while it arrives. A try that failed starts over; pieces keep their keys. */
function streamList(client: ApiClient, page: PlannedPage, signal: AbortSignal, onAnswered: (exchange: Exchange) => void): AsyncGenerator<Piece> {
  const queue = new PieceQueue<Piece>()
  let splitter = new ArraySplitter(PIECE, FIRST_PIECE)
  const startBody = () => {
    splitter = new ArraySplitter(PIECE, FIRST_PIECE)
    queue.clear()
    return (chunk: Uint8Array, fetchedAt: number) => {
      for (const body of splitter.push(chunk)) queue.add({ body, fetchedAt })
    }
  }
  client.read({ ...toCall(page, signal), startBody }).then(
    ({ fetchedAt, exchange }) => {
      onAnswered(exchange)
      const rest = splitter.end()
      if (rest !== null) queue.add({ body: rest, fetchedAt })
      queue.finish()
    },
    (error: unknown) => queue.finish({ error }),
  )
  return queue.read()
}

/** The whole list as pages, one a piece. */
async function* readWhole(client: ApiClient, plan: ListPlan, context: DevicePage['context'], options: ListOptions): AsyncGenerator<DevicePage> {
  const [page] = plan.pages
  if (page === undefined) return
  const expected = plan.devices === null ? 1 : Math.ceil(plan.devices / PIECE) + 1
  let index = 0
  let answered: Exchange | null = null
  const pieces = streamList(client, page, options.signal, (exchange) => (answered = exchange))
  for await (const { body, fetchedAt } of pieces) {
    yield { key: `${page.key}-${index}`, index, pages: Math.max(expected, index + 1), requests: index === 0 ? 1 : 0, body, fetchedAt, exchange: () => answered, context }
    index += 1
  }
}

/** Pages of their own, those that are stored already left out, the next ones fetched while one is consumed. */
async function* readPages(client: ApiClient, { pages }: ListPlan, context: DevicePage['context'], { skip, signal }: ListOptions): AsyncGenerator<DevicePage> {
  const fetchPage = async (page: PlannedPage): Promise<DevicePage> => {
    const { body, fetchedAt, exchange } = await client.read(toCall(page, signal))
    return { key: page.key, index: pages.indexOf(page), pages: pages.length, requests: 1, body, fetchedAt, exchange: () => exchange, context }
  }
  const waiting = pages.filter((page) => !skip.has(page.key))
  const running: Promise<DevicePage>[] = []
  while (waiting.length > 0 || running.length > 0) {
    for (const page of waiting.splice(0, AHEAD + 1 - running.length)) {
      const fetching = fetchPage(page)
      // A page that fails while an earlier one is consumed is told when its turn comes.
      fetching.catch(() => undefined)
      running.push(fetching)
    }
    const next = running.shift()
    if (next !== undefined) yield await next
  }
}

/** Reads the device list. The server has no pages of its own; `list-plan.ts` says how a pass is cut. */
export async function* listDevices(client: ApiClient, fieldNames: (signal: AbortSignal) => Promise<string>, options: ListOptions): AsyncGenerator<DevicePage> {
  const [names, plan] = await Promise.all([fieldNames(options.signal), planPages(client, options)])
  const context = { fieldNames: names }
  yield* plan.isWhole ? readWhole(client, plan, context, options) : readPages(client, plan, context, options)
}
