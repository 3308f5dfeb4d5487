import type { Severity } from './alert-template-records.ts'
import type { Stamps } from './record-resource.ts'

export const TASK_TYPES = [
  'daily', 'weekly', 'monthly', 'monthlydow', 'checkfailure', 'manual', 'runonce', 'onboarding', 'scheduled',
] as const
export type TaskType = (typeof TASK_TYPES)[number]

export type TaskAction =
  | {
    readonly type: 'script'
    readonly name?: string
    readonly script: number
    readonly timeout: number
    readonly script_args: readonly string[]
    readonly env_vars?: readonly string[]
  }
  | { readonly type: 'cmd'; readonly command: string; readonly shell?: string; readonly timeout: number }

/**
 * An automated task as it is stored. The digits of `run_time_date` are the wall clock of the device although the text
 * ends in `Z`; weekday bits start with Sunday = 1, the last day of a month is 0x80000000.
 */
export interface Task extends Stamps {
  readonly id: number
  readonly actions: readonly TaskAction[]
  readonly name: string
  readonly collector_all_output: boolean
  readonly enabled: boolean
  readonly continue_on_error: boolean
  readonly alert_severity: Severity
  readonly email_alert: boolean
  readonly text_alert: boolean
  readonly dashboard_alert: boolean
  readonly task_type: TaskType
  readonly win_task_name: string
  readonly run_time_date: string | null
  readonly expire_date: string | null
  readonly daily_interval: number | null
  readonly run_time_bit_weekdays: number | null
  readonly weekly_interval: number | null
  readonly run_time_minute: string | null
  readonly monthly_days_of_month: number | null
  readonly monthly_months_of_year: number | null
  readonly monthly_weeks_of_month: number | null
  readonly task_repetition_duration: string | null
  readonly task_repetition_interval: string | null
  readonly stop_task_at_duration_end: boolean
  readonly random_task_delay: string | null
  readonly remove_if_not_scheduled: boolean
  readonly run_asap_after_missed: boolean
  readonly task_instance_policy: number
  readonly task_supported_platforms: readonly string[]
  readonly managed_by_policy: boolean
  readonly agent: number | null
  readonly policy: number | null
  readonly custom_field: number | null
  readonly assigned_check: number | null
}

/** The columns of a task that nothing was said about. */
export const BLANK_TASK: Omit<Task, 'id' | 'name' | 'actions' | 'win_task_name' | keyof Stamps> = {
  collector_all_output: false, enabled: true, continue_on_error: true, alert_severity: 'info', email_alert: false,
  text_alert: false, dashboard_alert: false, task_type: 'manual', run_time_date: null, expire_date: null,
  daily_interval: null, run_time_bit_weekdays: null, weekly_interval: null, run_time_minute: null,
  monthly_days_of_month: null, monthly_months_of_year: null, monthly_weeks_of_month: null,
  task_repetition_duration: null, task_repetition_interval: null, stop_task_at_duration_end: false,
  random_task_delay: null, remove_if_not_scheduled: false, run_asap_after_missed: false, task_instance_policy: 1,
  task_supported_platforms: ['windows'], managed_by_policy: false, agent: null, policy: null, custom_field: null,
  assigned_check: null,
}
