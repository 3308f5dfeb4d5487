import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromColumns, toColumns, type DeviceColumns } from '#shared/model/device-columns.ts'
import type { IncomingDevice } from '#shared/model/device.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { anInProcessStore } from '#tests/builders/an-in-process-store.ts'
import { anIncomingDevice, incomingDevices } from '#tests/builders/an-incoming-device.ts'

const decode = (encoded: string) => fromColumns(JSON.parse(encoded) as DeviceColumns)

test('slices come in name order without regard to letter case and join to the whole list', async () => {
  const { store } = anInProcessStore()
  const names = ['beta', 'Alpha', 'gamma', 'ALPHA-2', 'delta']
  await runPass(store, { all: names.map((name, n) => anIncomingDevice(n, { name })) })
  const first = await store.read.snapshot(0, 2)
  const rest = await store.read.snapshot(2, 20_000)
  expect(first).toMatchObject({ count: 2, total: 5 })
  expect([...decode(first.encoded), ...decode(rest.encoded)].map((one) => one.name)).toEqual(['Alpha', 'ALPHA-2', 'beta', 'delta', 'gamma'])
})

test('the encoded columns hold exactly what the shared encoding would', async () => {
  const { store } = anInProcessStore()
  await runPass(store, { all: incomingDevices(70) })
  const slice = await store.read.snapshot(10, 30)
  expect(JSON.parse(slice.encoded)).toEqual(JSON.parse(JSON.stringify(toColumns(decode(slice.encoded)))))
})

test('an empty list and unknown ids are empty columns', async () => {
  const { store } = anInProcessStore()
  expect(decode((await store.read.snapshot(0, 100)).encoded)).toEqual([])
  expect(await store.read.rows(['dnobody'])).toMatchObject({ count: 0, total: 0 })
  expect(await store.read.device('dnobody')).toBeNull()
})

test('rows of some devices carry only the words they use', async () => {
  const { store } = anInProcessStore()
  await runPass(store, { all: incomingDevices(70) })
  const [a, b] = await store.read.devices()
  const { encoded, count } = await store.read.rows([a?.id ?? '', b?.id ?? ''])
  expect(count).toBe(2)
  expect((JSON.parse(encoded) as DeviceColumns).dictionary.client.values).toHaveLength(2)
  expect(decode(encoded)).toEqual([a, b])
})

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const maybeText = fc.option(text.filter((one) => one !== ''))
const rows = fc.array(
  fc.record({ name: text, client: maybeText, user: maybeText, description: maybeText, publicIp: maybeText, needsReboot: fc.option(fc.boolean()), pendingActions: fc.option(fc.integer()), localIps: fc.array(text, { maxLength: 3 }) }),
  { minLength: 1, maxLength: 8 },
)

test('whatever a server puts into a text comes back as it was', async () => {
  const { store } = anInProcessStore()
  let at = 1_790_000_000_000
  await fc.assert(
    fc.asyncProperty(rows, async (changes) => {
      at += 1_000
      const devices = changes.map((one, n): IncomingDevice => anIncomingDevice(n, { ...one, remoteId: `${at}-${n}`, identity: { serial: `${at}-${n}`, model: null, systemUuid: null, macs: [], isVirtual: null } }))
      await runPass(store, { [`page ${at}`]: devices }, { fetchedAt: at })
      const stored = new Map((await store.read.devices()).map((one) => [one.remoteId, one]))
      for (const device of devices) {
        const { name, client, user, description, publicIp, needsReboot, pendingActions, localIps } = device
        expect(stored.get(device.remoteId)).toMatchObject({ name, client, user, description, publicIp, needsReboot, pendingActions, localIps })
      }
    }),
    { numRuns: 40, seed: 11 },
  )
})
