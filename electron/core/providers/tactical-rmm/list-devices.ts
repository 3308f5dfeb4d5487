import { isAppError } from '#shared/errors/app-error.ts'
import type { DevicePage, Provider } from '../provider.ts'
import { BODY_LIMITS, type ApiClient } from '../toolkit/api-client.ts'
import { tacticalClient } from './schema.ts'

type ListOptions = Parameters<Provider['listDevices']>[0]

interface PlannedPage {
  readonly key: string
  readonly path: string
}

/** Pages fetched while the current one is consumed. */
const AHEAD = 2

const WHOLE_LIST: PlannedPage = { key: 'all', path: '/agents/' }

/**
 * Reads the device list. The server has no pages of its own, so a pass reads client by client: pieces that can be
 * stored and resumed one by one (B26). A poll takes everything in one call.
 */
export async function* listDevices(client: ApiClient, fieldNames: (signal: AbortSignal) => Promise<string>, options: ListOptions): AsyncGenerator<DevicePage> {
  const names = await fieldNames(options.signal)
  const plan = options.isPoll ? [WHOLE_LIST] : await planPages(client, options.signal)
  const fetchPage = async (page: PlannedPage): Promise<DevicePage> => {
    const answer = await client.read({ path: page.path, right: 'can_list_agents', priority: 'background', maxBytes: BODY_LIMITS.list, signal: options.signal })
    return { key: page.key, index: plan.indexOf(page), pages: plan.length, body: answer.body, fetchedAt: answer.fetchedAt, context: { fieldNames: names } }
  }
  const waiting = plan.filter((page) => !options.skip.has(page.key))
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

/** One page per client, by id so that the order is the same in every pass; one page in all when clients may not be listed. */
async function planPages(client: ApiClient, signal: AbortSignal): Promise<PlannedPage[]> {
  try {
    const { value } = await client.readJson({ path: '/clients/', right: 'can_list_clients', priority: 'background', maxBytes: BODY_LIMITS.detail, signal })
    if (!Array.isArray(value)) throw client.errors.contract('the clients are not a list')
    const ids = value.flatMap((item) => {
      const read = tacticalClient.read(item)
      return read.ok && typeof read.value.id === 'number' ? [read.value.id] : []
    })
    if (ids.length !== value.length) throw client.errors.contract('a client without a number')
    return ids.toSorted((one, other) => one - other).map((id) => ({ key: `client-${id}`, path: `/agents/?client=${id}` }))
  } catch (error) {
    if (isAppError(error) && error.code === 'auth.missing-right') return [WHOLE_LIST]
    throw error
  }
}
