/** True when `version` is at least `wanted`, compared number by number. False when it is not known. */
export function isAtLeast(version: string | null, wanted: string): boolean {
  if (version === null || !/^\d+(\.\d+)*/.test(version)) return false
  const [have, need] = [version, wanted].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0))
  for (let place = 0; place < (need?.length ?? 0); place += 1) {
    const difference = (have?.[place] ?? 0) - (need?.[place] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
