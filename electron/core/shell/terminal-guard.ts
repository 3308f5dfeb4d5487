import { isCsiAllowed, isEscapeAllowed, isIntermediate, stringOpeners, toShownAddress } from './escape-rules.ts'

/** Where the filter is inside a stream; plain data, so that a chunk may end anywhere. */
export interface GuardState {
  readonly mode: 'ground' | 'escape' | 'csi' | 'string'
  /** The sequence so far, without `ESC`; in `string` mode the text of an OSC. */
  readonly held: string
  /** In `string` mode: the opener, and how many characters were swallowed. */
  readonly opener: string
  readonly swallowed: number
  /** Address of the link that is open; null when none. */
  readonly link: string | null
  /** When the last bell rang. */
  readonly bellAt: number
}

export const openGuard: GuardState = { mode: 'ground', held: '', opener: '', swallowed: 0, link: null, bellAt: Number.NEGATIVE_INFINITY }

/** A string sequence that does not end after this many characters is given up; what follows is text again. */
const stringLimit = 64 * 1024
/** No allowed CSI or escape is longer. */
const sequenceLimit = 256
/** Bells at most this often, in milliseconds. */
const bellEvery = 1_000

/** Everything that is not plain text: C0 except backspace, tab and line moves; DEL; the 8-bit C1 range. */
// oxlint-disable-next-line no-control-regex
const special = /[\x00-\x07\x0e-\x1f\x7f-\x9f]/g
// oxlint-disable-next-line no-control-regex
const stringEnd = /[\x07\x18\x1a\x1b\x9c]/g

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Work = Mutable<GuardState> & { readonly out: string[]; readonly now: number }

const toGround = (work: Work): void => {
  work.mode = 'ground'
  work.held = ''
}

/** SECURITY: every OSC is dropped (title, clipboard, colours, notifications); a link becomes its text and its address. */
function endString(work: Work): void {
  const link = work.opener === ']' ? /^8;[^;]*;(?<address>.*)$/s.exec(work.held)?.groups?.['address'] : undefined
  if (link !== undefined) {
    if (work.link) work.out.push(` (${toShownAddress(work.link)})`)
    work.link = link === '' ? null : link
  }
  toGround(work)
}

function onControl(work: Work, character: string): void {
  if (character === '\x1b') {
    work.mode = 'escape'
    work.held = ''
  } else if (character === '\x07') {
    if (work.now - work.bellAt >= bellEvery) work.out.push(character)
    if (work.now - work.bellAt >= bellEvery) work.bellAt = work.now
  } else if (character === '\x0e' || character === '\x0f') work.out.push(character)
  else if (character >= '\x80') work.out.push('\ufffd')
}

function inGround(work: Work, chunk: string, from: number): number {
  special.lastIndex = from
  const found = special.exec(chunk)
  const end = found?.index ?? chunk.length
  if (end > from) work.out.push(from === 0 && end === chunk.length ? chunk : chunk.slice(from, end))
  if (!found) return end
  onControl(work, found[0])
  return end + 1
}

function inEscape(work: Work, character: string): void {
  if (work.held === '' && character === '[') work.mode = 'csi'
  else if (work.held === '' && stringOpeners.has(character)) {
    work.mode = 'string'
    work.opener = character
    work.swallowed = 0
  } else if (isIntermediate(character) && work.held.length < sequenceLimit) work.held += character
  else {
    if (isEscapeAllowed(work.held, character)) work.out.push(`\x1b${work.held}${character}`)
    toGround(work)
  }
}

function inCsi(work: Work, character: string): void {
  if (character < '@' || character > '~') {
    work.held += character
    if (work.held.length > sequenceLimit) toGround(work)
    return
  }
  if (isCsiAllowed(work.held, character)) work.out.push(`\x1b[${work.held}${character}`)
  toGround(work)
}

/** Control characters inside a sequence act at once (BEL, line feed), end it (CAN, SUB) or begin another (ESC). */
function inSequence(work: Work, character: string): void {
  if (character === '\x18' || character === '\x1a') toGround(work)
  else if (character === '\x1b') onControl(work, character)
  else if (character < ' ') {
    if (character >= '\b' && character <= '\r') work.out.push(character)
    else if (character === '\x07') onControl(work, character)
  } else if (character > '~') {
    toGround(work)
    if (character > '\x9f') work.out.push(character)
    else if (character > '\x7f') onControl(work, character)
  } else if (work.mode === 'escape') inEscape(work, character)
  else inCsi(work, character)
}

/** Only the text of an OSC is kept, for links; DCS, SOS, PM and APC vanish. */
function inString(work: Work, chunk: string, from: number): number {
  stringEnd.lastIndex = from
  const end = Math.min(stringEnd.exec(chunk)?.index ?? chunk.length, from + stringLimit - work.swallowed)
  if (work.opener === ']') work.held += chunk.slice(from, end)
  work.swallowed += end - from
  if (work.swallowed >= stringLimit) {
    toGround(work)
    return end
  }
  if (end === chunk.length) return end
  const character = chunk.charAt(end)
  if (character === '\x18' || character === '\x1a') toGround(work)
  else endString(work)
  if (character === '\x1b') onControl(work, character)
  return end + 1
}

/**
 * Passes one chunk of remote output through the rules for terminals: text, cursor and colours go on; titles, clipboard,
 * colour tables, notifications, device strings, window operations and reports do not; links become text; 8-bit controls
 * become a visible replacement. The same stream gives the same text however it is cut into chunks.
 */
export function guardOutput(state: GuardState, chunk: string, nowMs: number): { readonly state: GuardState; readonly text: string } {
  const work: Work = { ...state, out: [], now: nowMs }
  let at = 0
  while (at < chunk.length) {
    if (work.mode === 'ground') at = inGround(work, chunk, at)
    else if (work.mode === 'string') at = inString(work, chunk, at)
    else {
      inSequence(work, chunk.charAt(at))
      at += 1
    }
  }
  const { out, now: _, ...after } = work
  return { state: after, text: out.join('') }
}
