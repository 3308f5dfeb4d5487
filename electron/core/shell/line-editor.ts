import { assertNever } from '#shared/util/assert-never.ts'
import { type ScreenPlace, characterWidth, placeAfter } from './character-width.ts'
import { type EditingKey, readKeys } from './editor-keys.ts'

/** One line being edited, its history, and where it stands on the screen. Plain data. */
export interface LineEditor {
  readonly prompt: string
  readonly columns: number
  readonly text: string
  /** Index into `text`, always between two whole characters. */
  readonly cursor: number
  readonly history: readonly string[]
  /** Position in `history`; its length means the line being written. */
  readonly historyAt: number
  /** The line being written while an older one is shown. */
  readonly draft: string
  /** Keys that have not come whole. */
  readonly pending: string
}

/** What keys did: text to show, a line that was finished, an interrupt, and keys after it that nobody has read. */
export interface EditResult {
  readonly editor: LineEditor
  readonly output: string
  readonly line: string | null
  readonly isInterrupted: boolean
  readonly rest: string
}

/** Longest line, as the contract allows a command. */
const lineLimit = 10_000
const historyLimit = 500
const bell = '\x07'

/** An empty editor; write `prompt` to the screen before the first key. */
export const createLineEditor = (prompt: string, columns: number): LineEditor => ({
  prompt,
  columns,
  text: '',
  cursor: 0,
  history: [],
  historyAt: 0,
  draft: '',
  pending: '',
})

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const lengthOfLast = (text: string): number => segmenter.segment(text).containing(text.length - 1)?.segment.length ?? 0
const lengthOfFirst = (text: string): number => segmenter.segment(text).containing(0)?.segment.length ?? 0

const placeOf = (editor: LineEditor, index: number): ScreenPlace =>
  placeAfter(editor.text.slice(0, index), placeAfter(editor.prompt, { row: 0, column: 0 }, editor.columns), editor.columns)

/** Moves from one place to another by rows, then to the column from the left edge. */
function move(from: ScreenPlace, to: ScreenPlace): string {
  const rows = to.row - from.row
  const vertical = rows < 0 ? `\x1b[${-rows}A` : rows > 0 ? `\x1b[${rows}B` : ''
  return `${vertical}\r${to.column > 0 ? `\x1b[${to.column}C` : ''}`
}

/** Draws the line again from its prompt; the terminal's pending wrap at a full row is forced, so that rows can be counted. */
function redraw(before: LineEditor, after: LineEditor): string {
  const end = placeOf(after, after.text.length)
  const isAtEdge = end.column === 0 && end.row > 0
  const start = move(placeOf(before, before.cursor), { row: 0, column: 0 })
  const cursor = placeOf(after, after.cursor)
  return `${start}\x1b[J${after.prompt}${after.text}${isAtEdge ? '\r\n' : ''}${move(end, cursor)}`
}

/** A letter at the end of a row that does not fill it needs no redrawing. */
const isSimpleAppend = (before: LineEditor, after: LineEditor, added: string): boolean =>
  after.cursor === after.text.length &&
  [...added].every((character) => characterWidth(character) === 1) &&
  placeOf(before, before.cursor).row === placeOf(after, after.cursor).row

function insert(editor: LineEditor, added: string): [LineEditor, string] {
  if (editor.text.length + added.length > lineLimit) return [editor, bell]
  const text = editor.text.slice(0, editor.cursor) + added + editor.text.slice(editor.cursor)
  const after = { ...editor, text, cursor: editor.cursor + added.length }
  return [after, isSimpleAppend(editor, after, added) ? added : redraw(editor, after)]
}

const show = (before: LineEditor, change: Partial<LineEditor>): [LineEditor, string] => {
  const after = { ...before, ...change }
  return [after, redraw(before, after)]
}

const moveTo = (editor: LineEditor, cursor: number): [LineEditor, string] => [
  { ...editor, cursor },
  move(placeOf(editor, editor.cursor), placeOf(editor, cursor)),
]

const removeBetween = (editor: LineEditor, from: number, to: number): [LineEditor, string] =>
  from === to ? [editor, bell] : show(editor, { text: editor.text.slice(0, from) + editor.text.slice(to), cursor: from })

function recall(editor: LineEditor, at: number): [LineEditor, string] {
  if (at < 0 || at > editor.history.length) return [editor, bell]
  const draft = editor.historyAt === editor.history.length ? editor.text : editor.draft
  const text = at === editor.history.length ? draft : (editor.history[at] ?? '')
  return show(editor, { text, cursor: text.length, historyAt: at, draft })
}

const wordStart = (text: string): number => text.length - (/\S*\s*$/.exec(text)?.[0].length ?? 0)

function press(editor: LineEditor, key: EditingKey): [LineEditor, string] {
  const before = editor.text.slice(0, editor.cursor)
  const behind = editor.text.slice(editor.cursor)
  switch (key) {
    case 'left':
      return before ? moveTo(editor, editor.cursor - lengthOfLast(before)) : [editor, bell]
    case 'right':
      return behind ? moveTo(editor, editor.cursor + lengthOfFirst(behind)) : [editor, bell]
    case 'home':
      return moveTo(editor, 0)
    case 'end':
      return moveTo(editor, editor.text.length)
    case 'backspace':
      return removeBetween(editor, editor.cursor - lengthOfLast(before), editor.cursor)
    case 'delete':
      return removeBetween(editor, editor.cursor, editor.cursor + lengthOfFirst(behind))
    case 'clear':
      return removeBetween(editor, 0, editor.cursor)
    case 'clear-right':
      return removeBetween(editor, editor.cursor, editor.text.length)
    case 'clear-word':
      return removeBetween(editor, wordStart(before), editor.cursor)
    case 'up':
      return recall(editor, editor.historyAt - 1)
    case 'down':
      return recall(editor, editor.historyAt + 1)
    case 'unknown':
      return [editor, bell]
    default:
      return assertNever(key)
  }
}

function remember(editor: LineEditor): LineEditor {
  const isNews = editor.text.trim() !== '' && editor.text !== editor.history.at(-1)
  const history = isNews ? [...editor.history, editor.text].slice(-historyLimit) : editor.history
  return { ...editor, text: '', cursor: 0, history, historyAt: history.length, draft: '' }
}

const leave = (editor: LineEditor): string => `${move(placeOf(editor, editor.cursor), placeOf(editor, editor.text.length))}\r\n`

/**
 * Applies keys to the line. Stops at the first finished line or interrupt; `rest` holds the keys after it. Output is for
 * the screen, in order. An interrupt clears the line; the caller shows the prompt again.
 */
export function editLine(start: LineEditor, data: string): EditResult {
  const { keys, pending } = readKeys(start.pending + data)
  let editor: LineEditor = { ...start, pending: '' }
  let output = ''
  for (const { key, end } of keys) {
    if (key.kind === 'enter' || key.kind === 'interrupt') {
      const isInterrupted = key.kind === 'interrupt'
      const line = isInterrupted ? null : editor.text
      output += isInterrupted ? `^C${leave(editor)}` : leave(editor)
      const after = isInterrupted ? { ...editor, text: '', cursor: 0, historyAt: editor.history.length, draft: '' } : remember(editor)
      return { editor: after, output, line, isInterrupted, rest: (start.pending + data).slice(end) }
    }
    const [after, shown] = key.kind === 'text' ? insert(editor, key.text) : press(editor, key.kind)
    editor = after
    output += shown
  }
  return { editor: { ...editor, pending }, output, line: null, isInterrupted: false, rest: '' }
}
