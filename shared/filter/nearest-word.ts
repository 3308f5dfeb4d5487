/** Edit distance where swapping two neighbours counts as one slip. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array.from({ length: b.length }, () => 0)])
  const cell = (i: number, j: number) => rows[i]?.[j] ?? 0
  for (let j = 0; j <= b.length; j += 1) (rows[0] as number[])[j] = j
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const plain = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + cost)
      ;(rows[i] as number[])[j] = isSwap ? Math.min(plain, cell(i - 2, j - 2) + 1) : plain
    }
  }
  return cell(a.length, b.length)
}

/** The known word somebody probably meant: a completion, or at most a third of the letters away; null when nothing is near. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase().slice(0, 60)
  const completion = wanted.length >= 2 ? known.find((one) => one.startsWith(wanted)) : undefined
  if (completion !== undefined) return completion
  const ranked = known.map((one) => ({ one, far: distance(wanted, one) })).toSorted((a, b) => a.far - b.far)
  const best = ranked[0]
  return best && best.far <= Math.max(1, Math.ceil(best.one.length / 3)) ? best.one : null
}
