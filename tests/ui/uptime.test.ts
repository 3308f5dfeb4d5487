import { expect, test } from 'vitest'
import type { DeviceStatus } from '#shared/model/device.ts'
import { toColumns } from '#shared/model/device-columns.ts'
import { FleetTable } from '#renderer/features/inventory/fleet-table.ts'
import { contentOf } from '#renderer/features/inventory/grid-cells.tsx'
import { formatAbsolute, formatAge } from '#renderer/lib/format-time.ts'
import { uptimeNow, uptimeThen } from '#renderer/lib/uptime.ts'
import { makeFleet } from '#tests/fakes/fake-fleet.ts'

const now = 1_790_000_000_000
const hour = 3_600_000
const facts = (status: DeviceStatus) => ({ status, bootAt: now - 30 * hour, lastSeenAt: now - 5 * hour })

test('B15: only a device in contact is said to be up now; of the others it is said when that was known', () => {
  expect(uptimeNow(facts('online'), now)).toBe('1\u202Fd 6\u202Fh')
  for (const status of ['late', 'offline', 'unknown', 'inactive'] as const) expect(uptimeNow(facts(status), now)).toBeNull()
  expect(uptimeThen(facts('offline'), now)).toBe(`Was up since ${formatAbsolute(now - 30 * hour)}, as of last contact ${formatAge(now - 5 * hour, now)}`)
  expect(uptimeThen({ ...facts('offline'), bootAt: null }, now)).toBeNull()
  expect(uptimeThen({ ...facts('offline'), lastSeenAt: null }, now)).toContain('not known')
})

test('B16: the list shows no uptime for a device out of contact and its reason says what was last known', () => {
  const device = makeFleet(1, now)[0]
  if (!device) throw new Error('no device was made')
  const table = new FleetTable()
  const { text, reason } = contentOf('uptime')
  const cell = (status: DeviceStatus) => {
    const [row = 0] = table.upsert(toColumns([{ ...device, ...facts(status) }]))
    const input = { table, row, now, accountName: String }
    return { text: text(input), reason: reason?.(input) }
  }
  expect(cell('online').text).toBe('1\u202Fd 6\u202Fh')
  expect(cell('offline')).toEqual({ text: null, reason: uptimeThen(facts('offline'), now) })
})
