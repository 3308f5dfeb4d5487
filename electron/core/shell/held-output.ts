/** Output that waits for a screen: a bounded beginning and a bounded end, and a count of what was dropped between. */
export interface HeldOutput {
  /** Characters that wait. */
  readonly size: number
  add(text: string): void
  /** Takes up to `most` characters from the front; a drop shows as a notice in its place. */
  take(most: number): string
  /** Drops all but about the last `characters`, counting what goes. */
  keepEnd(characters: number): void
}

/** Chunks are joined up to this size, so that a million one-letter chunks stay a short list. */
const joinBelow = 4_096

interface Run {
  readonly chunks: string[]
  size: number
}

function append(run: Run, text: string): void {
  const last = run.chunks.at(-1)
  if (last !== undefined && last.length < joinBelow) run.chunks[run.chunks.length - 1] = last + text
  else run.chunks.push(text)
  run.size += text.length
}

/** Never between the two halves of a character. */
const cutPoint = (text: string, at: number): number => {
  const code = text.charCodeAt(at - 1)
  return code >= 0xd8_00 && code <= 0xdb_ff ? at + 1 : at
}

/** Removes up to `most` characters (one more to keep a character whole) from the front and answers them. */
function cut(run: Run, most: number): string {
  const parts: string[] = []
  let left = most
  while (left > 0 && run.chunks.length > 0) {
    const first = run.chunks.shift() ?? ''
    const part = first.length <= left ? first : first.slice(0, cutPoint(first, left))
    if (part.length < first.length) run.chunks.unshift(first.slice(part.length))
    parts.push(part)
    run.size -= part.length
    left -= part.length
  }
  return parts.join('')
}

const numbers = new Intl.NumberFormat('en')

/** CAN first: it ends an escape sequence that the cut may have left open. */
const notice = (dropped: number): string => `\x18\x1b[0m\r\n[... ${numbers.format(dropped)} characters skipped ...]\r\n`

interface Held {
  readonly head: Run
  readonly tail: Run
  dropped: number
}

function trimTail(held: Held, room: number): void {
  if (held.tail.size > room) held.dropped += cut(held.tail, held.tail.size - room).length
}

/** The end becomes the front; after a drop it starts at a line, so that no half sequence is shown. */
function bringTail(held: Held): void {
  let text = cut(held.tail, held.tail.size)
  if (held.dropped > 0) {
    const lineEnd = text.indexOf('\n')
    const rest = lineEnd < 0 ? text : text.slice(lineEnd + 1)
    text = notice(held.dropped + text.length - rest.length) + rest
    held.dropped = 0
  }
  if (text) append(held.head, text)
}

/** Holds at most `limit` characters: half for the oldest, half for the newest. */
export function createHeldOutput(limit: number): HeldOutput {
  const held: Held = { head: { chunks: [], size: 0 }, tail: { chunks: [], size: 0 }, dropped: 0 }
  const { head, tail } = held
  return {
    get size() {
      return head.size + tail.size
    },
    add: (text) => {
      const fitsHead = tail.size === 0 && held.dropped === 0 && head.size + text.length <= limit / 2
      append(fitsHead ? head : tail, text)
      if (!fitsHead) trimTail(held, limit / 2)
    },
    take: (most) => {
      if (head.size === 0) bringTail(held)
      return cut(head, most)
    },
    keepEnd: (characters) => {
      const all = cut(head, head.size) + cut(tail, tail.size)
      append(tail, all)
      trimTail(held, characters)
    },
  }
}
