import type { Api } from '#shared/contract/client.ts'
import type { JournalRecord } from '#shared/model/journal.ts'

const never = 20_000

/** The journal records of one shell, oldest first, once `intents` of its actions (all known ones otherwise) have their result. */
export async function readShellRecords(api: Api, shellId: string, intents?: number): Promise<readonly JournalRecord[]> {
  const startedAt = performance.now()
  for (;;) {
    const { records } = await api.journal.list({ limit: 1_000 })
    const begun = records.filter((record) => record['phase'] === 'intent' && (record['params'] as { shell?: string })['shell'] === shellId)
    const seqs = new Set(begun.map((record) => record.seq))
    const ended = records.filter((record) => seqs.has(record['ref'] as number))
    if (begun.length > 0 && ended.length >= (intents ?? begun.length)) return [...begun, ...ended].toSorted((one, other) => one.seq - other.seq)
    if (performance.now() - startedAt > never) throw new Error('The shell has no result in the journal.')
  }
}
