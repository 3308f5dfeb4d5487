import { leastPassphrase } from '#shared/contract/vault.ts'

/** How hard a new passphrase is to guess for someone who holds the vault file. */
export type Strength = 'short' | 'weak' | 'fair' | 'good' | 'strong'

/** Beginnings that every list of guesses starts with. */
const common = /^(pass(word|wort|phrase)?|admin|administrator|welcome|letmein|qwert[yz]|iloveyou|monkey|dragon|master|login|secret|outrider|changeme|summer|winter|spring|autumn)/i

/** Bits a character adds: a letter inside words little, every further kind of character more. */
const letterBits = 2
const kindBits = 0.8
const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}\s]/u]

/** Least bits of each grade. A guess costs half a second of one processor here, and about as much elsewhere. */
const grades: readonly (readonly [number, Strength])[] = [
  [60, 'strong'],
  [45, 'good'],
  [32, 'fair'],
]

/** Characters that are not the same as, or the neighbour of, the one before: `aaaa` and `1234` are one. */
const surprises = (text: string): number => {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0)
  return points.filter((point, index) => index === 0 || Math.abs(point - (points[index - 1] ?? 0)) > 1).length
}

/** The part that is not a common beginning; a whole that is nothing else is worth next to nothing. */
const uncommon = (text: string): string => text.replace(common, '')

/** Grades a new passphrase. An estimate for words on a screen, not a rule: only `short` is refused. */
export function gradePassphrase(passphrase: string): Strength {
  if (passphrase.length < leastPassphrase) return 'short'
  const rest = uncommon(passphrase)
  const found = kinds.filter((kind) => kind.test(rest)).length
  const bits = Math.min(surprises(rest), new Set(rest.toLowerCase()).size * 2.5) * (letterBits + kindBits * Math.max(0, found - 1))
  return grades.find(([least]) => bits >= least)?.[1] ?? 'weak'
}
