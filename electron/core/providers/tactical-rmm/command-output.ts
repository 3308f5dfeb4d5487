import { decodeText } from '../toolkit/safe-json.ts'

/** What the server puts in place of a result that was too large to be handed in. */
const REPLACED = 'Content truncated due to excessive request size.'

/** Sizes at which the server cuts: results handed in over HTTP, and values in its audit log. */
const CAPS = [10 * 1024 ** 2, 512 * 1024]

/** The label of an output that is not whole (B76), or null. */
export function droppedOutputNote(output: string): string | null {
  if (output.includes(REPLACED)) return 'server dropped output'
  // Only lengths near a cap are worth counting in bytes; one character is at most four of them.
  const isNearCap = CAPS.some((cap) => output.length <= cap && output.length * 4 >= cap)
  return isNearCap && CAPS.includes(byteLength(output)) ? 'server dropped output' : null
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length

/** What can be read of an output whose answer was cut: the beginning of a JSON text. Empty when it is something else. */
export function partialText(bytes: Uint8Array): string {
  const text = decodeText(bytes).replace(/\uFFFD+$/, '')
  if (!text.startsWith('"')) return ''
  // The cut may have gone through an escape: give up to six characters back.
  for (let dropped = 0; dropped <= 6; dropped += 1) {
    const whole = tryParse(`${text.slice(0, text.length - dropped)}"`)
    if (whole !== null) return whole
  }
  return ''
}

function tryParse(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}
