import type { IncomingMessage } from 'node:http'
import { htmlAnswer, jsonAnswer, type Answer } from '../toolkit/wire-answer.ts'
import { compilePattern, type PathMatcher } from '../toolkit/path-pattern.ts'
import type { Face, Received } from '../toolkit/simulator-server.ts'
import { isMutating } from './mutating.ts'
import { callerFromApiKey, callerFromToken, type Identified } from './people.ts'
import { forbidden, json, type Call, type Caller, type Reply, type Route } from './route.ts'
import { deviceRefusal, isAllowed } from './scope.ts'
import { createSockets } from './sockets/sockets.ts'
import type { TacticalWorld } from './world.ts'

interface CompiledRoute extends Route {
  readonly match: PathMatcher
}

/** Speaks the vendor's HTTP and WebSocket API over a world. */
export function createTacticalFace(world: TacticalWorld, routes: readonly Route[]): Face {
  const compiled = routes.map((route): CompiledRoute => ({ ...route, match: compilePattern(route.pattern) }))
  return {
    answer: async (received) => toAnswer(await reply(received, compiled, world)),
    upgrade: createSockets(world),
    isMutating,
  }
}

async function reply(received: Received, routes: readonly CompiledRoute[], world: TacticalWorld): Promise<Reply> {
  const { method, path } = received
  if (!path.endsWith('/')) return slashless(received)
  const found = routes.flatMap((route) => {
    const params = route.match(path)
    return params ? [{ route, params }] : []
  })
  if (!found.length) return { kind: 'html', status: 404, title: 'Not Found' }
  const chosen = found.find(({ route }) => route.method === method)
  if (chosen) received.entry.route = chosen.route.pattern
  const isPublic = (chosen ?? found[0]!).route.permission === 'public'
  const caller = isPublic ? nobody : identify(received.request, world)
  if ('refused' in caller) return json({ detail: caller.refused }, 401)
  if (!chosen) return json({ detail: `Method "${method}" not allowed.` }, 405)
  return handle(chosen.route, received, chosen.params, caller, world)
}

function handle(
  route: Route, received: Received, params: Call['params'], caller: Caller, world: TacticalWorld,
): Reply | Promise<Reply> {
  if (route.permission !== null && route.permission !== 'public' && !isAllowed(caller, route.permission)) return forbidden()
  const body = parseBody(received.bodyText)
  if (body === malformed) return json({ detail: 'JSON parse error - Expecting value: line 1 column 1 (char 0)' }, 400)
  const { method, path, query, request } = received
  const call: Call = { method, path, params, query, body, caller, request }
  return deviceRefusal(call, world) ?? route.handler(call, world)
}

const malformed = Symbol('malformed')

function parseBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return malformed
  }
}

const nobody: Caller = { userId: 0, username: '', permissions: new Set(), visibleClients: [], visibleSites: [] }

function identify(request: IncomingMessage, world: TacticalWorld): Caller | { readonly refused: string } {
  const key = request.headers['x-api-key']
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  if (typeof key === 'string') return callerIn(callerFromApiKey(key, world))
  if (scheme === 'Token' && token) return callerIn(callerFromToken(token, world))
  return { refused: 'Authentication credentials were not provided.' }
}

const callerIn = (identified: Identified): Caller | { readonly refused: string } =>
  'refused' in identified ? identified : identified.caller

/** A path without its last slash: a redirect for reading, a crash for anything with a body. */
function slashless({ method, path, query }: Received): Reply {
  if (method !== 'GET') return { kind: 'html', status: 500, title: 'Server Error (500)' }
  const suffix = query.size ? `?${query.toString()}` : ''
  return { kind: 'json', status: 301, value: null, headers: { location: `${path}/${suffix}` } }
}

function toAnswer(reply: Reply): Answer {
  switch (reply.kind) {
    case 'json': return jsonAnswer(reply.value, reply.status, reply.headers)
    case 'json-pieces': return { status: reply.status, headers: { 'content-type': 'application/json' }, body: reply.pieces }
    case 'html': return htmlAnswer(reply.status, reply.title)
    case 'file': return { status: reply.status, headers: { 'content-type': reply.contentType }, body: reply.bytes }
    case 'empty': return { status: reply.status, headers: {}, body: '' }
  }
}
