import { mkdtempSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { openInProcessStore } from '#platform/in-process-store.ts'
import { findListParser, aListPage } from '#tests/builders/a-list-page.ts'
import { incomingDevices } from '#tests/builders/an-incoming-device.ts'
const folder = mkdtempSync('/tmp/st/b-')
const s = openInProcessStore({ folder, cacheKey: randomBytes(32).toString('hex'), workKey: randomBytes(32).toString('hex'), companyId: 'c1', findParser: findListParser })
await s.store.write.beginPass('a1', 'p1', 1); await s.store.write.ingestPage(aListPage({ devices: incomingDevices(5000) }))
const ids = (await s.store.read.devices()).map((d) => d.id)
let t = performance.now(); let peak = 0
for (const [n, id] of ids.entries()) {
  const items = Array.from({ length: 150 }, (_, i) => ({ name: `Program number ${(n * 7 + i * 13) % 3000} of Vendor`, version: `${i % 9}.${(n + i) % 5}.0`, publisher: `Vendor ${i % 200}`, installedAt: 1_700_000_000_000 + i, bytes: 1_000_000 + i, location: i % 5 ? null : `C:\\Program Files\\Vendor ${i}` }))
  await s.store.write.saveSections(id, [{ section: 'software', value: { items }, observedAt: null, observedKind: 'unknown', source: 't' }], 5)
  if (n % 100 === 0) peak = Math.max(peak, process.memoryUsage().rss)
}
console.log('5000 x 150 import', (performance.now() - t).toFixed(0), 'peak MB', (peak / 1e6).toFixed(0))
for (const q of ['number 17 ', 'number 17 ', 'program', 'nothing']) { t = performance.now(); const r = await s.store.read.software(q); console.log(q, r.length, (performance.now() - t).toFixed(1)) }
t = performance.now(); await s.store.read.sections(ids[9]!); console.log('sections', (performance.now() - t).toFixed(2)); console.log(await s.store.read.size())
t = performance.now(); await s.store.write.removeAccount('a1'); console.log('remove', (performance.now() - t).toFixed(0))
