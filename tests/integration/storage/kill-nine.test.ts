import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import { openInProcessStore, type InProcessStore } from '#platform/in-process-store.ts'
import { findListParser } from '#tests/builders/a-list-page.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { storeKeys } from '#tests/builders/an-in-process-store.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'
import { fleetPages, type KilledFleet } from '#tests/builders/versioned-fleet.ts'

const rounds = 20
const program = resolve(import.meta.dirname, 'ingest-until-killed.ts')

/** Kills the process a little after a line; answers every line it said. Both are different in every round. */
async function killAfter(fleet: KilledFleet, lines: number, microseconds: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, JSON.stringify(fleet)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (said.length !== lines) continue
    const end = process.hrtime.bigint() + BigInt(microseconds * 1_000)
    while (process.hrtime.bigint() < end);
    child.kill('SIGKILL')
  }
  await exit
  return said
}

/** The version a device carries; throws when its parts are of different versions. */
function versionOf(device: Device): number {
  const parts = new Set([device.description, device.clientVersion, `v${String(device.customFields['v'])}`, `v${device.checksTotal}`, `v${device.lastSeenAt}`])
  if (parts.size !== 1) throw new Error(`half a row: ${[...parts].join()}`)
  return device.checksTotal ?? 0
}

const orphans = [
  'SELECT count(*) AS n FROM device d LEFT JOIN mapping m ON m.n = d.primary_n WHERE m.n IS NULL',
  'SELECT count(*) AS n FROM mapping m LEFT JOIN device_contact c ON c.mapping_n = m.n WHERE c.mapping_n IS NULL',
  'SELECT count(*) AS n FROM mapping m LEFT JOIN device d ON d.n = m.device_n WHERE d.n IS NULL',
  'SELECT count(*) AS n FROM mapping WHERE is_primary = 0',
]

async function check(open: InProcessStore, ids: Map<string, string>, said: readonly string[]): Promise<void> {
  const { cache, work } = open.files.stores
  expect(open.files.isCacheDamaged()).toBe(false)
  for (const sql of orphans) expect(cache.get(sql)).toEqual({ n: 0 })
  const devices = await open.store.read.devices()
  const versions = new Map(devices.map((device) => [device.remoteId, versionOf(device)]))
  for (const device of devices) {
    expect(ids.get(device.remoteId) ?? device.id).toBe(device.id)
    ids.set(device.remoteId, device.id)
  }
  const ledger = work.all<{ remote_id: string; device_id: string }>('SELECT remote_id, device_id FROM device_identity_remote r JOIN device_identity i ON i.n = r.identity_n')
  const known = new Map(ledger.map((row) => [row.remote_id, row.device_id]))
  for (const device of devices) expect(known.get(device.remoteId)).toBe(device.id)
  const { unfinished } = (await open.store.read.listStates())['a1'] ?? {}
  const version = Number(unfinished?.passId.slice(1))
  for (const key of unfinished?.pages ?? []) {
    for (const device of fleetPages(version)[key] ?? []) expect(versions.get(device.remoteId)).toBe(version)
  }
  // Every page that was said to be stored is stored: only the broken one is read again.
  const stored = said.filter((line) => line.startsWith(`${unfinished?.passId} client-`)).map((line) => line.split(' ')[1])
  expect(unfinished?.pages ?? []).toEqual(expect.arrayContaining(stored))
}

test('S21 B26: killed at twenty points of a sync, the store holds whole rows only and the pass goes on at its page', { timeout: 240_000 }, async () => {
  const location = { folder: aTemporaryFolder(), ...storeKeys() }
  const ids = new Map<string, string>()
  let version = 1
  let resumed = 0
  let seen = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const said = await killAfter({ ...location, version }, 1 + ((round * 5) % 9), (round * 1_733) % 9_000)
    // No page a former process stored for the same pass is stored a second time.
    expect(said.filter((line) => line.includes('client-') && seen.has(line))).toEqual([])
    const open = openInProcessStore({ ...location, companyId: 'c1', findParser: findListParser })
    try {
      await check(open, ids, [...seen, ...said])
      const state = (await open.store.read.listStates())['a1']
      seen = new Set((state?.unfinished?.pages ?? []).map((key) => `${state?.unfinished?.passId} ${key}`))
      resumed += seen.size > 0 ? 1 : 0
      version = Math.max(version, Number(state?.unfinished?.passId.slice(1) ?? 0), ...[...said].map((line) => Number(/^p(\d+) done$/.exec(line)?.[1] ?? 0))) + 1
    } finally {
      open.close()
    }
  }
  expect(resumed).toBeGreaterThan(5)
  const open = openInProcessStore({ ...location, companyId: 'c1', findParser: findListParser })
  const { end } = await runPass(open.store, fleetPages(version + 1), { fetchedAt: version + 1 })
  expect(end).toMatchObject({ missing: 0, isSuspicious: false })
  await check(open, ids, [])
  expect(await open.store.read.mappingCounts()).toEqual({ active: 240, missing: 0, inactive: 0 })
  open.close()
})
