import type { TacticalWorld } from '../world.ts'
import type { Severity } from './alert-template-records.ts'

/** An alert as it is stored; `agent`, `assigned_check` and `assigned_task` are integer ids. */
export interface Alert {
  readonly id: number
  readonly alert_time: string
  readonly alert_type: 'availability' | 'check' | 'task' | 'custom'
  readonly message: string | null
  readonly snoozed: boolean
  readonly snooze_until: string | null
  readonly resolved: boolean
  readonly resolved_on: string | null
  readonly severity: Severity
  readonly email_sent: string | null
  readonly resolved_email_sent: string | null
  readonly sms_sent: string | null
  readonly resolved_sms_sent: string | null
  readonly hidden: boolean
  readonly action_run: string | null
  readonly action_stdout: string | null
  readonly action_stderr: string | null
  readonly action_retcode: number | null
  readonly action_execution_time: string | null
  readonly resolved_action_run: string | null
  readonly resolved_action_stdout: string | null
  readonly resolved_action_stderr: string | null
  readonly resolved_action_retcode: number | null
  readonly resolved_action_execution_time: string | null
  readonly agent: number | null
  readonly assigned_check: number | null
  readonly assigned_task: number | null
}

/** The columns of an alert that nothing was said about. */
export const BLANK_ALERT: Omit<Alert, 'id' | 'alert_time' | 'alert_type' | 'message' | 'severity'> = {
  snoozed: false, snooze_until: null, resolved: false, resolved_on: null, email_sent: null, resolved_email_sent: null,
  sms_sent: null, resolved_sms_sent: null, hidden: false, action_run: null, action_stdout: null, action_stderr: null,
  action_retcode: null, action_execution_time: null, resolved_action_run: null, resolved_action_stdout: null,
  resolved_action_stderr: null, resolved_action_retcode: null, resolved_action_execution_time: null, agent: null,
  assigned_check: null, assigned_task: null,
}

export const alertRecords = (world: TacticalWorld) => world.table<Alert>('alerts')

/** An alert as it is sent. The four members about the device are absent when the alert has none. */
export function presentAlert(alert: Alert, world: TacticalWorld): unknown {
  const device = alert.agent === null ? undefined : world.fleet.byId(alert.agent)
  if (!device) return alert
  const { id, ...columns } = alert
  return {
    id, hostname: device.hostName, agent_id: device.key, client: world.fleet.clientOf(device).name,
    site: world.fleet.siteOf(device).name, ...columns,
  }
}
