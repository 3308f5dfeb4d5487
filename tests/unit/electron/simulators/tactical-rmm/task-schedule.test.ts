import { describe, expect, test } from 'vitest'
import { BLANK_TASK, type Task } from '#simulators/tactical-rmm/records/task-records.ts'
import { describeSchedule, lastDue } from '#simulators/tactical-rmm/records/task-schedule.ts'

const task = (given: Partial<Task>): Task => ({
  ...BLANK_TASK, created_by: null, created_time: null, modified_by: null, modified_time: null, id: 1, name: 'task', actions: [],
  win_task_name: 'x', run_time_date: '2026-01-05T04:30:00Z', ...given,
})

const due = (given: Partial<Task>, until: string): string | null => {
  const at = lastDue(task(given), Date.parse(until))
  return at === null ? null : new Date(at).toISOString().slice(0, 16)
}

describe('the newest moment a task was due (wall clock of the device)', () => {
  test('daily every two days counts from the first run', () => {
    expect(due({ task_type: 'daily', daily_interval: 2 }, '2026-01-10T12:00:00Z')).toBe('2026-01-09T04:30')
    expect(due({ task_type: 'daily', daily_interval: 2 }, '2026-01-09T04:29:00Z')).toBe('2026-01-07T04:30')
  })

  test('nothing is due before the first run', () => {
    expect(due({ task_type: 'daily', daily_interval: 1 }, '2026-01-05T04:29:00Z')).toBeNull()
  })

  test('weekly takes the listed weekdays of every second week', () => {
    const everyOther = { task_type: 'weekly', weekly_interval: 2, run_time_bit_weekdays: 2 + 8 } as const
    expect(due(everyOther, '2026-01-08T00:00:00Z')).toBe('2026-01-07T04:30')
    expect(due(everyOther, '2026-01-15T00:00:00Z')).toBe('2026-01-07T04:30')
    expect(due(everyOther, '2026-01-19T05:00:00Z')).toBe('2026-01-19T04:30')
    const fromWednesday = { ...everyOther, run_time_date: '2026-01-07T04:30:00Z' }
    expect(due(fromWednesday, '2026-01-19T05:00:00Z')).toBe('2026-01-19T04:30')
  })

  test('monthly knows the last day of each month', () => {
    const lastDay = { task_type: 'monthly', monthly_months_of_year: 4095, monthly_days_of_month: 0x80000000 } as const
    expect(due(lastDay, '2026-03-15T00:00:00Z')).toBe('2026-02-28T04:30')
    expect(due(lastDay, '2026-05-01T00:00:00Z')).toBe('2026-04-30T04:30')
  })

  test('the second Tuesday of a month', () => {
    const secondTuesday = { task_type: 'monthlydow', monthly_months_of_year: 4095, monthly_weeks_of_month: 2, run_time_bit_weekdays: 4 } as const
    expect(due(secondTuesday, '2026-11-22T00:00:00Z')).toBe('2026-11-10T04:30')
  })

  test('the last week of a month is its last seven days', () => {
    const lastFriday = { task_type: 'monthlydow', monthly_months_of_year: 4095, monthly_weeks_of_month: 16, run_time_bit_weekdays: 32 } as const
    expect(due(lastFriday, '2026-11-29T00:00:00Z')).toBe('2026-11-27T04:30')
  })

  test('a task without a schedule is never due', () => {
    expect(due({ task_type: 'manual' }, '2026-11-22T00:00:00Z')).toBeNull()
    expect(due({ task_type: 'daily', run_time_date: null }, '2026-11-22T00:00:00Z')).toBeNull()
  })
})

describe('the schedule in the server\'s words', () => {
  test.each([
    [{ task_type: 'weekly', weekly_interval: 1, run_time_bit_weekdays: 126 }, 'Monday, Tuesday, Wednesday, Thursday, Friday, Saturday at 04:30AM every 1 weeks'],
    [{ task_type: 'weekly', weekly_interval: 2, run_time_bit_weekdays: 127 }, 'Every day at 04:30AM'],
    [{ task_type: 'daily', daily_interval: 1 }, 'Daily at 04:30AM'],
    [{ task_type: 'runonce', run_time_date: '2026-12-24T18:05:00Z' }, 'Run once on 12/24/2026 06:05PM'],
    [{ task_type: 'monthly', monthly_months_of_year: 1, monthly_days_of_month: 0x80000001 }, 'Runs on January on days 1, Last Day at 04:30AM'],
    [{ task_type: 'manual' }, 'Manual'],
  ] as const)('%o', (given, expected) => expect(describeSchedule(task(given))).toBe(expected))
})
