import { parseDevicePage } from '#core/providers/tactical-rmm/parse-page.ts'
import { tacticalRow, ignoredRowKeys } from '#core/providers/tactical-rmm/schema.ts'
import { parseEach } from '#core/providers/toolkit/parse-each.ts'
import { toDevice } from '#core/providers/tactical-rmm/mapper.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
const sim = await startSimulator({ vendor: 'tactical_rmm', devices: 10000, port: 0, seed: 7, frozen: true })
const bytes = new Uint8Array(await (await fetch(sim.url + '/agents/', { headers: { 'x-api-key': sim.apiKey } })).arrayBuffer())
await sim.close()
const text = new TextDecoder().decode(bytes)
const time = (name: string, f: () => unknown) => { const t: number[] = []; for (let i = 0; i < 25; i++) { globalThis.gc?.(); const s = process.cpuUsage(); f(); const e = process.cpuUsage(s); t.push((e.user + e.system) / 1000) } t.sort((a, b) => a - b); console.log(name, 'min', t[0]!.toFixed(1), 'median', t[12]!.toFixed(1)) }
const rows = JSON.parse(text) as any[]
time('JSON.parse', () => JSON.parse(text))
time('read', () => { for (const r of rows) tacticalRow.read(r) })
time('parseEach id', () => parseEach(rows, tacticalRow, ignoredRowKeys, x => 1))
const vals = rows.map(r => (tacticalRow.read(r) as any).value)
time('toDevice', () => { for (const r of vals) toDevice(r, () => 'x') })
time('toDevice keep', () => vals.map(r => toDevice(r, () => 'x')))
time('all', () => parseDevicePage(bytes, { fieldNames: '' }))
const counts: any = {}; for (const r of rows) for (const k in r) counts[k] = (counts[k] ?? 0) + 1; console.log(Object.entries(counts).filter(([, v]) => v !== 10000))
console.log(rows[5])
