export type TextFilter = (text: string) => string

/** What stands behind a pipe: a few filters over lines. Null for an unknown one. */
export function filterFor(name: string, words: readonly string[]): TextFilter | null {
  const make = filters[name.toLowerCase()]
  return make ? make(words) : null
}

const linesOf = (text: string): readonly string[] => text.replace(/\r?\n$/, '').split(/\r?\n/)
const join = (lines: readonly string[]): string => (lines.length ? `${lines.join('\n')}\n` : '')

const numberIn = (words: readonly string[], fallback: number): number =>
  Number(words.map((word) => word.replace(/^-n?/, '')).find((word) => /^\d+$/.test(word)) ?? fallback)

/** The pattern a search filter looks for: the last word that is no switch. */
function searching(words: readonly string[]): TextFilter {
  const pattern = words.findLast((word) => !/^[-/]\w+$/.test(word)) ?? ''
  const isInverted = words.some((word) => /^[-/]v$/i.test(word))
  const ignoresCase = words.some((word) => /^[-/]i$/i.test(word) || /^-pattern$/i.test(word))
  const holds = (line: string): boolean =>
    ignoresCase ? line.toLowerCase().includes(pattern.toLowerCase()) : line.includes(pattern)
  return (text) => join(linesOf(text).filter((line) => holds(line) !== isInverted))
}

const same: TextFilter = (text) => text

const selecting = (words: readonly string[]): TextFilter => (text) => {
  const lines = linesOf(text)
  if (words.some((word) => /^-last$/i.test(word))) return join(lines.slice(-numberIn(words, 10)))
  return words.some((word) => /^-first$/i.test(word)) ? join(lines.slice(0, numberIn(words, 10))) : text
}

const counting: TextFilter = (text) => `${linesOf(text).length}\n`

const filters: Readonly<Record<string, (words: readonly string[]) => TextFilter>> = {
  findstr: searching, find: searching, grep: searching, 'select-string': searching,
  head: (words) => (text) => join(linesOf(text).slice(0, numberIn(words, 10))),
  tail: (words) => (text) => join(linesOf(text).slice(-numberIn(words, 10))),
  sort: () => (text) => join(linesOf(text).toSorted()), uniq: () => (text) => join(linesOf(text).filter((line, index, all) => line !== all[index - 1])),
  wc: () => counting, 'measure-object': () => counting,
  'select-object': selecting, select: selecting, 'out-null': () => () => '',
  more: () => same, less: () => same, cat: () => same, tee: () => same, 'out-string': () => same, 'format-table': () => same,
  ft: () => same, 'format-list': () => same, fl: () => same, 'write-output': () => same, 'write-host': () => same, 'sort-object': () => same,
}
