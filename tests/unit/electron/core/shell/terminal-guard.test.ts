import { expect, test } from 'vitest'
import { guardOutput, openGuard } from '#core/shell/terminal-guard.ts'

const pass = (...chunks: readonly string[]): string => {
  let state = openGuard
  return chunks
    .map((chunk, index) => {
      const passed = guardOutput(state, chunk, index * 2_000)
      state = passed.state
      return passed.text
    })
    .join('')
}

const kept = [
  'plain text with ümlauts, 日本語 and 🚀\r\n',
  'colour \x1b[1;38;5;208mbold\x1b[0m \x1b[48:2::10:20:30mtrue\x1b[m',
  'cursor \x1b[2J\x1b[10;20H\x1b[K\x1b[3A\x1b7\x1b8\x1bM',
  'modes \x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[4h\x1b[2 q',
  'charset \x1b(0lqk\x1b(B',
  'reports we answer \x1b[6n\x1b[c\x1b[0c',
  '\btabs\t\x0b\x0c',
]

const dropped: readonly (readonly [what: string, input: string, shown: string])[] = [
  ['title', 'a\x1b]0;root@dc01 - trusted\x07b', 'ab'],
  ['title ended by ST', 'a\x1b]2;x\x1b\\b', 'ab'],
  ['clipboard', 'a\x1b]52;c;cm0gLXJmIC8=\x07b', 'ab'],
  ['colour table', 'a\x1b]4;1;rgb:ff/00/00\x07b', 'ab'],
  ['default colours', 'a\x1b]10;#000000\x07\x1b]11;?\x1b\\\x1b]104\x07b', 'ab'],
  ['working folder, notification, shell marks', 'a\x1b]7;file:///\x07\x1b]9;hi\x07\x1b]133;A\x07\x1b]777;notify;a;b\x07\x1b]1337;File=x\x07b', 'ab'],
  ['DCS, APC, PM, SOS', 'a\x1bPq#0~\x1b\\\x1b_Gf=24;AAAA\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\b', 'ab'],
  ['window operations', 'a\x1b[8;50;100t\x1b[21t\x1b[14tb', 'ab'],
  ['other reports', 'a\x1b[5n\x1b[?6n\x1b[>c\x1b[=c\x1b[>0q\x1b[?2026$p\x1b[x\x1b[?u\x1bZ\x05b', 'ab'],
  ['8-bit C1', 'a\x9b2Jb\x9d0;x\x07c', 'a\ufffd2Jb\ufffd0;x\x07c'],
  ['8-bit C1 switched on', 'a\x1b Gb', 'ab'],
  ['NUL, DEL and odd controls', 'a\x00\x01\x02\x7f\x10b', 'ab'],
  ['link', 'see \x1b]8;id=1;https://evil.example/a?b=c\x1b\\the report\x1b]8;;\x1b\\ now', 'see the report (https://evil.example/a?b=c) now'],
  ['link with tricks in its address', '\x1b]8;;https://a/\u202egpj.exe\x07x\x1b]8;;\x07', 'x (https://a/%E2%80%AEgpj.exe)'],
  ['escape inside a sequence begins anew', 'a\x1b[12\x1b[1mb', 'a\x1b[1mb'],
  ['CAN ends a sequence', 'a\x1b]0;never ends\x18b', 'ab'],
]

test('B96: text, cursor and colours pass unchanged', () => {
  for (const text of kept) expect(pass(text)).toBe(text)
})

test.each(dropped)('B96: %s cannot play tricks', (_, input, shown) => {
  expect(pass(input)).toBe(shown)
})

test('B94: no remote output can set a title, so nothing outside the terminal can be imitated', () => {
  const shown = pass('\x1b]0;Outrider - other device\x07', '\x1b]2;SYSTEM on DC01\x1b\\', '\x1bkscreen title\x1b\\')
  expect(shown).not.toContain('Outrider')
  expect(shown).not.toContain('SYSTEM')
})

test('B96: cut anywhere, the same stream gives the same text', () => {
  const stream = [...kept, ...dropped.map(([, input]) => input)].join('|').replaceAll('\x07', '\x1b\\')
  const whole = pass(stream)
  expect(pass(...stream)).toBe(whole)
  for (let at = 0; at <= stream.length; at += 1) expect(pass(stream.slice(0, at), stream.slice(at))).toBe(whole)
})

test('B96: a device string without end is given up after 64 KiB and holds no memory', () => {
  const flood = `\x1bP${'x'.repeat(70 * 1024)}`
  const { state, text } = guardOutput(openGuard, `${flood}seen`, 0)
  expect(text.endsWith('seen')).toBe(true)
  expect(text.length).toBeLessThan(7 * 1024)
  expect(state.held).toBe('')
})

test('B96: the bell rings at most once a second', () => {
  const first = guardOutput(openGuard, '\x07\x07\x07'.repeat(100), 5_000)
  expect(first.text).toBe('\x07')
  expect(guardOutput(first.state, '\x07', 5_900).text).toBe('')
  expect(guardOutput(first.state, '\x07', 6_000).text).toBe('\x07')
})
