import type { Transport } from '#shared/contract/client.ts'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import type { Reply } from '#shared/util/result.ts'
import { markConnected } from './connection.ts'
import type { ConnectionStore } from './connection.ts'
import { resumeSession, signInWithCode } from './launch-code.ts'
import type { SignIn } from './launch-code.ts'

const firstDelayMs = 250
const longestDelayMs = 8_000

const cut: AppErrorShape = {
  code: 'network.cut',
  what: 'The connection to the console host was lost.',
  effect: 'It is not known whether this was still done.',
  next: 'Wait for the connection to come back, then look before you repeat it.',
  remedy: 'wait',
  facts: {},
}

const away: AppErrorShape = {
  code: 'network.unreachable',
  what: 'The console host cannot be reached.',
  effect: 'Nothing was sent. What is on screen is what was last known.',
  next: 'Start Outrider again if it was closed; this window reconnects by itself.',
  remedy: 'wait',
  facts: {},
}

interface Pending {
  readonly settle: (reply: Reply<unknown>) => void
  readonly frame: string
}

interface Line {
  readonly connection: ConnectionStore
  readonly pending: Map<number, Pending>
  readonly listeners: Map<string, Set<(payload: unknown) => void>>
  launchCode: string | null
  socket: WebSocket | undefined
  isReady: boolean
  attempts: number
}

interface Frame {
  readonly ready?: boolean
  readonly id?: number
  readonly reply?: Reply<unknown>
  readonly path?: string
  readonly payload?: unknown
}

function receive(line: Line, frame: Frame): void {
  if (frame.ready) return ready(line)
  if (frame.id !== undefined && frame.reply) {
    line.pending.get(frame.id)?.settle(frame.reply)
    line.pending.delete(frame.id)
  } else if (frame.path !== undefined) {
    for (const listener of line.listeners.get(frame.path) ?? []) listener(frame.payload)
  }
}

function ready(line: Line): void {
  line.isReady = true
  line.attempts = 0
  for (const { frame } of line.pending.values()) line.socket?.send(frame)
  markConnected(line.connection)
}

function failPending(line: Line, error: AppErrorShape): void {
  for (const { settle } of line.pending.values()) settle({ ok: false, error })
  line.pending.clear()
}

function refuse(line: Line): void {
  failPending(line, away)
  line.connection.setState({ state: { kind: 'refused' } })
}

function lose(line: Line): void {
  if (line.isReady) failPending(line, cut)
  line.isReady = false
  line.attempts += 1
  const { state } = line.connection.getState()
  line.connection.setState({ state: { kind: 'lost', since: state.kind === 'lost' ? state.since : Date.now(), attempts: line.attempts } })
  setTimeout(() => void connect(line), Math.min(longestDelayMs, firstDelayMs * 2 ** (line.attempts - 1)))
}

/** A launch code works once; a second tab of the same browser already has the session it was exchanged for. */
async function signIn(line: Line): Promise<SignIn> {
  const code = line.launchCode
  line.launchCode = null
  const fresh = code === null ? null : await signInWithCode(code)
  return fresh === null || fresh.kind === 'refused' ? resumeSession() : fresh
}

async function connect(line: Line): Promise<void> {
  const answer = await signIn(line)
  if (answer.kind === 'refused') return refuse(line)
  if (answer.kind === 'silent') return lose(line)
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/socket`)
  line.socket = socket
  socket.addEventListener('open', () => socket.send(JSON.stringify({ hello: answer.token })))
  socket.addEventListener('message', (event) => receive(line, JSON.parse(String(event.data)) as Frame))
  socket.addEventListener('close', () => lose(line))
}

function call(line: Line, id: number, path: string, input: unknown): Promise<Reply<unknown>> {
  const { epoch, state } = line.connection.getState()
  const isAway = !line.isReady && (epoch > 0 || state.kind === 'refused')
  if (isAway) return Promise.resolve({ ok: false, error: away })
  const frame = JSON.stringify({ id, path, input })
  return new Promise((settle) => {
    line.pending.set(id, { settle, frame })
    if (line.isReady) line.socket?.send(frame)
  })
}

/**
 * The contract over a WebSocket of the page's own host. JSON frames: `{hello:token}` first, answered by `{ready:true}`; calls
 * `{id,path,input}` answered by `{id,reply}`; events `{path,payload}`. Calls made before the first connection wait for it; a
 * call in flight when the line breaks fails, because nobody knows whether it was done. Reconnects by itself, pausing longer
 * each time up to 8 s.
 */
export function startHostSocket(launchCode: string | null, connection: ConnectionStore): Transport {
  const line: Line = { connection, pending: new Map(), listeners: new Map(), launchCode, socket: undefined, isReady: false, attempts: 0 }
  let lastId = 0
  void connect(line)
  return {
    call: (path, input) => {
      lastId += 1
      return call(line, lastId, path, input)
    },
    on: (path, listener) => {
      const known = line.listeners.get(path) ?? new Set()
      line.listeners.set(path, known.add(listener))
      return () => known.delete(listener)
    },
  }
}
