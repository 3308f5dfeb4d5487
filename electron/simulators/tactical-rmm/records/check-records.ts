import type { TacticalWorld } from '../world.ts'
import type { Severity } from './alert-template-records.ts'
import type { Stamps } from './record-resource.ts'
import { scriptsOf } from './script-records.ts'

export const CHECK_TYPES = ['diskspace', 'ping', 'cpuload', 'memory', 'winsvc', 'script', 'eventlog'] as const
export type CheckType = (typeof CHECK_TYPES)[number]

/** A check as it is stored: columns of all seven types in one row, owned by an agent or by a policy. */
export interface Check extends Stamps {
  readonly id: number
  readonly overridden_by_policy: boolean
  readonly name: string | null
  readonly check_type: CheckType
  readonly email_alert: boolean
  readonly text_alert: boolean
  readonly dashboard_alert: boolean
  readonly fails_b4_alert: number
  readonly run_interval: number
  readonly alert_severity: Severity | null
  readonly error_threshold: number | null
  readonly warning_threshold: number | null
  readonly disk: string | null
  readonly ip: string | null
  readonly script_args: readonly string[] | null
  readonly env_vars: readonly string[] | null
  readonly info_return_codes: readonly number[] | null
  readonly warning_return_codes: readonly number[] | null
  readonly success_return_codes: readonly number[] | null
  readonly timeout: number | null
  readonly svc_name: string | null
  readonly svc_display_name: string | null
  readonly pass_if_start_pending: boolean | null
  readonly pass_if_svc_not_exist: boolean
  readonly restart_if_stopped: boolean | null
  readonly svc_policy_mode: string | null
  readonly log_name: 'Application' | 'System' | 'Security' | null
  readonly event_id: number | null
  readonly event_id_is_wildcard: boolean
  readonly event_type: 'INFO' | 'WARNING' | 'ERROR' | 'AUDIT_SUCCESS' | 'AUDIT_FAILURE' | null
  readonly event_source: string | null
  readonly event_message: string | null
  readonly fail_when: 'contains' | 'not_contains' | null
  readonly search_last_days: number | null
  readonly number_of_events_b4_alert: number | null
  readonly managed_by_policy: boolean
  readonly agent: number | null
  readonly policy: number | null
  readonly script: number | null
}

/** The columns of a check that nothing was said about. */
export const BLANK_CHECK: Omit<Check, 'id' | 'check_type' | keyof Stamps> = {
  overridden_by_policy: false, name: null, email_alert: false, text_alert: false, dashboard_alert: false,
  fails_b4_alert: 1, run_interval: 0, alert_severity: 'warning', error_threshold: 0, warning_threshold: 0, disk: null,
  ip: null, script_args: [], env_vars: [], info_return_codes: [], warning_return_codes: [], success_return_codes: [],
  timeout: null, svc_name: null, svc_display_name: null, pass_if_start_pending: null, pass_if_svc_not_exist: false,
  restart_if_stopped: null, svc_policy_mode: null, log_name: null, event_id: null, event_id_is_wildcard: false,
  event_type: null, event_source: null, event_message: null, fail_when: null, search_last_days: null,
  number_of_events_b4_alert: 1, managed_by_policy: false, agent: null, policy: null, script: null,
}

/** The display text of a check, as it appears in lists, alerts and answers. */
export function describeCheck(check: Check, world: TacticalWorld): string {
  switch (check.check_type) {
    case 'diskspace': return `Disk Space Check: Drive ${check.disk} - ${thresholds(check)}`
    case 'cpuload': return `CPU Load Check - ${thresholds(check)}`
    case 'memory': return `Memory Check - ${thresholds(check)}`
    case 'ping': return `Ping Check: ${check.name}`
    case 'winsvc': return `Service Check: ${check.svc_display_name}`
    case 'eventlog': return `Event Log Check: ${check.name}`
    case 'script': return `Script Check: ${(check.script && scriptsOf(world).get(check.script)?.name) || ''}`
  }
}

function thresholds(check: Check): string {
  const warning = check.warning_threshold ? ` Warning Threshold: ${check.warning_threshold}%` : ''
  const error = check.error_threshold ? ` Error Threshold: ${check.error_threshold}%` : ''
  return `${warning}${error}`
}

/** What makes two checks "the same kind" when policies are applied: one of a kind survives per device. */
export function checkKind(check: Check): string {
  switch (check.check_type) {
    case 'diskspace': return `diskspace ${check.disk}`
    case 'ping': return `ping ${check.ip}`
    case 'winsvc': return `winsvc ${check.svc_name}`
    case 'script': return `script ${check.script}`
    case 'eventlog': return `eventlog ${check.log_name} ${check.event_id}`
    case 'cpuload': case 'memory': return check.check_type
  }
}

/** Whether a platform can run a check. */
export function runsOn(check: Check, platform: string, world: TacticalWorld): boolean {
  if (check.check_type === 'winsvc' || check.check_type === 'eventlog') return platform === 'windows'
  if (check.check_type === 'diskspace') return platform === 'windows' || !check.disk?.endsWith(':')
  if (check.check_type !== 'script') return true
  const platforms = (check.script && scriptsOf(world).get(check.script)?.supported_platforms) || []
  return platforms.length === 0 || platforms.includes(platform)
}
