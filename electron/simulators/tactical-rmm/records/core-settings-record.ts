import type { TacticalWorld } from '../world.ts'
import { choice, flag, listOf, nullable, reference, text, whole } from './record-fields.ts'
import { newStamps, type Resource, type Stamps } from './record-resource.ts'

/** The one settings object of the server, secrets in clear text as the real server hands them out. */
export interface CoreSettings extends Stamps {
  readonly id: number
  readonly email_alert_recipients: readonly string[]
  readonly sms_alert_recipients: readonly string[]
  readonly twilio_number: string | null
  readonly twilio_account_sid: string | null
  readonly twilio_auth_token: string | null
  readonly smtp_from_email: string
  readonly smtp_from_name: string | null
  readonly smtp_host: string
  readonly smtp_host_user: string
  readonly smtp_host_password: string
  readonly smtp_port: number
  readonly smtp_requires_auth: boolean
  readonly default_time_zone: string
  readonly check_history_prune_days: number
  readonly resolved_alerts_prune_days: number
  readonly agent_history_prune_days: number
  readonly debug_log_prune_days: number
  readonly audit_log_prune_days: number
  readonly report_history_prune_days: number
  readonly agent_debug_level: 'info' | 'warning' | 'error' | 'critical'
  readonly clear_faults_days: number
  readonly mesh_token: string | null
  readonly mesh_username: string | null
  readonly mesh_site: string | null
  readonly mesh_device_group: string | null
  readonly mesh_company_name: string | null
  readonly sync_mesh_with_trmm: boolean
  readonly agent_auto_update: boolean
  readonly date_format: string
  readonly open_ai_token: string | null
  readonly open_ai_model: string
  readonly enable_server_scripts: boolean
  readonly enable_server_webterminal: boolean
  readonly notify_on_info_alerts: boolean
  readonly notify_on_warning_alerts: boolean
  readonly block_local_user_logon: boolean
  readonly sso_enabled: boolean
  readonly default_shell_windows: 'cmd' | 'powershell' | 'custom'
  readonly default_shell_windows_custom: string
  readonly default_shell_linux: 'bash' | 'custom'
  readonly default_shell_linux_custom: string
  readonly default_shell_darwin: 'bash' | 'custom'
  readonly default_shell_darwin_custom: string
  readonly terminal_mode: 'new' | 'legacy'
  readonly workstation_policy: number | null
  readonly server_policy: number | null
  readonly alert_template: number | null
}

const rowIn = (table: string) => reference((world, id) => world.table(table).rows.has(id))
const optional = (initial: string | null = null) => ({ ...nullable(text()), initial })

export const coreSettingsResource: Resource<CoreSettings> = {
  table: 'coreSettings',
  model: 'CoreSettings',
  auditType: 'coresettings',
  stamped: true,
  fields: {
    email_alert_recipients: listOf(text()),
    sms_alert_recipients: listOf(text()),
    twilio_number: optional(),
    twilio_account_sid: optional(),
    twilio_auth_token: optional(),
    smtp_from_email: text({ initial: 'from@example.com' }),
    smtp_from_name: optional(),
    smtp_host: text({ initial: 'smtp.gmail.com' }),
    smtp_host_user: text({ initial: 'admin@example.com' }),
    smtp_host_password: text({ initial: 'changeme' }),
    smtp_port: whole(587),
    smtp_requires_auth: flag(true),
    default_time_zone: text({ initial: 'America/Los_Angeles', filled: true }),
    check_history_prune_days: whole(30),
    resolved_alerts_prune_days: whole(0),
    agent_history_prune_days: whole(60),
    debug_log_prune_days: whole(30),
    audit_log_prune_days: whole(0),
    report_history_prune_days: whole(0),
    agent_debug_level: choice(['info', 'warning', 'error', 'critical'], 'info'),
    clear_faults_days: whole(0),
    mesh_token: optional('practice'),
    mesh_username: optional('practice'),
    mesh_site: optional('https://mesh.example.com'),
    mesh_device_group: optional('TacticalRMM'),
    mesh_company_name: optional(),
    sync_mesh_with_trmm: flag(true),
    agent_auto_update: flag(true),
    date_format: text({ initial: 'MMM-DD-YYYY - HH:mm' }),
    open_ai_token: optional(),
    open_ai_model: text({ initial: 'gpt-3.5-turbo' }),
    enable_server_scripts: flag(true),
    enable_server_webterminal: flag(false),
    notify_on_info_alerts: flag(false),
    notify_on_warning_alerts: flag(true),
    block_local_user_logon: flag(false),
    sso_enabled: flag(false),
    default_shell_windows: choice(['cmd', 'powershell', 'custom'], 'cmd'),
    default_shell_windows_custom: text({ initial: '' }),
    default_shell_linux: choice(['bash', 'custom'], 'bash'),
    default_shell_linux_custom: text({ initial: '' }),
    default_shell_darwin: choice(['bash', 'custom'], 'bash'),
    default_shell_darwin_custom: text({ initial: '' }),
    terminal_mode: choice(['new', 'legacy'], 'new'),
    workstation_policy: rowIn('policies'),
    server_policy: rowIn('policies'),
    alert_template: rowIn('alertTemplates'),
  },
  present: (row) => ({ ...row, all_timezones: ALL_TIME_ZONES }),
}

/** Every time-zone name the server offers. */
export const ALL_TIME_ZONES: readonly string[] = Intl.supportedValuesOf('timeZone')

/** The server's settings; the object with the defaults comes into being on first use. */
export function coreSettings(world: TacticalWorld): CoreSettings {
  const table = world.table<CoreSettings>(coreSettingsResource.table)
  const stored = table.rows.values().next().value
  if (stored) return stored
  const defaults = Object.entries(coreSettingsResource.fields).map(([key, field]) => [key, field.initial])
  return table.insert({ ...newStamps(world, null), ...Object.fromEntries(defaults) } as CoreSettings)
}

/** Changes settings without a caller: used when the practice data is laid out. */
export function keepSettings(world: TacticalWorld, changes: Partial<CoreSettings>): void {
  const settings = coreSettings(world)
  world.table<CoreSettings>(coreSettingsResource.table).rows.set(settings.id, { ...settings, ...changes })
}

interface CodeSigning { readonly id: number; readonly token: string }

/** The stored code-signing token, empty when there is none. */
export const codeSigningToken = (world: TacticalWorld): string =>
  world.table<CodeSigning>('codeSigning').rows.values().next().value?.token ?? ''

export const clearCodeSigningToken = (world: TacticalWorld): void => world.table<CodeSigning>('codeSigning').rows.clear()
