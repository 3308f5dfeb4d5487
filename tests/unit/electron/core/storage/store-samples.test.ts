import { expect, test } from 'vitest'
import { runPass } from '#tests/builders/a-pass.ts'
import { anInProcessStore } from '#tests/builders/an-in-process-store.ts'
import { incomingDevices } from '#tests/builders/an-incoming-device.ts'

const midnight = 1_790_035_200_000
const minute = 60_000
const day = 86_400_000
const far = midnight + 100 * day

async function withDevice() {
  const { store, db } = anInProcessStore()
  await runPass(store, { all: incomingDevices(1) })
  const [device] = await store.read.devices()
  const id = device?.id ?? ''
  const add = (points: readonly (readonly [number, number | null])[], series = 'cpu.percent', source = 'live') => store.write.addSamples(id, points.map(([at, value]) => ({ series, at, value })), source)
  const read = async (from = 0, to = far, points?: number) => (await store.read.samples(id, ['cpu.percent'], from, to, points))['cpu.percent'] ?? []
  return { store, db, id, add, read }
}

test('samples come back in time order, gaps as gaps, before and after they are sealed', async () => {
  const { store, add, read } = await withDevice()
  await add([[midnight + minute, 2], [midnight, 1], [midnight + 2 * minute, null], [midnight + day, 9]])
  const expected = [{ at: midnight, value: 1 }, { at: midnight + minute, value: 2 }, { at: midnight + 2 * minute, value: null }, { at: midnight + day, value: 9 }]
  expect(await read()).toEqual(expected)
  expect(await store.write.sealSamples(midnight + day)).toBe(3)
  expect(await read()).toEqual(expected)
  expect(await store.write.sealSamples(far)).toBe(1)
  expect(await read()).toEqual(expected)
  expect(await store.write.sealSamples(far)).toBe(0)
})

test('a sample that comes late joins its sealed day; of two of one time the last wins', async () => {
  const { store, add, read } = await withDevice()
  await add([[midnight, 1], [midnight + 2 * minute, 3]])
  await store.write.sealSamples(far)
  await add([[midnight + minute, 2], [midnight, 10]])
  await add([[midnight + minute, 20]])
  const expected = [{ at: midnight, value: 10 }, { at: midnight + minute, value: 20 }, { at: midnight + 2 * minute, value: 3 }]
  expect(await read()).toEqual(expected)
  await store.write.sealSamples(far)
  expect(await read()).toEqual(expected)
})

test('a period has both ends; series and devices are kept apart', async () => {
  const { store, id, add, read } = await withDevice()
  await add([[midnight - minute, 1], [midnight, 2], [midnight + minute, 3]])
  await add([[midnight, 50]], 'memory.used_percent')
  await store.write.sealSamples(midnight)
  expect((await read(midnight - minute, midnight)).map((one) => one.value)).toEqual([1, 2])
  expect(await store.read.samples(id, ['memory.used_percent', 'no.such'], 0, far)).toEqual({ 'memory.used_percent': [{ at: midnight, value: 50 }], 'no.such': [] })
  expect(await store.read.samples('dnobody', ['cpu.percent'], 0, far)).toEqual({ 'cpu.percent': [] })
})

test('S39: stored samples name their source, before and after they are sealed; a late sample changes that of no other, an old one stays unknown', async () => {
  const { store, db, id, add } = await withDevice()
  const [live, script] = ['Practice RMM, live', 'Practice RMM, live by a sampling script']
  const sources = async (from = 0, to = far) => (await store.read.sampleSources(id, ['cpu.percent'], from, to))['cpu.percent']
  await add([[midnight, 1]])
  db.cache.run('DELETE FROM sample_source')
  await add([[midnight + day, 2], [midnight + day + minute, 3]], 'cpu.percent', live)
  await add([[midnight + 2 * day, 4]], 'cpu.percent', script)
  const inOrder = [{ from: midnight + day, source: live }, { from: midnight + 2 * day, source: script }]
  expect(await sources()).toEqual(inOrder)
  await store.write.sealSamples(far)
  expect(await sources()).toEqual(inOrder)
  expect(await sources(midnight + 1.5 * day, midnight + 1.6 * day)).toEqual([inOrder[0]])
  await add([[midnight - minute, 0]], 'cpu.percent', script)
  expect(await sources()).toEqual([{ from: midnight - minute, source: script }, { from: midnight - minute + 1, source: null }, ...inOrder])
  expect(await store.read.sampleSources(id, ['no.such'], 0, far)).toEqual({ 'no.such': [] })
})

test('thirty days at one minute take at most two bytes a sample and are read thinned', async () => {
  const { store, db, add, read } = await withDevice()
  const points = Array.from({ length: 43_200 }, (_, n) => [midnight + n * minute, Math.round((50 + 40 * Math.sin(n / 97) + (n % 13)) * 10) / 10] as const)
  await add(points)
  await store.write.sealSamples(far)
  const sealedSql = 'SELECT (SELECT sum(length(data)) FROM sample_chunk) + (SELECT sum(length(source) + 16) FROM sample_source) AS bytes'
  const { bytes } = db.cache.get<{ bytes: number }>(sealedSql) ?? { bytes: Number.NaN }
  expect(bytes / points.length).toBeLessThanOrEqual(2)
  const thin = await read(0, far, 500)
  expect(thin.length).toBeLessThanOrEqual(500)
  expect(Math.max(...thin.map((one) => one.value ?? 0))).toBe(Math.max(...points.map(([, value]) => value)))
  expect(await read()).toHaveLength(43_200)
})
