import type { IncomingMessage } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { compilePattern } from '../../toolkit/path-pattern.ts'
import { refuseUpgrade, type Face } from '../../toolkit/simulator-server.ts'
import { callerFromToken } from '../people.ts'
import type { Caller } from '../route.ts'
import type { TacticalWorld } from '../world.ts'
import { serveCommands } from './command-socket.ts'
import { serveCounters } from './counter-socket.ts'
import { serveTerminal } from './terminal-socket.ts'

/** One accepted socket. */
export interface SocketCall {
  readonly socket: WebSocket
  readonly params: Readonly<Record<string, string>>
  readonly caller: Caller
  readonly request: IncomingMessage
  readonly world: TacticalWorld
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const endpoints = [
  { match: compilePattern('/ws/dashinfo/'), serve: serveCounters },
  { match: compilePattern('/ws/agent/:agentId/cmd/'), serve: serveCommands },
  { match: compilePattern('/ws/agent/:agentId/terminal/:session/'), serve: serveTerminal },
] as const

/** Takes WebSocket handshakes: a login token in the query opens one, everything else is refused with 403. */
export function createSockets(world: TacticalWorld): Face['upgrade'] {
  const server = new WebSocketServer({ noServer: true, maxPayload: 8 * 1024 * 1024 })
  return (request, socket, head, path, query) => {
    const found = endpoints.flatMap(({ match, serve }) => {
      const params = match(path)
      return params && (params.session === undefined || uuid.test(params.session)) ? [{ params, serve }] : []
    })[0]
    const identified = callerFromToken(query.get('access_token') ?? '', world)
    if (!found || 'refused' in identified || identified.user.block_dashboard_login) return refuseUpgrade(socket, 403)
    server.handleUpgrade(request, socket, head, (opened) => {
      // A peer that breaks the protocol is closed by the library; there is nothing else to do.
      opened.on('error', () => undefined)
      found.serve({ socket: opened, params: found.params, caller: identified.caller, request, world })
    })
  }
}
