/** What is being typed at a prompt. */
export interface EditedLine {
  readonly text: string
  readonly cursor: number
  /** Lines entered before, oldest first. */
  readonly history: readonly string[]
  /** Place in the history that is shown; equal to its length = the line being typed. */
  readonly place: number
}

export type EditorEvent =
  | { readonly kind: 'echo' | 'line'; readonly text: string }
  | { readonly kind: 'interrupt' | 'end' }

export const emptyLine: EditedLine = { text: '', cursor: 0, history: [], place: 0 }

const CTRL_C = '\x03'
const CTRL_D = '\x04'
const CTRL_U = '\x15'
const CTRL_W = '\x17'

/**
 * Takes one key (a character or an escape sequence, see `keysOf`) and says what the line is then and what to show.
 *
 *   typing --Enter--> line handed over, empty again
 *          --Ctrl-C--> interrupt, empty again
 *          --Ctrl-D on an empty line--> end of the session
 */
export function pressKey(line: EditedLine, key: string): { readonly line: EditedLine; readonly events: readonly EditorEvent[] } {
  switch (key) {
    case '\r': case '\n': return enter(line)
    case CTRL_C: return { line: cleared(line), events: [{ kind: 'echo', text: '^C\r\n' }, { kind: 'interrupt' }] }
    case CTRL_D: return line.text ? { line, events: [] } : { line, events: [{ kind: 'end' }] }
    case '\x7f': case '\b': return erased(line, line.cursor - 1, line.cursor)
    case CTRL_U: return erased(line, 0, line.cursor)
    case CTRL_W: return withoutWord(line)
    case '\x1b[3~': return erased(line, line.cursor, line.cursor + 1)
    case '\x1b[D': return moved(line, line.cursor - 1)
    case '\x1b[C': return moved(line, line.cursor + 1)
    case '\x1b[H': case '\x01': return moved(line, 0)
    case '\x1b[F': case '\x05': return moved(line, line.text.length)
    case '\x1b[A': return recalled(line, line.place - 1)
    case '\x1b[B': return recalled(line, line.place + 1)
  }
  return key >= ' ' && !key.startsWith('\x1b') ? typed(line, key) : { line, events: [] }
}

const ESCAPE = '\x1b'
const sequence = /[[O][\d;]*[A-Za-z~]/y

/** Cuts what a terminal sent into keys: escape sequences stay whole, a CR LF pair is one Enter. */
export function keysOf(data: string): readonly string[] {
  const keys: string[] = []
  for (let at = 0; at < data.length;) {
    const key = keyAt(data, at)
    at += key.length
    keys.push(key === '\r\n' ? '\r' : key.replace(`${ESCAPE}O`, `${ESCAPE}[`))
  }
  return keys
}

function keyAt(data: string, at: number): string {
  if (data.startsWith('\r\n', at)) return '\r\n'
  if (data[at] !== ESCAPE) return String.fromCodePoint(data.codePointAt(at)!)
  sequence.lastIndex = at + 1
  return `${ESCAPE}${sequence.exec(data)?.[0] ?? ''}`
}

type Change = ReturnType<typeof pressKey>

const cleared = (line: EditedLine): EditedLine => ({ ...line, text: '', cursor: 0, place: line.history.length })

function enter(line: EditedLine): Change {
  const history = line.text.trim() && line.text !== line.history.at(-1) ? [...line.history, line.text] : line.history
  return { line: { text: '', cursor: 0, history, place: history.length }, events: [{ kind: 'echo', text: '\r\n' }, { kind: 'line', text: line.text }] }
}

function typed(line: EditedLine, key: string): Change {
  const text = line.text.slice(0, line.cursor) + key + line.text.slice(line.cursor)
  const tail = line.text.slice(line.cursor)
  return { line: { ...line, text, cursor: line.cursor + key.length }, events: [{ kind: 'echo', text: `${key}${tail}${back(tail.length)}` }] }
}

const withoutWord = (line: EditedLine): Change =>
  erased(line, line.text.slice(0, line.cursor).replace(/\S+\s*$/, '').length, line.cursor)

/** Takes away what stands between two places and puts the cursor there. */
const erased = (line: EditedLine, from: number, to: number): Change =>
  replaced(line, line.text.slice(0, Math.max(0, from)) + line.text.slice(to), from)

function replaced(line: EditedLine, text: string, cursor: number): Change {
  const at = Math.max(0, cursor)
  if (text === line.text) return { line, events: [] }
  return { line: { ...line, text, cursor: at }, events: [{ kind: 'echo', text: redraw(line, text, at) }] }
}

function moved(line: EditedLine, cursor: number): Change {
  const at = Math.min(line.text.length, Math.max(0, cursor))
  const distance = at - line.cursor
  return { line: { ...line, cursor: at }, events: distance ? [{ kind: 'echo', text: `\x1b[${Math.abs(distance)}${distance < 0 ? 'D' : 'C'}` }] : [] }
}

function recalled(line: EditedLine, place: number): Change {
  if (place < 0 || place > line.history.length) return { line, events: [] }
  const text = line.history[place] ?? ''
  return { line: { ...line, text, cursor: text.length, place }, events: [{ kind: 'echo', text: redraw(line, text, text.length) }] }
}

const back = (columns: number): string => (columns ? `\x1b[${columns}D` : '')

/** Goes to the start of the typed text, writes the new one, erases the rest and puts the cursor in its place. */
const redraw = (line: EditedLine, text: string, cursor: number): string => `${back(line.cursor)}${text}\x1b[K${back(text.length - cursor)}`
