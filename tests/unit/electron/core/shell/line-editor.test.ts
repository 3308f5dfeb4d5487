import { expect, test } from 'vitest'
import fc from 'fast-check'
import { type LineEditor, createLineEditor, editLine } from '#core/shell/line-editor.ts'
import { createPaper } from './paper-terminal.ts'

const columns = 20
const start = (): LineEditor => createLineEditor('sh> ', columns)

/** Types chunks, and answers the editor, the finished lines and what a real screen would show. */
function typed(...chunks: readonly string[]) {
  const paper = createPaper(columns)
  paper.write('sh> ')
  const lines: string[] = []
  let editor = start()
  let interrupts = 0
  for (const chunk of chunks) {
    let rest = chunk
    while (rest !== '') {
      const result = editLine(editor, rest)
      editor = result.editor
      rest = result.rest
      paper.write(result.output)
      if (result.line !== null) lines.push(result.line)
      if (result.isInterrupted) interrupts += 1
      if (result.line !== null || result.isInterrupted) paper.write('sh> ')
    }
  }
  return { editor, lines, interrupts, screen: paper.text(), cursor: paper.cursor() }
}

test('B91: keys are echoed and Enter finishes the line', () => {
  const { lines, screen } = typed('dir', ' /s\r')
  expect(lines).toEqual(['dir /s'])
  expect(screen).toBe('sh> dir /s\nsh> ')
})

test('B91: cursor keys, Home, End, insert and delete edit inside the line', () => {
  expect(typed('hllo\x1b[D\x1b[D\x1b[De\r').lines).toEqual(['hello'])
  expect(typed('world\x01hello \x05!\r').lines).toEqual(['hello world!'])
  expect(typed('abc\x1b[H\x1b[3~\x1bOC\x7f\r').lines).toEqual(['c'])
  expect(typed('one two\x17three\r').lines).toEqual(['one three'])
})

test('B91: Ctrl-U clears before the cursor, Ctrl-C the line', () => {
  expect(typed('rm -rf /\x15ls\r').lines).toEqual(['ls'])
  const { lines, interrupts, screen } = typed('rm -rf /\x03ls\r')
  expect(lines).toEqual(['ls'])
  expect(interrupts).toBe(1)
  expect(screen).toBe('sh> rm -rf /^C\nsh> ls\nsh> ')
})

test('B91: history goes back and forward and keeps the line that was begun', () => {
  const up = '\x1b[A'
  const down = '\x1b[B'
  expect(typed('first\r', 'second\r', `${up}${up}\r`).lines).toEqual(['first', 'second', 'first'])
  expect(typed('first\r', `begun${up}${down} here\r`).lines).toEqual(['first', 'begun here'])
  expect(typed('same\r', 'same\r', `${up}${up}\r`).lines).toEqual(['same', 'same', 'same'])
})

test('B91: a pasted block gives its lines one at a time', () => {
  const result = editLine(start(), 'one\r\ntwo\nthree')
  expect(result.line).toBe('one')
  expect(result.rest).toBe('two\nthree')
})

test('B91: keys that arrive in pieces are whole keys', () => {
  expect(typed('ac\x1b', '[', 'D', 'b\r').lines).toEqual(['abc'])
  expect(typed('a\ud83d', '\ude80b\r').lines).toEqual(['a🚀b'])
})

test('B91: backspace and cursor keys take whole characters', () => {
  expect(typed('日本語\x7f\r').lines).toEqual(['日本'])
  expect(typed('né👩‍🔧x\x1b[D\x7f\r').lines).toEqual(['néx'])
  expect(typed('e\u0301f\x1b[D\x7fg\r').lines).toEqual(['gf'])
})

test('B91: the screen shows exactly the line and the cursor, at any width of characters and across rows', () => {
  const letter = fc.constantFrom('a', 'B', ' ', 'word', '日', '日本語', 'é', 'e\u0301', '🚀')
  const movement = fc.constantFrom('\x1b[D', '\x1b[C', '\x1b[H', '\x1b[F', '\x7f', '\x1b[3~')
  const clearing = fc.constantFrom('\x15', '\x0b', '\x17')
  const key = fc.oneof({ weight: 20, arbitrary: letter }, { weight: 8, arbitrary: movement }, { weight: 1, arbitrary: clearing })
  fc.assert(
    fc.property(fc.array(key, { maxLength: 80, size: 'max' }), (keys) => {
      const { editor, screen, cursor } = typed(...keys)
      const expected = createPaper(columns)
      expected.write(`sh> ${editor.text}`)
      expect(screen.trimEnd()).toBe(expected.text().trimEnd())
      const place = createPaper(columns)
      place.write(`sh> ${editor.text.slice(0, editor.cursor)}`)
      expect(cursor).toEqual(place.settledCursor())
    }),
    { numRuns: 400 },
  )
})

test('B91: a line longer than a command may be is refused with a bell', () => {
  const { editor, output } = editLine(start(), 'x'.repeat(10_001))
  expect(editor.text).toBe('')
  expect(output).toBe('\x07')
})
