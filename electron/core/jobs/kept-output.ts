import type { Clock, Crypto, ResultFiles } from '../ports.ts'
import type { Redactor } from '../redact/redactor.ts'

/** An output as it is kept: redacted, at most 1 MB in the row, whole in a file when it is longer. */
export interface KeptOutput {
  readonly text: string
  /** UTF-8 bytes of the whole redacted output. */
  readonly bytes: number
  readonly hash: string
  readonly isTruncated: boolean
}

const ROW_LIMIT = 1_000_000
const PIECE = 262_144

/** Name of the file that holds the whole output of an operation. */
export const outputFileOf = (operationId: string): string => `operation-${operationId}.txt`

/** The longest beginning of `text` within `limit` UTF-8 bytes; never half a character. */
export function cutToBytes(text: string, limit: number): string {
  let bytes = 0
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes > limit) return text.slice(0, at)
    at += code < 0x10000 ? 1 : 2
  }
  return text
}

/** Redacts piece by piece and lets other work in between, so that a large output does not stop the core. */
async function redactInTurns(text: string, redactor: Redactor, clock: Pick<Clock, 'after'>): Promise<string> {
  if (text.length <= PIECE) return redactor.redact(text)
  const stream = redactor.stream()
  const parts: string[] = []
  for (let at = 0; at < text.length; at += PIECE) {
    parts.push(stream.push(text.slice(at, at + PIECE)))
    await new Promise<void>((resolve) => clock.after(0, resolve))
  }
  parts.push(stream.end())
  return parts.join('')
}

/** Redacts an output and stores what does not fit into a row. */
export async function keepOutput(
  raw: string,
  operationId: string,
  tools: { readonly redactor: Redactor; readonly files: ResultFiles; readonly clock: Pick<Clock, 'after'>; readonly crypto: Pick<Crypto, 'sha256'> },
): Promise<KeptOutput> {
  // SECURITY: nothing of an output is stored, hashed or shown later before it went through the redactor.
  const whole = await redactInTurns(raw, tools.redactor, tools.clock)
  const encoded = new TextEncoder().encode(whole)
  const isTruncated = encoded.length > ROW_LIMIT
  if (isTruncated) await tools.files.write(outputFileOf(operationId), whole)
  return { text: isTruncated ? cutToBytes(whole, ROW_LIMIT) : whole, bytes: encoded.length, hash: tools.crypto.sha256(encoded), isTruncated }
}
