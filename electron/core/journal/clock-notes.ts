type Fields = Readonly<Record<string, unknown>>

/** Collects what is odd about times and starts. These are notes, not signs of tampering. */
export interface ClockNotes {
  hear(record: Fields, seq: number): void
  readonly notes: readonly string[]
}

const TOLERANCE_MS = 1_000
const MOST = 100

/** Wall clock steps and a monotonic clock that went back, both within one start of the program; and anchors a start missed. */
export function createClockNotes(): ClockNotes {
  const notes: string[] = []
  let last: { boot: unknown; at: number; mono: number } | null = null
  const note = (text: string): void => {
    if (notes.length < MOST) notes.push(text)
  }
  return {
    notes,
    hear: (record, seq) => {
      const now = { boot: record['boot'], at: Date.parse(String(record['at'])), mono: Number(record['mono']) }
      if (last !== null && last.boot === now.boot) {
        const step = now.at - last.at - (now.mono - last.mono)
        if (now.mono < last.mono) note(`seq ${seq}: the monotonic clock went back by ${last.mono - now.mono} ms within one start`)
        else if (Math.abs(step) > TOLERANCE_MS) note(`seq ${seq}: the clock was set ${step > 0 ? 'forward' : 'back'} by ${Math.abs(step)} ms`)
      }
      const missed = record['anchor_missed'] as { seq?: unknown } | undefined
      if (missed !== undefined) note(`seq ${seq}: at this start the record ${String(missed.seq)} known from before was missing or different`)
      last = now
    },
  }
}
