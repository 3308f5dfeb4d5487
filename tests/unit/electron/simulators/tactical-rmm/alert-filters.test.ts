import { describe, expect, test } from 'vitest'
import { alertFilter, topAlerts } from '#simulators/tactical-rmm/records/alert-filters.ts'
import { BLANK_ALERT, type Alert } from '#simulators/tactical-rmm/records/alert-records.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

const alert = (id: number, given: Partial<Alert> = {}): Alert => ({
  ...BLANK_ALERT, id, alert_time: '2026-11-22T10:00:00Z', alert_type: 'custom', message: `${id}`, severity: 'warning', agent: id, ...given,
})

const alerts = [
  alert(1), alert(2, { resolved: true }), alert(3, { snoozed: true }), alert(4, { hidden: true, severity: 'error' }),
  alert(5, { alert_time: '2026-11-01T10:00:00Z', severity: 'info' }), alert(6, { agent: null }), alert(7, { resolved: true, snoozed: true }),
]

const idsFor = (body: Record<string, unknown>) =>
  alerts.filter(alertFilter(body, now, ({ agent }) => (agent === null ? null : agent <= 3 ? 100 : 200))).map(({ id }) => id)

describe('alert filters', () => {
  test('an empty body gives everything, hidden alerts too', () => expect(idsFor({})).toEqual([1, 2, 3, 4, 5, 6, 7]))
  test('timeFilter counts days back', () => expect(idsFor({ timeFilter: 7 })).toEqual([1, 2, 3, 4, 6, 7]))
  test('clientFilter drops alerts without a device', () => expect(idsFor({ clientFilter: [100, 200] })).toEqual([1, 2, 3, 4, 5, 7]))
  test('clientFilter takes only those clients', () => expect(idsFor({ clientFilter: [100] })).toEqual([1, 2, 3]))
  test('severityFilter', () => expect(idsFor({ severityFilter: ['error', 'info'] })).toEqual([4, 5]))
  test('resolvedFilter and snoozedFilter exclude only when false', () => {
    expect(idsFor({ resolvedFilter: false })).toEqual([1, 3, 4, 5, 6])
    expect(idsFor({ snoozedFilter: false })).toEqual([1, 2, 4, 5, 6])
    expect(idsFor({ resolvedFilter: true, snoozedFilter: true })).toHaveLength(7)
    expect(idsFor({ resolvedFilter: false, snoozedFilter: false, timeFilter: 1 })).toEqual([1, 4, 6])
  })
})

test('the bell counts every open, awake, visible alert and shows the oldest first', () => {
  expect(topAlerts(alerts, 2)).toEqual({ count: 3, first: [alerts[4], alerts[0]] })
})
