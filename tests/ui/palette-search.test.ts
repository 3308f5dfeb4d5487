import { expect, test } from 'vitest'
import { FleetTable } from '#renderer/features/inventory/fleet-table.ts'
import { toColumns } from '#shared/model/device-columns.ts'
import { searchPalette } from '#renderer/app/palette-search.ts'
import type { Command } from '#renderer/app/commands.ts'
import { makeFleet } from '#tests/fakes/fake-fleet.ts'

const table = new FleetTable()
const devices = makeFleet(500, Date.now())
table.upsert(toColumns(devices))

const command = (id: string, title: string, disabledReason: string | null = null): Command => ({ id, title, shortcut: id === 'sync' ? 'F5' : '', disabledReason, run: () => undefined })
const commands = [command('sync', 'Sync all accounts now', 'You are working offline.'), command('accounts', 'Show accounts'), command('palette', 'Open the palette')]

test('B149: an exact device name comes first, then names that start with it, then everything the list knows', () => {
  const [first] = devices
  const exact = searchPalette(first?.name.toLowerCase() ?? '', table, commands).devices
  expect(table.texts.name[exact[0] ?? -1]).toBe(first?.name)
  const byUser = searchPalette('meyer', table, commands).devices.map((row) => table.texts.user[row])
  expect(byUser).toHaveLength(8)
  expect(new Set(byUser)).toEqual(new Set(['a.meyer']))
})

test('B149: what a command is called beats devices that only mention the word, and never a name', () => {
  const told = devices.map((device, index) => (index === 3 ? { ...device, description: 'Accounts department' } : device))
  const own = new FleetTable()
  own.upsert(toColumns(told))
  expect(searchPalette('accounts', own, commands)).toMatchObject({ isCommandFirst: true, devices: [expect.any(Number)] })
  expect(searchPalette(told[3]?.name ?? '', own, [command('x', told[3]?.name ?? '')]).isCommandFirst).toBe(false)
})

test('B149: accents do not matter', () => {
  expect(searchPalette('@sohne', table, commands).clients).toEqual(['Kline & Söhne Maschinenbau'])
})

test('B149: a command that cannot run comes last and keeps its reason; ways into the palette are left out', () => {
  expect(searchPalette('>accounts', table, commands).commands.map(({ id, disabledReason }) => [id, disabledReason])).toEqual([
    ['accounts', null],
    ['sync', 'You are working offline.'],
  ])
  expect(searchPalette('', table, commands).commands.map(({ id }) => id)).not.toContain('palette')
})

test('B149: a question mark lists what has a shortcut, an at sign only clients', () => {
  expect(searchPalette('?', table, commands).commands.map(({ id }) => id)).toEqual(['sync'])
  const clients = searchPalette('@', table, commands)
  expect(clients.commands).toEqual([])
  expect(clients.devices).toEqual([])
  expect(clients.clients.length).toBe(10)
})
