type Fields = Readonly<Record<string, unknown>>

/** Which keys signed a chain, and which of them lead to a key that is known. */
export interface KeyTrust {
  /** An `open` record that names a key and the key it replaced. */
  introduce(record: Fields): void
  use(key: string, seq: number): void
  used(): readonly string[]
  /** The first record signed by a key that `trusted` neither is nor replaced; null when there is none. */
  firstStranger(trusted: string): number | null
}

/** Starts with no key known. */
export function createKeyTrust(): KeyTrust {
  const replaced = new Map<string, Set<string>>()
  const firstUse = new Map<string, number>()

  function reachable(from: string): ReadonlySet<string> {
    const known = new Set([from])
    for (const key of known) for (const older of replaced.get(key) ?? []) known.add(older)
    return known
  }

  return {
    introduce: (record) => {
      const { key, previous_key: previous } = record
      if (typeof key !== 'string' || typeof previous !== 'string') return
      replaced.set(key, (replaced.get(key) ?? new Set()).add(previous))
    },
    use: (key, seq) => {
      if (!firstUse.has(key)) firstUse.set(key, seq)
    },
    used: () => [...firstUse.keys()],
    firstStranger: (trusted) => {
      const known = reachable(trusted)
      const strangers = [...firstUse].filter(([key]) => !known.has(key)).map(([, seq]) => seq)
      return strangers.length === 0 ? null : Math.min(...strangers)
    },
  }
}
