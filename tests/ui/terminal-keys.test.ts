import { describe, expect, test } from 'vitest'
import { chordOf, typedFor } from '#renderer/features/shell/terminal-keys.ts'
import { isManyLines } from '#renderer/features/shell/terminal-clipboard.ts'

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
const press = (chord: string) => {
  const parts = chord.split('+')
  return chordOf({ ...plain, key: parts.at(-1) ?? '', ctrlKey: parts.includes('Ctrl'), metaKey: parts.includes('Cmd'), shiftKey: parts.includes('Shift'), altKey: parts.includes('Alt') })
}

describe('keys of a terminal', () => {
  test.each([
    ['F6', 'leave'],
    ['Shift+F6', 'leave'],
    ['Ctrl+Shift+F6', 'sendF6'],
    ['Ctrl+Shift+C', 'copy'],
    ['Ctrl+Shift+v', 'paste'],
    ['Ctrl+Shift+F', 'find'],
    ['Ctrl+Shift+D', 'split'],
    ['Cmd+Shift+d', 'split'],
    ['Ctrl+Shift+PageUp', 'scrollUp'],
    ['Ctrl+Shift+PageDown', 'scrollDown'],
    ['Shift+PageUp', 'sendPageUp'],
    ['Shift+PageDown', 'sendPageDown'],
  ])('B92: %s means %s to the terminal', (chord, meaning) => {
    expect(press(chord)).toBe(meaning)
  })

  test.each(['Ctrl+C', 'Ctrl+V', 'Ctrl+F', 'Ctrl+D', 'Ctrl+K', 'Ctrl+W', 'Ctrl+R', 'F1', 'F2', 'F3', 'F5', 'Tab', 'Escape', 'PageUp', 'Ctrl+PageUp', 'Ctrl+Shift+X', 'Ctrl+Shift+Alt+D', 'Alt+F6', 'Shift+C', 'Delete'])(
    'B92: %s goes to the remote side',
    (chord) => expect(press(chord)).toBeNull(),
  )

  test('B92: a chord that sends a key types what a terminal of the xterm family would', () => {
    expect(typedFor).toEqual({ sendF6: '\x1b[17~', sendPageUp: '\x1b[5;2~', sendPageDown: '\x1b[6;2~' })
  })

  test('B95: only a line break that is followed by text makes a paste stop for a look', () => {
    expect(['dir', 'dir\n', 'dir\r\n', 'dir\n\n'].map(isManyLines)).toEqual([false, false, false, false])
    expect(['dir\nwhoami', 'dir\rwhoami', '\ndir'].map(isManyLines)).toEqual([true, true, true])
  })
})
