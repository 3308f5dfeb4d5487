import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { testPassphrase } from '#tests/builders/test-core.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import type { BenchContext } from '../bench-context.ts'
import { openBenchCore } from '../bench-core.ts'
import { againstFloor, againstLimit, median } from '../bench-result.ts'
import type { Results } from '../bench-result.ts'
import type { PracticeServer } from '../practice-server.ts'

const built = resolve(import.meta.dirname, '../../../out/main/cli.js')
const run = promisify(execFile)

interface FloorTimes {
  readonly fetchAndParse: number
  readonly fetchParseInsert: number
}

/** The floor: the same bytes over the same route, parsed, and put into one bare table in one transaction. */
async function measureFloor(server: PracticeServer): Promise<FloorTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-floor-'))
  const db = new Database(join(folder, 'floor.db'))
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE device (id TEXT PRIMARY KEY, name TEXT, client TEXT, site TEXT, status TEXT, seen TEXT, os TEXT, body TEXT)')
  const started = performance.now()
  const response = await fetch(`${server.url}/agents/`, { headers: { 'X-API-KEY': server.apiKey } })
  const rows = JSON.parse(await response.text()) as Record<string, string>[]
  const parsed = performance.now()
  const insert = db.prepare('INSERT INTO device VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  db.transaction(() => {
    for (const row of rows) insert.run(row['agent_id'], row['hostname'], row['client_name'], row['site_name'], row['status'], row['last_seen'], row['operating_system'], JSON.stringify(row))
  })()
  const ended = performance.now()
  db.close()
  rmSync(folder, { recursive: true, force: true })
  return { fetchAndParse: parsed - started, fetchParseInsert: ended - started }
}

async function idleDelay(): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  await new Promise((done) => setTimeout(done, 1_000))
  delay.disable()
  return delay.percentile(99) / 1e6
}

/** The first sync of the built product, by its own report: from asking for the list to the last row stored. */
async function measureFirst(server: PracticeServer): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-first-'))
  try {
    await (await openBenchCore(server, folder)).closeOnly()
    const env = { ...process.env, OUTRIDER_DATA_DIR: folder, OUTRIDER_PASSPHRASE: testPassphrase }
    const { stdout } = await run(process.execPath, [built, 'sync', '--json'], { env })
    const [summary] = JSON.parse(stdout) as SyncSummary[]
    if (summary?.outcome !== 'done') throw new Error(`the first sync did not end well: ${stdout}`)
    return summary.endedAt - summary.startedAt
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Gives one device in a hundred another description, as a colleague in the vendor's console would. */
async function changeOnePercent(server: PracticeServer, round: number): Promise<number> {
  const headers = { 'X-API-KEY': server.apiKey, 'content-type': 'application/json' }
  const rows = (await (await fetch(`${server.url}/agents/`, { headers })).json()) as { readonly agent_id: string }[]
  const chosen = rows.filter((_, index) => index % 100 === 0)
  for (const { agent_id: id } of chosen) {
    const answer = await fetch(`${server.url}/agents/${id}/`, { method: 'PUT', headers, body: JSON.stringify({ description: `moved, round ${round}` }) })
    if (!answer.ok) throw new Error(`the practice server refused the change: ${answer.status}`)
  }
  return chosen.length
}

interface SyncTimes {
  readonly unchanged: number
  readonly unchangedRows: number
  readonly delay: number
  /** A sync that finds one device in a hundred changed (B142). */
  readonly changed: number
}

async function measureSync(server: PracticeServer, round: number): Promise<SyncTimes> {
  const core = await openBenchCore(server)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  await core.api.sync.run({ accountId: core.accountId as never })
  delay.disable()
  const startSecond = performance.now()
  const [summary] = await core.api.sync.run({ accountId: core.accountId as never })
  const unchanged = performance.now() - startSecond
  const unchangedRows = (summary?.created ?? 0) + (summary?.updated ?? 0) + (summary?.touched ?? 0)
  const expected = await changeOnePercent(server, round)
  const startThird = performance.now()
  const [third] = await core.api.sync.run({ accountId: core.accountId as never })
  const changed = performance.now() - startThird
  if (third?.updated !== expected) throw new Error(`${third?.updated} devices were updated instead of ${expected}`)
  await core.close()
  return { unchanged, unchangedRows, changed, delay: delay.percentile(99) / 1e6 }
}

/** First sync, a sync with nothing changed, one with a little changed, and how long the event loop was held. Three rounds, medians. */
export async function measureSyncs({ devices }: BenchContext): Promise<Results> {
  const { startPracticeServer } = await import('../practice-server.ts')
  const server = await startPracticeServer(devices, ['--frozen'])
  try {
    await measureFloor(server)
    const floors: FloorTimes[] = []
    const firsts: number[] = []
    const syncs: SyncTimes[] = []
    for (let round = 0; round < 3; round += 1) {
      floors.push(await measureFloor(server))
      firsts.push(await measureFirst(server))
      syncs.push(await measureSync(server, round))
    }
    const rows = Math.max(...syncs.map((one) => one.unchangedRows))
    return {
      'sync.first': againstFloor(median(firsts), median(floors.map((one) => one.fetchParseInsert)), 'ms', 2),
      'sync.unchanged': againstFloor(median(syncs.map((one) => one.unchanged)), median(floors.map((one) => one.fetchAndParse)), 'ms', 1.3),
      'sync.unchanged-rows': againstLimit(rows, 0, 'rows', 0),
      'sync.one-percent-changed': againstLimit(median(syncs.map((one) => one.changed)), median(floors.map((one) => one.fetchAndParse)), 'ms', 3_000),
      'sync.event-loop-p99': againstLimit(median(syncs.map((one) => one.delay)), await idleDelay(), 'ms', 20),
    }
  } finally {
    server.stop()
  }
}
