import { compileGlob } from './path-pattern.ts'

/** One request a simulator received. */
export interface RequestEntry {
  /** HTTP verb, or `WS` for an attempt to open a WebSocket. */
  readonly method: string
  readonly path: string
  /** The query without its question mark. */
  readonly query: string
  /** Pattern of the route that answered; null when none did. */
  route: string | null
  /** Milliseconds since the epoch (real clock). */
  readonly at: number
  /** Status sent; 0 while unanswered or cut off. */
  status: number
  /** True when the request may change something on the server or on a device. */
  isMutating: boolean
  bodyBytes: number
  bodyText: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

export interface RequestFilter {
  readonly method?: string
  /** Exact path or glob (`*` within a part, `**` across parts). */
  readonly path?: string
  readonly isMutating?: boolean
}

/** Every request since the start or the last `clear`, for tests that count. */
export interface RequestLog {
  readonly all: readonly RequestEntry[]
  find(filter?: RequestFilter): readonly RequestEntry[]
  count(filter?: RequestFilter): number
  /** Raw texts of the bodies received. */
  bodies(filter?: RequestFilter): readonly string[]
  clear(): void
}

/** Number of entries kept; older ones are dropped. */
const KEPT = 50_000

/** An empty log and the function that adds to it. */
export function createRequestLog(): { readonly log: RequestLog; readonly add: (entry: RequestEntry) => void } {
  let entries: RequestEntry[] = []
  const find = (filter: RequestFilter = {}): readonly RequestEntry[] => {
    const isPath = filter.path === undefined ? () => true : compileGlob(filter.path)
    return entries.filter((entry) =>
      (filter.method === undefined || filter.method === entry.method)
      && (filter.isMutating === undefined || filter.isMutating === entry.isMutating) && isPath(entry.path))
  }
  const log: RequestLog = {
    get all() { return entries },
    find,
    count: (filter) => find(filter).length,
    bodies: (filter) => find(filter).map(({ bodyText }) => bodyText),
    clear: () => { entries = [] },
  }
  const add = (entry: RequestEntry): void => {
    if (entries.length >= KEPT) entries = entries.slice(KEPT / 10)
    entries.push(entry)
  }
  return { log, add }
}
