import { mkdtempSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { openInProcessStore } from '#platform/in-process-store.ts'
import { nodeStoreTools } from '#platform/node-store-tools.ts'
import { aListPage, findListParser } from '#tests/builders/a-list-page.ts'
import { incomingDevices } from '#tests/builders/an-incoming-device.ts'
const N = Number(process.argv[2] ?? 10000)
const folder = mkdtempSync('/tmp/st/b-')
const keys = { cacheKey: randomBytes(32).toString('hex'), workKey: randomBytes(32).toString('hex') }
const o = { folder, ...keys, companyId: 'c1', findParser: findListParser }
let s = openInProcessStore(o)
const time = async (name: string, f: () => unknown) => { const t = performance.now(); const r = await f(); console.log(name.padEnd(34), (performance.now() - t).toFixed(1)); return r as any }
const rows = incomingDevices(N)
const mk = (f: (d: any, i: number) => any) => ({ devices: rows.map(f) })
const page = (body: any, passId: string, fetchedAt: number) => aListPage(body, { passId, fetchedAt })
const run = async (name: string, body: any, p: string, at: number) => {
  await s.store.write.beginPass('a1', p, at)
  const pg = page(body, p, at)
  await time('  parse only', () => findListParser('tactical-rmm')!(pg.body, {}))
  const r = await time(name, () => s.store.write.ingestPage(pg))
  console.log('   ', JSON.stringify({ ...r, changedIds: r.changedIds.length, touchedIds: r.touchedIds.length, touchedAt: 0 }))
  const f = await time('  finish', () => s.store.write.finishPass({ accountId: 'a1', passId: p, isComplete: true, startedAt: at, fetchedAt: at }))
  console.log('   ', JSON.stringify({ ...f, changedIds: f.changedIds.length }))
}
const t0 = 1_790_000_000_000
await run('first ingest', { devices: rows }, 'p1', t0)
await run('unchanged bytes', { devices: rows }, 'p2', t0 + 60000)
await run('touched all online', mk((d) => ({ ...d, lastSeenAt: d.status === 'online' ? d.lastSeenAt + 60000 : d.lastSeenAt })), 'p3', t0 + 120000)
await run('2% changed', mk((d, i) => ({ ...d, lastSeenAt: d.status === 'online' ? d.lastSeenAt + 60000 : d.lastSeenAt, checksFailing: i % 50 === 7 ? 3 : d.checksFailing })), 'p4', t0 + 180000)
s.close(); s = openInProcessStore(o)
await run('reopened, same rows', mk((d, i) => ({ ...d, lastSeenAt: d.status === 'online' ? d.lastSeenAt + 60000 : d.lastSeenAt, checksFailing: i % 50 === 7 ? 3 : d.checksFailing })), 'p5', t0 + 240000)
for (let i = 0; i < 4; i++) { const r = await time('snapshot all', () => s.store.read.snapshot(0, 20000)); if (!i) console.log(r.encoded.length, r.count) }
await time('snapshot 200', () => s.store.read.snapshot(0, 200))
await time('snapshot rest', () => s.store.read.snapshot(200, 20000))
const dev = await time('devices()', () => s.store.read.devices())
await time('device(id)', () => s.store.read.device(dev[5].id)); await time('device(id)', () => s.store.read.device(dev[6].id))
await time('listStates', () => s.store.read.listStates())
await time('due', () => s.store.read.dueDevices('a1', 'software', t0, 50))
console.log(await s.store.read.size(), process.memoryUsage().rss / 1e6)
// samples
const id = dev[0].id
const pts = Array.from({ length: 43200 }, (_, i) => ({ series: 'cpu.percent', at: t0 + i * 60000, value: i % 977 === 0 ? null : Math.round((40 + 30 * Math.sin(i / 200) + (nodeStoreTools.randomBytes(1)[0]! / 255) * 8) * 10) / 10 }))
await time('addSamples 43200', () => s.store.write.addSamples(id, pts))
await time('seal', () => s.store.write.sealSamples(t0 + 1e12))
const { openWriterFiles } = await import('#platform/store-files.ts')
for (const c of [ ['SELECT sum(length(data)) b, sum(count) n, count(*) c FROM sample_chunk'] ]) console.log((s.files.stores.cache as any).get(c[0]))
for (let i = 0; i < 3; i++) { const r = await time('read 30d thinned', () => s.store.read.samples(id, ['cpu.percent'], t0, t0 + 43200 * 60000, 500)); if (!i) console.log(r['cpu.percent'].length) }
await time('read 30d all', () => s.store.read.samples(id, ['cpu.percent'], t0, t0 + 43200 * 60000))
s.close()
