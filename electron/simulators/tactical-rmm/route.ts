import type { IncomingMessage } from 'node:http'
import type { TacticalWorld } from './world.ts'

/** Who is calling, after the key or login token was checked. `permissions` is `'all'` for a superuser. */
export interface Caller {
  readonly userId: number
  readonly username: string
  readonly permissions: 'all' | ReadonlySet<string>
  /** Client and site ids the role may see; both empty means everything. */
  readonly visibleClients: readonly number[]
  readonly visibleSites: readonly number[]
}

/** One request as a route handler sees it. `params` are the decoded path parameters by name. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Parsed JSON body, or `undefined` when there was none. Handlers that index into it may throw: that is the server's HTML 500. */
  readonly body: unknown
  readonly caller: Caller
  readonly request: IncomingMessage
}

/** What a handler answers. `json` is the normal case; `html` is an unrouted path or a crash; `empty` has no body. */
export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'html'; readonly status: number; readonly title: string }
  | { readonly kind: 'file'; readonly status: number; readonly contentType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'empty'; readonly status: number }
  /** JSON text in pieces, for lists too long to build at once. */
  | { readonly kind: 'json-pieces'; readonly status: number; readonly pieces: Iterable<string> }

export const json = (value: unknown, status = 200): Reply => ({ kind: 'json', status, value })
export const refused = (sentence: string): Reply => json(sentence, 400)
export const forbidden = (): Reply => json({ detail: 'You do not have permission to perform this action.' }, 403)
export const notFound = (detail = 'Not found.'): Reply => json({ detail }, 404)
export const empty = (status = 204): Reply => ({ kind: 'empty', status })

export type Handler = (call: Call, world: TacticalWorld) => Reply | Promise<Reply>

/**
 * One routed path. `pattern` uses `:name` for a path parameter, `:name(int)` for an integer and `:agentId` for
 * 21 or more characters without a slash (anything shorter is unrouted). `permission` is the role flag the caller
 * needs, `null` for any authenticated user, `'public'` for no authentication at all.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly pattern: string
  readonly permission: string | null
  readonly handler: Handler
}

export const route = (method: Route['method'], pattern: string, permission: string | null, handler: Handler): Route => ({
  method, pattern, permission, handler,
})
