import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openInProcessStore } from '#platform/in-process-store.ts'
import { findListParser } from '#tests/builders/a-list-page.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { incomingDevices } from '#tests/builders/an-incoming-device.ts'
import type { BenchContext } from '../bench-context.ts'
import { againstLimit, median } from '../bench-result.ts'
import type { Results } from '../bench-result.ts'

const titles = 150
const most = 5_000

const softwareOf = (device: number) =>
  Array.from({ length: titles }, (_, n) => ({ name: `Product ${n}`, version: `${(device + n) % 9}.${n}`, publisher: 'Maker', installedAt: null, bytes: 1_024 * n, location: null }))

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return median(times)
}

/** The fleet's software question, narrow and broad, beside SQLite reading the same lists; and the memory the import of all lists took. */
export async function measureSoftware({ devices }: BenchContext): Promise<Results> {
  const count = Math.min(devices, most)
  const folder = mkdtempSync(join(tmpdir(), 'outrider-software-'))
  const key = () => randomBytes(32).toString('hex')
  const { store, files, close } = openInProcessStore({ folder, cacheKey: key(), workKey: key(), companyId: 'c-bench', findParser: findListParser })
  const before = process.memoryUsage().rss
  let peak = before
  await runPass(store, { all: incomingDevices(count) })
  for (const [n, device] of (await store.read.devices()).entries()) {
    await store.write.saveSections(device.id, [{ section: 'software', value: { items: softwareOf(n) }, observedAt: null, observedKind: 'unknown', source: 'bench' }], 1)
    if (n % 100 === 0) peak = Math.max(peak, process.memoryUsage().rss)
  }
  const floor = await timed(async () => files.stores.cache.all('SELECT d.id, d.name, s.titles FROM software_list s JOIN device d ON d.n = s.device_n'))
  const narrow = await timed(() => store.read.software({ name: 'Product 77', version: { op: '<', text: '5' }, limit: 1_000 }))
  const broad = await timed(() => store.read.software({ name: 'Product', limit: 1_000 }))
  close()
  rmSync(folder, { recursive: true, force: true })
  const mebibyte = 1024 ** 2
  return {
    'software.narrow': againstLimit(narrow, floor, 'ms', 500),
    'software.broad': againstLimit(broad, floor, 'ms', 500),
    'software.import-memory': againstLimit(peak / mebibyte, before / mebibyte, 'MiB', 400),
  }
}
