import { choice, listOf, nullable, text, whole, type Field } from './record-fields.ts'
import type { Resource, Stamps } from './record-resource.ts'

/** A schedule that reports use. `run_time` is `HH:MM:SS` in the server's default time zone, weekdays count from Monday = 0. */
export interface Schedule extends Stamps {
  readonly id: number
  readonly name: string
  readonly run_time: string
  readonly run_time_weekdays: readonly number[] | null
  readonly monthly_months_of_year: readonly number[] | null
  readonly monthly_days_of_month: readonly number[] | null
  readonly monthly_weeks_of_month: readonly number[] | null
  readonly schedule_type: 'daily' | 'weekly' | 'monthly'
  readonly monthly_type: 'weeks' | 'days'
}

const clock: Field<string> = {
  initial: undefined,
  read: (value) => {
    const match = /^(\d\d):(\d\d)(:\d\d)?$/.exec(String(value))
    return match
      ? { ok: true, value: `${match[1]}:${match[2]}${match[3] ?? ':00'}` }
      : { ok: false, problem: 'Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].' }
  },
}

export const scheduleResource: Resource<Schedule> = {
  table: 'schedules',
  model: 'Schedule',
  auditType: 'schedule',
  stamped: true,
  fields: {
    name: text({ filled: true, max: 255 }),
    run_time: clock,
    run_time_weekdays: nullable(listOf(whole())),
    monthly_months_of_year: nullable(listOf(whole())),
    monthly_days_of_month: nullable(listOf(whole())),
    monthly_weeks_of_month: nullable(listOf(whole())),
    schedule_type: choice(['daily', 'weekly', 'monthly'], 'daily'),
    monthly_type: choice(['weeks', 'days'], 'days'),
  },
}
