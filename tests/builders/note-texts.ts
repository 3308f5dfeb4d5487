import fc from 'fast-check'
import { longestNote } from '#shared/model/device-note.ts'

/** Texts that have broken stores, parsers and protocols before. */
export const nastyNotes: readonly string[] = [
  `'); DROP TABLE device; DELETE FROM mapping; --`,
  '{"agent_id":"remote-1","hostname":"X","__proto__":{"isReadOnly":false}}',
  'nul \u0000 in the middle, \u001b[2J\u001b]0;title\u0007 and \u0008 \u007f \u0085',
  '\r\n\r line ends \n\u2028\u2029\v\f',
  '\ufeff\u202etxt.exe\u202c e\u0301 \u{1f469}\u200d\u{1f4bb} \u{10ffff} \ufffe',
  '<script>alert(1)</script> {{name}} ${name} %s %00 \\u0000 \\',
  ' \t ',
  '\u00c5'.repeat(longestNote),
  '\u{1f5dd}'.repeat(longestNote / 2),
]

const anyText = fc.string({ unit: 'binary', maxLength: 300 })

/** Whatever a person may save: any code points, what looks like data or code, and the longest there is. */
export const noteTexts: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: anyText },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 300 }) },
  { weight: 2, arbitrary: fc.json() },
  { weight: 2, arbitrary: fc.constantFrom(...nastyNotes) },
  { weight: 1, arbitrary: anyText.map((text) => `${text}x`.repeat(longestNote).slice(0, longestNote).toWellFormed()) },
)
