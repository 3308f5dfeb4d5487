import type { Crypto } from '../ports.ts'

/** Salt and value behind a commitment, as the store keeps them beside the chain. */
export type Subjects = Readonly<Record<string, { readonly salt: string; readonly value: string }>>

const fromHex = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))

/** What a record holds instead of a personal text: `c1:` and the SHA-256 of salt and value. */
export const commitmentOf = (crypto: Pick<Crypto, 'sha256'>, saltHex: string, value: string): string =>
  `c1:${crypto.sha256(new Uint8Array([...fromHex(saltHex), ...new TextEncoder().encode(value)]))}`

/** Commits texts, one salt per text for as long as the process runs, and hands over what must be stored with a batch. */
export interface Committer {
  commit(value: string): string
  /** Subjects committed since the last `take`. */
  take(): Subjects
  /** Offers taken subjects again, after a write that failed. */
  giveBack(subjects: Subjects): void
}

const KEPT_TEXTS = 5_000

/** A committer. It remembers the last few thousand texts so that one operator or device does not fill the store with salts. */
export function createCommitter(crypto: Pick<Crypto, 'sha256' | 'randomHex'>): Committer {
  const known = new Map<string, string>()
  let fresh: Record<string, { salt: string; value: string }> = {}
  return {
    commit: (value) => {
      const existing = known.get(value)
      if (existing !== undefined) return existing
      if (known.size >= KEPT_TEXTS) known.clear()
      const salt = crypto.randomHex(16)
      const commitment = commitmentOf(crypto, salt, value)
      known.set(value, commitment)
      fresh[commitment] = { salt, value }
      return commitment
    },
    take: () => {
      const taken = fresh
      fresh = {}
      return taken
    },
    giveBack: (subjects) => {
      fresh = { ...subjects, ...fresh }
    },
  }
}
