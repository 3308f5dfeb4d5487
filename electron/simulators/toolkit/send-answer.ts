import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { bodyBytes, type Answer } from './wire-answer.ts'
import type { Fault } from './fault-script.ts'

/** Writes an answer, in the damaged way its faults ask for. Resolves when everything was handed to the socket. */
export async function sendAnswer(response: ServerResponse, answer: Answer, faults: readonly Fault[]): Promise<void> {
  const cut = faults.find((fault) => fault.kind === 'cut')
  const slow = faults.find((fault) => fault.kind === 'slow')
  if (cut) return sendCut(response, answer, cut.bytes)
  if (slow) return sendSlowly(response, bodyBytes(answer), answer, slow.seconds)
  if (typeof answer.body === 'string' || answer.body instanceof Uint8Array) return sendWhole(response, answer)
  response.writeHead(answer.status, answer.headers)
  for (const piece of answer.body) {
    if (response.destroyed) return
    // One piece per turn of the event loop, and never more than the peer takes.
    if (response.write(piece)) await nextTurn()
    else await drained(response)
  }
  response.end()
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go)
      response.off('close', go)
      resolve()
    }
    response.once('drain', go)
    response.once('close', go)
  })
}

function sendWhole(response: ServerResponse, answer: Answer): void {
  const bytes = bodyBytes(answer)
  // A 204 has no body and must not announce one.
  response.writeHead(answer.status, answer.status === 204 ? answer.headers : { ...answer.headers, 'content-length': String(bytes.length) })
  response.end(bytes)
}

/** Announces the whole body, sends part of it and breaks the connection. */
function sendCut(response: ServerResponse, answer: Answer, sent: number | undefined): void {
  const bytes = bodyBytes(answer)
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(bytes.length + 100) })
  response.write(bytes.subarray(0, sent ?? Math.floor(bytes.length / 2)), () => response.socket?.destroy())
}

/** Spreads the body over so many seconds in ten pieces. */
async function sendSlowly(response: ServerResponse, bytes: Buffer, answer: Answer, seconds: number): Promise<void> {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(bytes.length) })
  const step = Math.max(1, Math.ceil(bytes.length / 10))
  for (let from = 0; from < bytes.length && !response.destroyed; from += step) {
    response.write(bytes.subarray(from, from + step))
    await pause((seconds * 1000) / 10, response)
  }
  response.end()
}

/** Waits, but not longer than the peer stays. Resolves to false when the peer left. */
export function pause(milliseconds: number, response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve(false)
    const leave = (): void => { clearTimeout(timer); resolve(false) }
    const timer = setTimeout(() => { response.off('close', leave); resolve(true) }, milliseconds)
    response.once('close', leave)
  })
}
