import type { TacticalWorld } from '../world.ts'
import { coreSettings } from './core-settings-record.ts'
import { choice, flag, listOf, nullable, reference, text, whole, type FieldSet } from './record-fields.ts'
import type { Resource, Stamps } from './record-resource.ts'
import { scriptsOf } from './script-records.ts'
import type { UrlAction } from './url-action-records.ts'

export type Severity = 'info' | 'warning' | 'error'
export const SEVERITIES = ['info', 'warning', 'error'] as const
type ActionType = 'script' | 'server' | 'rest'
type Subject = 'check' | 'task'

/** What an alert does when it appears and when it resolves. */
interface Actions {
  readonly action_type: ActionType
  readonly action: number | null
  readonly action_rest: number | null
  readonly action_args: readonly string[] | null
  readonly action_env_vars: readonly string[] | null
  readonly action_timeout: number
  readonly resolved_action_type: ActionType
  readonly resolved_action: number | null
  readonly resolved_action_rest: number | null
  readonly resolved_action_args: readonly string[] | null
  readonly resolved_action_env_vars: readonly string[] | null
  readonly resolved_action_timeout: number
}

/** The members every subject of alerting (agents, checks, tasks) has. "always" null leaves it to the object's own switch. */
type SubjectSettings<Name extends string> = {
  readonly [Key in `${Name}_email_on_resolved` | `${Name}_text_on_resolved` | `${Name}_script_actions`]: boolean
} & {
  readonly [Key in `${Name}_always_email` | `${Name}_always_text` | `${Name}_always_alert`]: boolean | null
} & { readonly [Key in `${Name}_periodic_alert_days`]: number | null }

type SeveritySettings<Name extends string> = {
  readonly [Key in `${Name}_email_alert_severity` | `${Name}_text_alert_severity` | `${Name}_dashboard_alert_severity`]:
    readonly Severity[]
}

/** An alert template as it is stored. */
export interface AlertTemplate
  extends Stamps, Actions, SubjectSettings<'agent'>, SubjectSettings<Subject>, SeveritySettings<Subject> {
  readonly id: number
  readonly name: string
  readonly is_active: boolean
  readonly email_recipients: readonly string[] | null
  readonly text_recipients: readonly string[] | null
  readonly email_from: string | null
  readonly exclude_workstations: boolean
  readonly exclude_servers: boolean
  readonly excluded_sites: readonly number[]
  readonly excluded_clients: readonly number[]
  readonly excluded_agents: readonly number[]
}

const always = nullable({ ...flag(false), initial: undefined })
const actionType = choice(['script', 'server', 'rest'], 'script')
const script = reference((world, id) => scriptsOf(world).has(id))
const urlAction = reference((world, id) => world.table<UrlAction>('urlActions').rows.has(id))
const severities = listOf(choice(SEVERITIES))

const actionFields = {
  action_type: actionType, action: script, action_rest: urlAction,
  action_args: nullable(listOf(text())), action_env_vars: nullable(listOf(text())), action_timeout: whole(15),
  resolved_action_type: actionType, resolved_action: script, resolved_action_rest: urlAction,
  resolved_action_args: nullable(listOf(text())), resolved_action_env_vars: nullable(listOf(text())),
  resolved_action_timeout: whole(15),
}

const subjectFields = <Name extends string>(name: Name) => ({
  [`${name}_email_on_resolved`]: flag(false), [`${name}_text_on_resolved`]: flag(false),
  [`${name}_always_email`]: always, [`${name}_always_text`]: always, [`${name}_always_alert`]: always,
  [`${name}_periodic_alert_days`]: nullable(whole(0)), [`${name}_script_actions`]: flag(true),
}) as FieldSet<SubjectSettings<Name>>

const severityFields = <Name extends string>(name: Name) => ({
  [`${name}_email_alert_severity`]: severities, [`${name}_text_alert_severity`]: severities,
  [`${name}_dashboard_alert_severity`]: severities,
}) as FieldSet<SeveritySettings<Name>>

export const alertTemplateResource: Resource<AlertTemplate> = {
  table: 'alertTemplates',
  model: 'AlertTemplate',
  auditType: 'alerttemplate',
  stamped: true,
  fields: {
    name: text({ filled: true, max: 100 }),
    is_active: flag(true),
    ...actionFields,
    email_recipients: nullable(listOf(text())),
    text_recipients: nullable(listOf(text())),
    email_from: nullable(text()),
    ...subjectFields('agent'), ...subjectFields('check'), ...subjectFields('task'),
    ...severityFields('check'), ...severityFields('task'),
    exclude_workstations: flag(false),
    exclude_servers: flag(false),
    excluded_sites: listOf(whole()),
    excluded_clients: listOf(whole()),
    excluded_agents: listOf(whole()),
  } as FieldSet<AlertTemplate>,
}

export const alertTemplates = (world: TacticalWorld) => world.table<AlertTemplate>(alertTemplateResource.table).rows

const differs = (row: AlertTemplate, name: 'agent' | Subject): boolean =>
  (['email_on_resolved', 'text_on_resolved', 'always_email', 'always_text', 'always_alert', 'periodic_alert_days'] as const)
    .some((member) => Boolean(row[`${name}_${member}`]))

const hasSeverities = (row: AlertTemplate, name: Subject): boolean =>
  [row[`${name}_email_alert_severity`], row[`${name}_text_alert_severity`], row[`${name}_dashboard_alert_severity`]]
    .some((list) => list.length > 0)

function actionName(type: ActionType, scriptId: number | null, restId: number | null, world: TacticalWorld): string {
  if (type === 'rest') return restId === null ? '' : world.table<UrlAction>('urlActions').rows.get(restId)?.name ?? ''
  return scriptId === null ? '' : scriptsOf(world).get(scriptId)?.name ?? ''
}

/** A template as the server shows it; `appliedCount` is how many clients, sites and policies use it. */
export function presentTemplate(row: AlertTemplate, appliedCount: number, world: TacticalWorld): unknown {
  const isDefault = coreSettings(world).alert_template === row.id
  return {
    ...row,
    agent_settings: differs(row, 'agent'),
    check_settings: differs(row, 'check') || hasSeverities(row, 'check'),
    task_settings: differs(row, 'task') || hasSeverities(row, 'task'),
    core_settings: isDefault ? true : [],
    default_template: isDefault,
    action_name: actionName(row.action_type, row.action, row.action_rest, world),
    resolved_action_name: actionName(row.resolved_action_type, row.resolved_action, row.resolved_action_rest, world),
    applied_count: appliedCount,
  }
}

export interface AlwaysFlags {
  readonly name: string
  readonly always_email: boolean | null
  readonly always_text: boolean | null
  readonly always_alert: boolean | null
}

/** The short form that rows of agents, checks and tasks carry: the template's name and its "always" flags for that subject. */
export function alwaysFlags(row: AlertTemplate, subject: 'agent' | Subject): AlwaysFlags {
  return {
    name: row.name,
    always_email: row[`${subject}_always_email`],
    always_text: row[`${subject}_always_text`],
    always_alert: row[`${subject}_always_alert`],
  }
}
