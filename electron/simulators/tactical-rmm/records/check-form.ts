import { isIP } from 'node:net'
import type { TacticalWorld } from '../world.ts'
import { SEVERITIES } from './alert-template-records.ts'
import { needed, type Body } from './call-body.ts'
import { CHECK_TYPES, type Check, type CheckType } from './check-records.ts'
import {
  anything, choice, flag, listOf, nullable, readFields, reference, text, whole, type FieldSet, type Problems,
} from './record-fields.ts'
import { scriptsOf } from './script-records.ts'

const NEEDED: Readonly<Record<CheckType, readonly string[]>> = {
  diskspace: ['disk', 'warning_threshold', 'error_threshold'],
  ping: ['name', 'ip'],
  cpuload: ['warning_threshold', 'error_threshold'],
  memory: ['warning_threshold', 'error_threshold'],
  winsvc: ['svc_name', 'svc_display_name'],
  script: ['script', 'timeout'],
  eventlog: ['name', 'log_name', 'event_id', 'event_id_is_wildcard', 'event_type', 'fail_when', 'search_last_days'],
}

const fields: FieldSet<Check> = {
  name: nullable(text({ max: 255 })), email_alert: flag(false), text_alert: flag(false), dashboard_alert: flag(false),
  fails_b4_alert: whole(1), run_interval: whole(0), alert_severity: nullable(choice(SEVERITIES)),
  error_threshold: nullable(whole()), warning_threshold: nullable(whole()), disk: nullable(text({ max: 2 })),
  ip: nullable(text()), script_args: nullable(listOf(text())), env_vars: nullable(listOf(text())),
  info_return_codes: nullable(listOf(whole())), warning_return_codes: nullable(listOf(whole())),
  success_return_codes: nullable(listOf(whole())), timeout: nullable(whole()), svc_name: nullable(text()),
  svc_display_name: nullable(text()), pass_if_start_pending: nullable(flag(false)), pass_if_svc_not_exist: flag(false),
  restart_if_stopped: nullable(flag(false)), svc_policy_mode: nullable(text()),
  log_name: nullable(choice(['Application', 'System', 'Security'])), event_id: anything<number | null>(null),
  event_id_is_wildcard: flag(false),
  event_type: nullable(choice(['INFO', 'WARNING', 'ERROR', 'AUDIT_SUCCESS', 'AUDIT_FAILURE'])),
  event_source: nullable(text()), event_message: nullable(text()), fail_when: nullable(choice(['contains', 'not_contains'])),
  search_last_days: nullable(whole()), number_of_events_b4_alert: nullable(whole()),
  script: reference((world, id) => scriptsOf(world).has(id)),
}

export type CheckReading = { readonly values: Partial<Check> } | { readonly problems: Problems }

/**
 * Reads a new check from a body. `siblings` are the checks its owner already has. Throws (HTML 500) when a key that the
 * type needs is absent, as the real server does.
 */
export function readNewCheck(body: Body, siblings: readonly Check[], world: TacticalWorld): CheckReading {
  const type = needed(body, 'check_type') as CheckType
  if (!CHECK_TYPES.includes(type)) return { problems: { check_type: [`"${String(type)}" is not a valid choice.`] } }
  for (const key of NEEDED[type]) needed(body, key)
  const reading = readCheckChanges(body, world)
  if ('problems' in reading) return reading
  const values = withScriptDefaults({ ...reading.values, check_type: type }, body, world)
  const problem = ruleBroken(values, siblings)
  return problem === null ? { values } : { problems: { non_field_errors: [problem] } }
}

/** Reads what an edit changes. Type, owner and override flag cannot be edited; the rules over several members do not run here. */
export function readCheckChanges(body: Body, world: TacticalWorld): CheckReading {
  const { values, problems } = readFields(fields, body, world, false)
  if (problems) return { problems }
  return { values: values.event_id_is_wildcard ? { ...values, event_id: 0 } : values }
}

function withScriptDefaults(values: Partial<Check>, body: Body, world: TacticalWorld): Partial<Check> {
  const script = values.script ? scriptsOf(world).get(values.script) : undefined
  if (!script) return values
  return {
    ...values,
    script_args: 'script_args' in body ? values.script_args ?? [] : script.args,
    env_vars: 'env_vars' in body ? values.env_vars ?? [] : script.env_vars,
  }
}

function ruleBroken(values: Partial<Check>, siblings: readonly Check[]): string | null {
  switch (values.check_type) {
    case 'diskspace': return diskRule(values, siblings)
    case 'cpuload': case 'memory': return loadRule(values, siblings)
    case 'ping': return isAddress(values.ip ?? '') ? null : 'Please enter a valid IP address or domain name'
    default: return null
  }
}

function diskRule(values: Partial<Check>, siblings: readonly Check[]): string | null {
  if (siblings.some((check) => check.check_type === 'diskspace' && check.disk === values.disk)) {
    return `A disk check for Drive ${values.disk} already exists!`
  }
  return thresholdRule(values, 'greater')
}

function loadRule(values: Partial<Check>, siblings: readonly Check[]): string | null {
  const taken = siblings.some((check) => check.check_type === values.check_type)
  return taken ? `A ${values.check_type} check for this agent already exists` : thresholdRule(values, 'less')
}

function thresholdRule({ warning_threshold: warning, error_threshold: error }: Partial<Check>, order: 'greater' | 'less') {
  if (!warning && !error) return 'Warning threshold or Error Threshold must be set'
  if (!warning || !error) return null
  const right = order === 'greater' ? warning > error : warning < error
  return right ? null : `Warning threshold must be ${order} than Error Threshold`
}

const DOMAIN = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9-_]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/i

const isAddress = (address: string): boolean => isIP(address) !== 0 || DOMAIN.test(address) || address === 'localhost'
