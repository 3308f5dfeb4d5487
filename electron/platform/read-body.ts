import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** An answer larger than allowed, found while it arrived. */
export class TooLarge extends Error {
  readonly code = 'TOO_LARGE'
}

/** A body that grows more than this while it is unpacked is not an honest answer. */
const MAX_RATIO = 200
/** Small bodies may compress well; the ratio counts only above this many bytes. */
const RATIO_FROM_BYTES = 1024 * 1024

/** Where a body collects while it arrives, so that a cut leaves what was read. */
export interface BodyProgress {
  readonly chunks: Uint8Array[]
  bytes: number
  /** Before unpacking, as it came over the network. */
  wireBytes: number
}

/**
 * Reads and unpacks a body into `progress`. Throws `TooLarge` at the first byte too many, or what the
 * stream threw when it was cut; what was read before stays. With `take`, pieces are handed on and not kept.
 */
export async function readBody(message: IncomingMessage, maxBytes: number, progress: BodyProgress, take?: (chunk: Uint8Array) => void): Promise<void> {
  for await (const chunk of unpack(message, progress)) {
    if (progress.bytes + chunk.length > maxBytes) throw new TooLarge()
    progress.bytes += chunk.length
    if (take) take(chunk)
    else progress.chunks.push(chunk)
    if (isBomb(progress)) throw new TooLarge()
  }
}

const isBomb = (progress: BodyProgress): boolean =>
  progress.bytes > RATIO_FROM_BYTES && progress.bytes > progress.wireBytes * MAX_RATIO

async function* counted(message: IncomingMessage, progress: BodyProgress): AsyncGenerator<Uint8Array> {
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    progress.wireBytes += chunk.length
    yield chunk
  }
}

function unpack(message: IncomingMessage, progress: BodyProgress): AsyncIterable<Uint8Array> {
  const unpacker = unpackerFor(message.headers['content-encoding'])
  if (unpacker === null) return counted(message, progress)
  pipeline(counted(message, progress), unpacker, () => undefined)
  return unpacker
}

function unpackerFor(encoding: string | undefined) {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      return null
  }
}

/** The whole body in memory of its own, so that it can be moved to another thread. */
export function joinBody(progress: BodyProgress): Uint8Array {
  const whole = new Uint8Array(progress.chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let offset = 0
  for (const chunk of progress.chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}
