import { expect, test } from 'vitest'
import { emptyLine, keysOf, pressKey, type EditedLine } from '#simulators/shell/prompt-line.ts'

const press = (data: string, from: EditedLine = emptyLine): { line: EditedLine; entered: string[] } => {
  let line = from
  const entered: string[] = []
  for (const key of keysOf(data)) {
    const change = pressKey(line, key)
    line = change.line
    for (const event of change.events) if (event.kind === 'line') entered.push(event.text)
  }
  return { line, entered }
}

test('typed keys form a line; Enter hands it over', () => {
  expect(press('dir\rver\r\n').entered).toEqual(['dir', 'ver'])
})

test('arrows, Home, End and deletion edit in the middle', () => {
  expect(press('abd\x1b[Dc\x1b[H_\x1b[F!').line.text).toBe('_abcd!')
  expect(press('abc\x7f\x7fX\x1b[D\x1b[3~').line.text).toBe('a')
  expect(press('one two\x17three\x15').line.text).toBe('')
})

test('history goes back, forward and to the line being typed', () => {
  const { line } = press('first\rsecond\r')
  expect(press('\x1b[A', line).line.text).toBe('second')
  expect(press('\x1b[A\x1b[A', line).line.text).toBe('first')
  expect(press('\x1b[A\x1b[B', line).line.text).toBe('')
})

test('Ctrl-C drops the line, Ctrl-D ends only an empty one', () => {
  expect(pressKey(press('half').line, '\x03').events).toContainEqual({ kind: 'interrupt' })
  expect(pressKey(press('half').line, '\x04').events).toEqual([])
  expect(pressKey(emptyLine, '\x04').events).toEqual([{ kind: 'end' }])
})

test('keys are whole: escape sequences, surrogate pairs, a lone escape', () => {
  expect(keysOf('a\x1b[1;5C😀\x1bOA\x1b')).toEqual(['a', '\x1b[1;5C', '😀', '\x1b[A', '\x1b'])
})
