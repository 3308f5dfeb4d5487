import { isAppError } from '#shared/errors/app-error.ts'
import { BODY_LIMITS, type ApiClient } from '../toolkit/api-client.ts'
import { route, type Route } from '../toolkit/route.ts'
import { tacticalClient } from './schema.ts'

/** One request of a pass over the device list. */
export interface PlannedPage {
  readonly key: string
  readonly route: Route
}

/** How a pass over the list is cut. `isWhole`: one call, whose answer is stored in pieces as it arrives. */
export interface ListPlan {
  readonly isWhole: boolean
  readonly pages: readonly PlannedPage[]
  /** Null when the server was not asked how many there are. */
  readonly devices: number | null
}

const wholeList = (devices: number | null): ListPlan => ({ isWhole: true, pages: [{ key: 'all', route: route('/agents/') }], devices })

/** Client by client is worth its requests up to this many clients; with more, the rate limit would be the slowest part. */
const CLIENTS_AT_MOST = 40

/** Above this one answer grows too large to ask for at once (about 1.2 kB a device), however many clients there are. */
const DEVICES_AT_ONCE = 20_000

interface Counted {
  readonly id: number
  readonly devices: number
}

async function readClients(client: ApiClient, signal: AbortSignal): Promise<readonly Counted[]> {
  const { value } = await client.readJson({ route: route('/clients/'), right: 'can_list_clients', priority: 'background', maxBytes: BODY_LIMITS.detail, signal })
  if (!Array.isArray(value)) throw client.errors.contract('the clients are not a list')
  const counted = value.flatMap((item: unknown) => {
    const read = tacticalClient.read(item)
    const devices = (item as { readonly agent_count?: unknown } | null)?.agent_count
    return read.ok && typeof read.value.id === 'number' ? [{ id: read.value.id, devices: typeof devices === 'number' ? devices : 0 }] : []
  })
  if (counted.length !== value.length) throw client.errors.contract('a client without a number')
  return counted
}

/**
 * How a pass is cut: one page per client, by id so that the order is the same in every pass, because such a page can be
 * stored and resumed by itself (B26). One call for everything in a poll, where that is far fewer requests and not too
 * large, or where clients may not be listed.
 */
export async function planPages(client: ApiClient, options: { readonly isPoll: boolean; readonly signal: AbortSignal }): Promise<ListPlan> {
  if (options.isPoll) return wholeList(null)
  try {
    const clients = await readClients(client, options.signal)
    const devices = clients.reduce((sum, one) => sum + one.devices, 0)
    if (clients.length > CLIENTS_AT_MOST && devices <= DEVICES_AT_ONCE) return wholeList(devices)
    const pages = clients.toSorted((one, other) => one.id - other.id).map(({ id }) => ({ key: `client-${id}`, route: route('/agents/?client={client_id}', { client_id: id }) }))
    return { isWhole: false, pages, devices }
  } catch (error) {
    if (isAppError(error) && error.code === 'auth.missing-right') return wholeList(null)
    throw error
  }
}
