import type { SourceRun } from '#shared/model/metric.ts'
import type { ReadDb, WriteDb } from './database.ts'

const inForceSql = 'SELECT source FROM sample_source WHERE series_n = ? AND from_at <= ? ORDER BY from_at DESC LIMIT 1'
const setSql = 'INSERT INTO sample_source (series_n, from_at, source) VALUES (?, ?, ?) ON CONFLICT (series_n, from_at) DO UPDATE SET source = excluded.source'
const laterSql = `SELECT EXISTS (SELECT 1 FROM sample_hot WHERE series_n = ? AND at > ?) OR EXISTS (SELECT 1 FROM sample_chunk WHERE series_n = ? AND to_at > ?) AS found`
const runsSql = `SELECT from_at AS "from", source FROM sample_source WHERE series_n = ? AND from_at <= ?
  AND from_at >= coalesce((SELECT max(from_at) FROM sample_source WHERE series_n = ? AND from_at <= ?), ?) ORDER BY from_at`

/** Notes that the sample of a series at a time comes from a source; writes only where that is another one than before. */
export function markSource(db: WriteDb, seriesN: number, at: number, source: string): void {
  const before = db.get<{ source: string | null }>(inForceSql, seriesN, at)?.source ?? null
  if (before === source) return
  // What is already stored after a sample that came late keeps the source it had, also an unknown one.
  if (db.get<{ found: number }>(laterSql, seriesN, at, seriesN, at)?.found === 1) db.run('INSERT OR IGNORE INTO sample_source (series_n, from_at, source) VALUES (?, ?, ?)', seriesN, at + 1, before)
  db.run(setSql, seriesN, at, source)
}

/** Sources of a series in a period, in order of time; the first began before it when it was in force then. */
export const readSources = (db: ReadDb, seriesN: number, from: number, to: number): SourceRun[] => db.all<SourceRun>(runsSql, seriesN, to, seriesN, from, from)
