import type { Stop } from '#shared/util/stop.ts'
import type { CompanyContext, Feature, Handlers } from '../context.ts'
import { toSignedCsv } from './journal-csv.ts'
import { assertExportable, findRange, toJsonLines } from './journal-export.ts'
import { findSigningKey } from './signing-key.ts'
import { verifyStore } from './verify-store.ts'

const DAY_MS = 86_400_000

function createHandlers({ store, ports, entry, journal }: CompanyContext): Handlers<'journal'> {
  return {
    list: (input) => store.read.journal(input),
    verify: ({ anchor }) => verifyStore(store, ports, entry.id, anchor),
    export: async ({ format, from, to }) => {
      await journal.note({ action: 'journal.export', params: { format, from, to } })
      await journal.checkpoint()
      const range = await findRange(store, { from, to })
      if (range === null) return { text: '', records: 0 }
      assertExportable(range)
      const text = format === 'jsonl' ? await toJsonLines(store, range) : await toSignedCsv(store, range, await findSigningKey(ports), ports.crypto.sha256)
      return { text, records: range.last - range.first + 1 }
    },
  }
}

/** Signs the chain once a day while the company is open. */
function startDailyCheckpoint({ ports, journal }: CompanyContext): Stop {
  let stop = ports.clock.after(DAY_MS, tick)
  function tick(): void {
    journal.checkpoint().catch(() => ports.log.warn('daily checkpoint failed'))
    stop = ports.clock.after(DAY_MS, tick)
  }
  return () => stop()
}

/** The feature of noun `journal`. A process that may only read the profile signs nothing. */
export function createJournalFeature(context: CompanyContext): Feature<'journal'> {
  const stop = context.ports.profile.isWriter ? startDailyCheckpoint(context) : () => {}
  return { noun: 'journal', handlers: createHandlers(context), stop }
}
