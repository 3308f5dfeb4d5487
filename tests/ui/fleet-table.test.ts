import { expect, test } from 'vitest'
import { toColumns } from '#shared/model/device-columns.ts'
import { unaskedAccounts } from '#renderer/features/inventory/asked-accounts.ts'
import { FleetTable } from '#renderer/features/inventory/fleet-table.ts'
import { askedLimitMs } from '#shared/util/effective-status.ts'
import { makeFleet } from '#tests/fakes/fake-fleet.ts'

const statuses = (table: FleetTable) => Array.from({ length: table.size }, (_, row) => table.dictionary.status.at(row))

test('S4: a list that could not be asked for turns online into unknown, and back when it is asked again', () => {
  const devices = makeFleet(200, 1_790_000_000_000)
  const table = new FleetTable()
  table.upsert(toColumns(devices))
  const reported = devices.map((one) => one.status)
  expect(statuses(table)).toEqual(reported)
  const accounts = new Set(devices.map((one) => one.accountId as string))
  expect(table.setUnasked(accounts)).toBe(true)
  expect(statuses(table)).toEqual(reported.map((one) => (one === 'online' || one === 'late' ? 'unknown' : one)))
  table.upsert(toColumns(devices.slice(0, 5)))
  expect(statuses(table).filter((one) => one === 'online')).toEqual([])
  expect(table.setUnasked(accounts)).toBe(false)
  expect(table.setUnasked(new Set())).toBe(true)
  expect(statuses(table)).toEqual(reported)
})

test('S4: an account counts as unasked after three polls without an answer, one that was never read at once', () => {
  const now = 1_790_000_000_000
  const times = new Map([
    ['fresh', now - askedLimitMs.window],
    ['old', now - askedLimitMs.window - 1],
    ['never', null],
  ])
  expect([...unaskedAccounts(times, now)]).toEqual(['old', 'never'])
})
