import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Store } from '#core/storage/store.ts'
import { openSqlite } from '#platform/sqlite-driver.ts'
import { openStores } from '#platform/store-client.ts'
import { againstLimit, median } from '../bench-result.ts'
import type { Results } from '../bench-result.ts'
import { createRandom } from '#tests/fakes/fake-fleet.ts'

const minute = 60_000
const points = 30 * 24 * 60
const start = 1_790_000_000_000
const seriesNames = ['cpu.percent', 'memory.used_percent', 'disk.free:C:', 'net.rx:Ethernet'] as const

interface Point {
  readonly at: number
  readonly value: number | null
}

/** A month of one series at one minute: a daily curve with noise, one decimal, a few gaps. */
function makeMonth(seed: number): readonly Point[] {
  const random = createRandom(seed)
  return Array.from({ length: points }, (_, index) => {
    const daily = Math.sin((index / 1_440) * 2 * Math.PI) * 20 + 35
    return { at: start + index * minute, value: random() < 0.001 ? null : Math.round((daily + random() * 6) * 10) / 10 }
  })
}

/** The floor: the same month as plain rows, and the time to read and thin it. */
function measureBareRows(month: readonly Point[]): { readonly bytes: number; readonly readMs: number } {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-floor-'))
  const db = new Database(join(folder, 'samples.db'))
  db.exec('CREATE TABLE sample (series INTEGER, at INTEGER, value REAL, PRIMARY KEY (series, at)) WITHOUT ROWID')
  const insert = db.prepare('INSERT INTO sample VALUES (1, ?, ?)')
  db.transaction(() => month.forEach((one) => insert.run(one.at, one.value)))()
  const read = db.prepare('SELECT at, value FROM sample WHERE series = 1 ORDER BY at').raw()
  const times = Array.from({ length: 15 }, () => {
    const started = performance.now()
    const rows = read.all()
    rows.filter((_, index) => index % Math.ceil(rows.length / 500) === 0)
    return performance.now() - started
  })
  const pages = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))
  db.close()
  rmSync(folder, { recursive: true, force: true })
  return { bytes: pages / month.length, readMs: median(times) }
}

/** Pages of the table of sealed chunks, in bytes, divided by the points in them. Read with the store closed. */
function sealedBytes(folder: string, cacheKey: string, sealed: number): number {
  const file = openSqlite({ path: join(folder, 'cache.db'), key: Buffer.from(cacheKey, 'hex'), isReader: true, cacheKiB: 1_024 })
  const row = file.get<{ readonly bytes: number }>("SELECT SUM(pgsize) AS bytes FROM dbstat WHERE name LIKE 'sample_chunk%' OR name = 'sample_source'")
  file.close()
  return (row?.bytes ?? Number.NaN) / sealed
}

/** Series belong to a device, so one is taken in as a list page would bring it. */
async function addDevice(store: Store): Promise<string> {
  const row = { agent_id: 'benchbenchbenchbenchbenchbenchbenchbenchb', hostname: 'BENCH-01', site_name: 'Bench', client_name: 'Bench', monitoring_type: 'server', status: 'online', plat: 'linux', operating_system: 'Debian 12' }
  const page = { accountId: 'a-bench', companyId: 'c-bench', vendor: 'tactical-rmm', passId: 'p-bench', pageKey: 'all', fetchedAt: start, context: {}, batchSize: 50 }
  await store.write.beginPass('a-bench', 'p-bench', start)
  const { changedIds, firstRejection } = await store.write.ingestPage({ ...page, body: new TextEncoder().encode(JSON.stringify([row])) })
  if (changedIds[0] === undefined) throw new Error(`the bench device was not taken in: ${firstRejection}`)
  return changedIds[0]
}

async function fillStore(store: Store, device: string): Promise<void> {
  for (const [index, series] of seriesNames.entries()) {
    const month = makeMonth(index + 1).map((one) => ({ series, ...one }))
    for (let from = 0; from < month.length; from += 10_000) await store.write.addSamples(device, month.slice(from, from + 10_000), 'Bench, live')
  }
  await store.write.sealSamples(start + (points + 1) * minute)
}

async function timeMonthReads(store: Store, device: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 15; round += 1) {
    const started = performance.now()
    await store.read.samples(device, ['cpu.percent'], start, start + points * minute, 500)
    times.push(performance.now() - started)
  }
  return median(times)
}

/** Bytes a sealed sample takes on disk, and reading 30 days at one minute thinned to 500 points. */
export async function measureSamples(): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-bench-'))
  const [cacheKey, workKey] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
  const { store, close } = await openStores({ folder, cacheKey, workKey, companyId: 'c-bench', mode: 'writer' })
  const device = await addDevice(store)
  await fillStore(store, device)
  const readMs = await timeMonthReads(store, device)
  await close()
  const bytes = sealedBytes(folder, cacheKey, seriesNames.length * points)
  rmSync(folder, { recursive: true, force: true })
  const bare = measureBareRows(makeMonth(1))
  return {
    'samples.bytes-sealed': againstLimit(bytes, bare.bytes, 'bytes', 2),
    'samples.month-read': againstLimit(readMs, bare.readMs, 'ms', 10),
  }
}
