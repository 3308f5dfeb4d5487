import type { Stop } from '#shared/util/stop.ts'
import type { CompanyContext, Feature, Handlers } from '../context.ts'
import { toSignedCsv } from './journal-csv.ts'
import { assertExportable, findRange, toJsonLines } from './journal-export.ts'
import { findSigningKey } from './signing-key.ts'
import { verifyStore } from './verify-store.ts'

const DAY_MS = 86_400_000

type ExportOrder = Parameters<Handlers<'journal'>['export']>[0]

/** Signs the chain, and writes the period as text. Nothing to tell is an empty text. */
async function exportText({ store, ports, journal }: CompanyContext, { format, from, to }: ExportOrder): Promise<{ text: string; records: number }> {
  await journal.checkpoint()
  const range = await findRange(store, { from, to })
  if (range === null) return { text: '', records: 0 }
  assertExportable(range)
  const text = format === 'jsonl' ? await toJsonLines(store, range) : await toSignedCsv(store, range, await findSigningKey(ports), ports.crypto.sha256)
  return { text, records: range.last - range.first + 1 }
}

async function* onePiece(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

async function saveExport(context: CompanyContext, order: ExportOrder): Promise<{ path: string; records: number }> {
  const { text, records } = await exportText(context, order)
  const day = new Date(context.ports.clock.now()).toISOString().slice(0, 10)
  const { path } = await context.ports.handover.save(`journal-${day}.${order.format}`, onePiece(text))
  return { path, records }
}

/** The export itself is in what is exported, as begun. */
const recorded = <T>(context: CompanyContext, { format, from, to }: ExportOrder, work: () => Promise<T>): Promise<T> =>
  context.journal.act({ action: 'journal.export', params: { format, from, to } }, work)

function createHandlers(context: CompanyContext): Handlers<'journal'> {
  const { store, ports, entry } = context
  return {
    list: (input) => store.read.journal(input),
    verify: ({ anchor }) => verifyStore(store, ports, entry.id, anchor),
    export: (order) => recorded(context, order, () => exportText(context, order)),
    saveExport: (order) => recorded(context, order, () => saveExport(context, order)),
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
