import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { htmlAnswer, type Answer } from './wire-answer.ts'
import { createFaultScript, type Fault, type FaultScript } from './fault-script.ts'
import { createRequestLog, type RequestEntry, type RequestLog } from './request-log.ts'
import { pause, sendAnswer } from './send-answer.ts'
import { replacement, spoilAnswer } from './spoil-answer.ts'

/** One received request as a face answers it. */
export interface Received {
  readonly request: IncomingMessage
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly bodyText: string
  /** Where the face notes which of its routes answered. */
  readonly entry: RequestEntry
}

/** What a vendor's face gives to the server. */
export interface Face {
  answer(received: Received): Promise<Answer>
  /** Takes over a WebSocket handshake or refuses it by writing to the socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, path: string, query: URLSearchParams): void
  /** Whether a request may change something on the server or on a device; `method` is `WS` for a handshake. */
  isMutating(method: string, path: string, bodyText: string): boolean
}

export interface SimulatorServer {
  readonly url: string
  readonly requests: RequestLog
  setFaults(faults: readonly Fault[]): void
  close(): Promise<void>
}

/** Starts a face on 127.0.0.1. Port 0 takes any free one. Rejects when the port is taken. */
export async function startServer(face: Face, port: number, faults: readonly Fault[]): Promise<SimulatorServer> {
  const script = createFaultScript(faults)
  const { log, add } = createRequestLog()
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => void serve(face, script, add, request, response))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (request, socket, head) => upgrade(face, script, add, request, socket, head))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: log,
    setFaults: script.replace,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    }),
  }
}

type Note = (entry: RequestEntry) => void

async function serve(face: Face, script: FaultScript, note: Note, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, path, query } = targetOf(request)
  const entry = newEntry(request, method, path, query)
  note(entry)
  const bodyText = await readBody(request, entry)
  entry.isMutating = face.isMutating(method, path, bodyText)
  const faults = script.hits(method, path)
  if (faults.some(({ kind }) => kind === 'reset')) return void request.socket.resetAndDestroy()
  if (faults.some(({ kind }) => kind === 'hang')) return
  for (const fault of faults) if (fault.kind === 'delay' && !(await pause(fault.seconds * 1000, response))) return
  const answer = replacement(faults) ?? spoilAnswer(await safely(face, { request, method, path, query, bodyText, entry }), faults)
  entry.status = answer.status
  await sendAnswer(response, answer, faults)
}

/** A face that throws has met a body it cannot read: the real server answers that with an HTML page. */
async function safely(face: Face, received: Received): Promise<Answer> {
  try {
    return await face.answer(received)
  } catch (error) {
    if (process.env.OUTRIDER_SIMULATOR_DEBUG) console.error(received.method, received.path, error)
    return htmlAnswer(500, 'Server Error (500)')
  }
}

function upgrade(face: Face, script: FaultScript, note: Note, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { path, query } = targetOf(request)
  note(newEntry(request, 'WS', path, query))
  // A peer that leaves during the handshake is no event anybody waits for.
  socket.on('error', () => undefined)
  const [fault] = script.hits('WS', path)
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'reset' || fault?.kind === 'cut') return void socket.destroy()
  if (fault?.kind === 'status') return refuseUpgrade(socket, fault.status)
  face.upgrade(request, socket, head, path, query)
}

/** Answers a WebSocket handshake with a plain status. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
}

function targetOf(request: IncomingMessage): { method: string; path: string; query: URLSearchParams } {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s)
  return { method: request.method ?? 'GET', path, query: new URLSearchParams(query) }
}

function newEntry(request: IncomingMessage, method: string, path: string, query: URLSearchParams): RequestEntry {
  const { headers } = request
  return { method, path, query: query.toString(), route: null, at: Date.now(), status: 0, isMutating: false, bodyBytes: 0, bodyText: '', headers }
}

async function readBody(request: IncomingMessage, entry: RequestEntry): Promise<string> {
  const pieces: Buffer[] = []
  try {
    for await (const piece of request) pieces.push(piece as Buffer)
  } catch {
    // The peer left before it had sent everything: what arrived is all there is.
  }
  const bytes = Buffer.concat(pieces)
  entry.bodyBytes = bytes.length
  entry.bodyText = bytes.toString()
  return entry.bodyText
}
