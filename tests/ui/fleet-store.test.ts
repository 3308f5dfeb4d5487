import { expect, test, vi } from 'vitest'
import { createApi } from '#shared/contract/client.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { DeviceId } from '#shared/model/ids.ts'
import { createFleet } from '#renderer/features/inventory/fleet-store.ts'
import { focusIndex, hiddenCount, selectAll, toggleDevice } from '#renderer/features/inventory/fleet-selection.ts'
import type { VisibleList } from '#renderer/features/inventory/fleet-selection.ts'
import { createFakeApi } from '#tests/fakes/fake-api.ts'

const now = Date.now()

async function openFleet(devices: number) {
  const fake = createFakeApi({ devices, now, hasAccount: true, isChecked: devices < 500 })
  const fleet = createFleet(createApi(fake))
  const stop = fleet.start()
  await vi.waitFor(() => expect(fleet.state.getState().phase).toBe('ready'))
  const rows = () => [...fleet.state.getState().rows]
  const list = (): VisibleList => {
    const visible = fleet.state.getState().rows
    return { length: visible.length, idAt: (at) => fleet.table.idAt(visible[at] ?? 0), indexOf: (id) => visible.indexOf(fleet.table.rowOf(id) ?? -1) }
  }
  return { fake, fleet, stop, rows, list, names: () => rows().map((row) => fleet.table.texts.name[row]), text: (filter: string) => fleet.actions.setFilter(filter) }
}

test('every device of the store is in the list, field by field', async () => {
  const { fake, fleet, stop } = await openFleet(300)
  for (const device of fake.devices) expect(fleet.table.deviceAt(fleet.table.rowOf(device.id) ?? -1)).toEqual(device)
  expect(fake.calls.filter((call) => call.path === 'inventory.snapshot').map((call) => call.input)).toEqual([{ offset: 0, limit: 200 }, { offset: 200, limit: 10_000 }])
  stop()
})

test('B28: a filter finds exactly the devices it describes, in the order of the list', async () => {
  const { fake, stop, names, text } = await openFleet(400)
  text('client:"Baker Dental" status:online -type:server')
  expect(names()).toEqual(fake.devices.filter((one) => one.client === 'Baker Dental' && one.status === 'online' && one.type !== 'server').map((one) => one.name))
  text('reboot:yes OR checks:>1')
  expect(names()).toEqual(fake.devices.filter((one) => one.needsReboot || (one.checksFailing ?? 0) > 1).map((one) => one.name))
  stop()
})

test('B28: a filter that cannot be read leaves the list as it was and says where it is wrong', async () => {
  const { fleet, stop, names, text } = await openFleet(100)
  text('type:server')
  const before = names()
  text('type:server stauts:online')
  expect(names()).toEqual(before)
  expect(fleet.state.getState().problem).toMatchObject({ at: 12, nearest: 'status' })
  stop()
})

test('B28: a deep field is asked of the store once and joined with the rest', async () => {
  const { fake, fleet, stop, names, text } = await openFleet(200)
  const chosen = fake.devices.slice(0, 50)
  fake.answer('inventory.match', () => ({ ids: chosen.map((one) => one.id), age: { covered: 50, total: 200, medianAgeMs: 0, p95AgeMs: 0, neverReported: 0 }, software: { listed: 120, devices: 200, unsupported: 30 } }))
  text('sw:"7-Zip" <24 type:workstation')
  expect(fleet.state.getState().isAskingStore).toBe(true)
  await vi.waitFor(() => expect(fleet.state.getState().isAskingStore).toBe(false))
  expect(names()).toEqual(chosen.filter((one) => one.type === 'workstation').map((one) => one.name))
  text('sw:"7-Zip" <24')
  expect(names()).toHaveLength(50)
  expect(fleet.state.getState().software).toEqual({ listed: 120, devices: 200, unsupported: 30 })
  expect(fake.calls.filter((call) => call.path === 'inventory.match').map((call) => call.input)).toEqual([{ filter: 'sw:7-Zip <24' }])
  text('type:workstation')
  expect(fleet.state.getState().software).toBeNull()
  stop()
})

test('a deep field the store cannot answer is said, and the list stays', async () => {
  const { fake, fleet, stop, names, text } = await openFleet(50)
  fake.answer('inventory.match', () => {
    throw new AppError({ code: 'input.filter', what: 'Nothing of that kind is stored yet.', effect: 'The list was not filtered.', next: 'Leave this part out.', remedy: 'check-input' })
  })
  text('grade:A')
  await vi.waitFor(() => expect(fleet.state.getState().deepError?.code).toBe('input.filter'))
  expect(names()).toHaveLength(50)
  stop()
})

test('B35: an empty result names the part that emptied it', async () => {
  const { fleet, stop, text } = await openFleet(200)
  text('type:server site:Berlin')
  const { emptyReason, rows } = fleet.state.getState()
  expect(rows).toHaveLength(0)
  expect(emptyReason?.text).toBe('site:Berlin')
  expect(emptyReason?.without).toBeGreaterThan(0)
  stop()
})

test('B151: 2,000 selected rows survive sort, filter, refresh and a change, and hidden ones are counted', async () => {
  const { fake, fleet, stop, list, text } = await openFleet(2_000)
  fleet.actions.select((state) => selectAll(state, list()))
  expect(fleet.state.getState().selection.selected.size).toBe(2_000)
  fleet.actions.setSort([{ id: 'seen', desc: true }])
  text('type:server')
  const { selection, rows } = fleet.state.getState()
  expect(selection.selected.size).toBe(2_000)
  expect(hiddenCount(selection, list())).toBe(2_000 - rows.length)
  fleet.actions.reload()
  await vi.waitFor(() => expect(fake.calls.filter((call) => call.path === 'inventory.snapshot').length).toBeGreaterThan(2))
  expect(fleet.state.getState().selection.selected.size).toBe(2_000)
  stop()
})

test('B151: while rows are selected a change updates cells in place and counts what moved instead of moving it', async () => {
  const { fake, fleet, stop, list, names } = await openFleet(60)
  fleet.actions.setSort([{ id: 'name', desc: false }])
  const before = names()
  fleet.actions.select((state) => toggleDevice(focusIndex(state, list(), 3), list().idAt(3)))
  const changed = fake.devices[0]
  if (!changed) throw new Error('no device')
  fake.devices[0] = { ...changed, name: 'ZZZ-LAST', needsReboot: true }
  fake.announce('inventory.changed', { ids: [changed.id], revision: 2 })
  await vi.waitFor(() => expect(names()).toContain('ZZZ-LAST'))
  expect(names()).toEqual(['ZZZ-LAST', ...before.slice(1)])
  expect(fleet.state.getState().moved).toBe(1)
  fleet.actions.resort()
  expect(names().at(-1)).toBe('ZZZ-LAST')
  expect(fleet.state.getState().moved).toBe(0)
  stop()
})

test('a device that appears joins the list, one that is gone leaves it', async () => {
  const { fake, fleet, stop, names } = await openFleet(30)
  const [first] = fake.devices.splice(0, 1)
  const fresh = { ...(first as (typeof fake.devices)[number]), id: DeviceId.parse('new1'), name: 'AAA-NEW' }
  fake.devices.push(fresh)
  fake.announce('inventory.changed', { ids: [fresh.id, DeviceId.parse(first?.id)], revision: 2 })
  await vi.waitFor(() => expect(names()[0]).toBe('AAA-NEW'))
  expect(names()).not.toContain(first?.name)
  expect(fleet.table.count).toBe(30)
  stop()
})

test('a later contact changes the age of a row and nothing else', async () => {
  const { fake, fleet, stop, names } = await openFleet(30)
  const before = names()
  const target = fake.devices[5]
  const row = fleet.table.rowOf(target?.id ?? '') ?? -1
  fake.announce('inventory.seen', { encoded: JSON.stringify({ ids: [target?.id, 'unknown-id'], lastSeenAt: [now + 1, now], fetchedAt: now + 2 }) })
  expect(fleet.table.numberAt('lastSeenAt', row)).toBe(now + 1)
  expect(fleet.table.numberAt('fetchedAt', row)).toBe(now + 2)
  expect(names()).toEqual(before)
  stop()
})

test('sorts by several columns and keeps what was not reported last in both directions', async () => {
  const { fake, fleet, stop, rows } = await openFleet(300)
  fleet.actions.setSort([{ id: 'client', desc: true }, { id: 'name', desc: false }])
  const expected = fake.devices.toSorted((a, b) => (b.client ?? '').localeCompare(a.client ?? '') || a.name.localeCompare(b.name, undefined, { numeric: true }))
  expect(rows().map((row) => fleet.table.texts.name[row])).toEqual(expected.map((one) => one.name))
  for (const desc of [true, false]) {
    fleet.actions.setSort([{ id: 'serial', desc }])
    const serials = rows().map((row) => fleet.table.texts.serial[row])
    expect(serials.at(-1)).toBeNull()
    expect(serials[0]).not.toBeNull()
  }
  stop()
})

test('a scope of a site belongs to its client', async () => {
  const { fake, fleet, stop, names } = await openFleet(300)
  fleet.actions.setScope({ client: 'Contoso Legal', site: 'London' })
  expect(names()).toEqual(fake.devices.filter((one) => one.client === 'Contoso Legal' && one.site === 'London').map((one) => one.name))
  expect(fleet.state.getState().scopeCount).toBe(names().length)
  stop()
})
