import type { Sample, SourceRun } from '#shared/model/metric.ts'
import type { ReadDb, WriteDb } from './database.ts'
import { packChunk, unpackChunk } from './sample-chunk.ts'
import { between, join, merge, toRun, toSamples, type SampleRun } from './sample-run.ts'
import { markSource, readSources } from './sample-sources.ts'
import type { Codec } from './store-tools.ts'
import { thinSamples } from './thin-samples.ts'

/** A chunk holds one day (UTC) of one series. */
const chunkMs = 86_400_000
const windowOf = (at: number): number => Math.floor(at / chunkMs) * chunkMs

function seriesNumber(db: WriteDb, deviceN: number, name: string): number {
  const known = db.get<{ n: number }>('SELECT n FROM series WHERE device_n = ? AND name = ?', deviceN, name)
  return (known ?? db.get<{ n: number }>('INSERT INTO series (device_n, name) VALUES (?, ?) RETURNING n', deviceN, name))?.n ?? 0
}

/** Adds points of one source in any order; a second point of one time replaces the first. */
export function insertSamples(db: WriteDb, deviceN: number, points: readonly { readonly series: string; readonly at: number; readonly value: number | null }[], source: string): void {
  const numbers = new Map<string, number>()
  for (const { series, at, value } of points) {
    const n = numbers.get(series) ?? seriesNumber(db, deviceN, series)
    numbers.set(series, n)
    markSource(db, n, Math.round(at), source)
    db.run('INSERT INTO sample_hot (series_n, at, value) VALUES (?, ?, ?) ON CONFLICT (series_n, at) DO UPDATE SET value = excluded.value', n, Math.round(at), value)
  }
}

const hotSql = 'SELECT at, value FROM sample_hot WHERE series_n = ? AND at >= ? AND at < ? ORDER BY at'
const readHot = (db: ReadDb, seriesN: number, from: number, to: number): SampleRun => toRun(db.all<Sample>(hotSql, seriesN, from, to))

function readChunk(db: ReadDb, codec: Codec, seriesN: number, fromAt: number): SampleRun {
  const row = db.get<{ data: Uint8Array }>('SELECT data FROM sample_chunk WHERE series_n = ? AND from_at = ?', seriesN, fromAt)
  return row ? unpackChunk(codec, row.data) : toRun([])
}

const upsertSql = `INSERT INTO sample_chunk (series_n, from_at, to_at, count, data) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (series_n, from_at) DO UPDATE SET to_at = excluded.to_at, count = excluded.count, data = excluded.data`

function sealWindow(db: WriteDb, codec: Codec, seriesN: number, fromAt: number, hot: SampleRun): void {
  const whole = merge(readChunk(db, codec, seriesN, fromAt), hot)
  db.run(upsertSql, seriesN, fromAt, whole.at.at(-1) ?? fromAt, whole.at.length, packChunk(codec, whole))
}

/** Moves points older than `before` from the hot table into day chunks; points that came late join their day. */
export function sealHotSamples(db: WriteDb, codec: Codec, before: number): number {
  let moved = 0
  for (const { series_n: seriesN } of db.all<{ series_n: number }>('SELECT DISTINCT series_n FROM sample_hot WHERE at < ?', before)) {
    const hot = readHot(db, seriesN, 0, before)
    let at = hot.at[0]
    while (at !== undefined) {
      const from = windowOf(at)
      sealWindow(db, codec, seriesN, from, between(hot, from, from + chunkMs))
      at = between(hot, from + chunkMs, before).at[0]
    }
    moved += db.run('DELETE FROM sample_hot WHERE series_n = ? AND at < ?', seriesN, before)
  }
  return moved
}

const chunksSql = 'SELECT data FROM sample_chunk WHERE series_n = ? AND from_at >= ? AND from_at < ? ORDER BY from_at'

/** Samples of one series with `from <= at <= to`; at most `points` of them when that is given. */
function readSeries(db: ReadDb, codec: Codec, seriesN: number, from: number, to: number, points: number | undefined): Sample[] {
  const chunks = db.all<{ data: Uint8Array }>(chunksSql, seriesN, windowOf(from), to + 1).map((row) => unpackChunk(codec, row.data))
  const run = merge(between(join(chunks), from, to + 1), readHot(db, seriesN, from, to + 1))
  return points === undefined ? toSamples(run) : thinSamples(run, points)
}

/** What is asked of the samples of a device. */
interface SampleQuestion {
  readonly deviceId: string
  readonly series: readonly string[]
  readonly from: number
  readonly to: number
}

/** Answers each series by its name with what is read of its number; a series that is not known is an empty list. */
function ofEachSeries<T>(db: ReadDb, { deviceId, series }: SampleQuestion, read: (seriesN: number) => T[]): Record<string, T[]> {
  const numberSql = 'SELECT s.n FROM series s JOIN device d ON d.n = s.device_n WHERE d.id = ? AND s.name = ?'
  return Object.fromEntries(
    series.map((name) => {
      const n = db.get<{ n: number }>(numberSql, deviceId, name)?.n
      return [name, n === undefined ? [] : read(n)]
    }),
  )
}

/** Samples of some series of a device by series name. */
export const readSamples = (db: ReadDb, codec: Codec, ask: SampleQuestion & { readonly points: number | undefined }): Record<string, Sample[]> =>
  ofEachSeries(db, ask, (n) => readSeries(db, codec, n, ask.from, ask.to, ask.points))

/** Where those samples come from, by series name. */
export const readSampleSources = (db: ReadDb, ask: SampleQuestion): Record<string, SourceRun[]> => ofEachSeries(db, ask, (n) => readSources(db, n, ask.from, ask.to))
