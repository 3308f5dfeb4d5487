import { expect, test, vi } from 'vitest'
import { DeviceId } from '#shared/model/ids.ts'
import { createClient } from '#renderer/api/client.ts'
import { keepTabs, restoreTabs, tabsToText } from '#renderer/app/kept-tabs.ts'
import { createWorkspace } from '#renderer/app/workspace-store.ts'
import type { Page } from '#renderer/app/workspace-store.ts'
import { createFakeApi } from '#tests/fakes/fake-api.ts'

const device = (id: string): Page => ({ kind: 'device', deviceId: DeviceId.parse(id), name: `PC ${id}`, client: 'Baker Dental' })
const namesOf = (pages: readonly Page[]) => pages.map((page) => (page.kind === 'device' ? page.name : page.kind))

test('B33: open and closed devices come back in order behind the list, which stays in front', () => {
  const before = createWorkspace()
  for (const id of ['d1', 'd2', 'd3']) before.open(device(id))
  before.close('device:d2')
  before.open({ kind: 'activity' })
  const text = tabsToText(before.state.getState())
  const after = createWorkspace()
  after.state.setState((state) => restoreTabs(state, text))
  const { pages, active, closed } = after.state.getState()
  expect(namesOf(pages)).toEqual(['fleet', 'PC d1', 'PC d3'])
  expect(active).toBe('fleet')
  expect(namesOf(closed)).toEqual(['PC d2'])
  after.reopen()
  expect(namesOf(after.state.getState().pages)).toEqual(['fleet', 'PC d1', 'PC d3', 'PC d2'])
})

test('B33: what cannot be read as tabs changes nothing', () => {
  const state = createWorkspace().state.getState()
  for (const text of ['', 'null', '{"schema":2,"pages":[],"closed":[]}', '{"schema":1,"pages":[{"deviceId":7}],"closed":[]}', '[']) expect(restoreTabs(state, text)).toBe(state)
})

test('B33: a device opened while the kept tabs are still being read is not lost and not twice there', async () => {
  const fake = createFakeApi({ devices: 1, now: Date.now(), hasAccount: true })
  const first = createWorkspace()
  const { api } = createClient(fake)
  const stopFirst = keepTabs(api, first)
  await vi.waitFor(() => expect(fake.calls).toHaveLength(1))
  first.open(device('d1'))
  first.open(device('d2'))
  await vi.waitFor(() => expect(fake.calls.findLast(({ path }) => path === 'settings.write')?.input).toMatchObject({ value: expect.stringContaining('d2') as string }))
  stopFirst()
  const second = createWorkspace()
  const stopSecond = keepTabs(api, second)
  second.open(device('d2'))
  second.open(device('d3'))
  await vi.waitFor(() => expect(namesOf(second.state.getState().pages)).toEqual(['fleet', 'PC d2', 'PC d3', 'PC d1']))
  stopSecond()
})
