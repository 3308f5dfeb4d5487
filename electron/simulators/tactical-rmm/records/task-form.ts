import type { TacticalWorld } from '../world.ts'
import { SEVERITIES } from './alert-template-records.ts'
import { needed, type Body } from './call-body.ts'
import {
  anything, choice, flag, listOf, moment, nullable, readFields, reference, text, whole, type FieldSet, type Problems,
} from './record-fields.ts'
import { readMoment } from './wire-moment.ts'
import { TASK_TYPES, type Task, type TaskAction, type TaskType } from './task-records.ts'

const plainFields: FieldSet<Task> = {
  name: text({ filled: true, max: 255 }), actions: anything<readonly TaskAction[]>(), enabled: flag(true),
  continue_on_error: flag(true), alert_severity: choice(SEVERITIES, 'info'), email_alert: flag(false),
  text_alert: flag(false), dashboard_alert: flag(false), collector_all_output: flag(false),
  custom_field: reference((world, id) => world.table('customFields').rows.has(id)),
  task_supported_platforms: listOf(text(), ['windows']),
}

const scheduleFields: FieldSet<Task> = {
  task_type: choice(TASK_TYPES, 'manual'), run_time_date: nullable(moment()), expire_date: nullable(moment()),
  daily_interval: nullable(whole()), weekly_interval: nullable(whole()), run_time_bit_weekdays: nullable(whole()),
  monthly_months_of_year: nullable(whole()), monthly_days_of_month: nullable(whole()),
  monthly_weeks_of_month: nullable(whole()), task_repetition_interval: nullable(text()),
  task_repetition_duration: nullable(text()), stop_task_at_duration_end: flag(false), random_task_delay: nullable(text()),
  remove_if_not_scheduled: flag(false), run_asap_after_missed: flag(false), task_instance_policy: whole(1),
  assigned_check: anything<number | null>(null),
}

/** What each type needs beyond its run date. */
const NEEDED: Readonly<Record<TaskType, readonly (keyof Task)[]>> = {
  daily: ['daily_interval'],
  weekly: ['weekly_interval', 'run_time_bit_weekdays'],
  monthly: ['monthly_months_of_year', 'monthly_days_of_month'],
  monthlydow: ['monthly_months_of_year', 'monthly_weeks_of_month', 'run_time_bit_weekdays'],
  checkfailure: ['assigned_check'],
  manual: [], runonce: [], onboarding: [], scheduled: [],
}
const DATED: readonly TaskType[] = ['daily', 'weekly', 'monthly', 'monthlydow', 'runonce']

export type TaskReading = { readonly values: Partial<Task> } | { readonly problems: Problems }

/** Reads a new task from a body. Throws (HTML 500) when a dated type comes without the `run_time_date` key. */
export function readNewTask(body: Body, world: TacticalWorld): TaskReading {
  const { values, problems } = readFields({ ...plainFields, ...scheduleFields }, body, world, true)
  if (problems) return { problems }
  return judged(values, body, world)
}

/** Reads an edit. Without `task_type` in the body everything about the schedule is ignored. */
export function readTaskChanges(body: Body, world: TacticalWorld): TaskReading {
  const rescheduled = 'task_type' in body
  const { values, problems } = readFields(
    rescheduled ? { ...plainFields, ...scheduleFields } : plainFields, body, world, false)
  if (problems) return { problems }
  if (!rescheduled) return 'actions' in values && noAction(values) ? { problems: noActions } : { values }
  return judged(values, body, world)
}

const noActions: Problems = { actions: ['There must be at least one action configured'] }
const noAction = (values: Partial<Task>): boolean => !Array.isArray(values.actions) || values.actions.length === 0

function judged(values: Partial<Task>, body: Body, world: TacticalWorld): TaskReading {
  if ((values.actions !== undefined || !('task_type' in body)) && noAction(values)) return { problems: noActions }
  const action = values.actions?.map(actionProblem).find((problem) => problem !== null)
  if (action) return { problems: { actions: [action] } }
  const rule = scheduleProblem(values, body, world)
  return rule === null ? { values } : { problems: { non_field_errors: [rule] } }
}

function scheduleProblem(values: Partial<Task>, body: Body, world: TacticalWorld): string | null {
  const type = values.task_type ?? 'manual'
  if (DATED.includes(type) && !needed(body, 'run_time_date')) return `run_time_date is required for task_type '${type}'`
  const missing = NEEDED[type].find((key) => !values[key])
  if (missing) return `${missing} is required for task_type '${type}'`
  const expiry = values.expire_date ? readMoment(values.expire_date) : undefined
  return expiry !== undefined && expiry < world.now() ? 'Expires date/time is in the past' : null
}

function actionProblem(action: unknown): string | null {
  const { type } = action as { readonly type?: unknown }
  const keys = type === 'script' ? ['script', 'script_args', 'timeout'] : type === 'cmd' ? ['command', 'timeout'] : null
  if (keys === null) return 'The action type must be either script or cmd'
  const absent = keys.find((key) => !(key in (action as object)))
  return absent ? `A ${String(type)} action must have the key ${absent}` : null
}
