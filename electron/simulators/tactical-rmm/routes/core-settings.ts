import { removePending, type PendingAction } from '../pending-actions.ts'
import { json, refused, route, type Handler, type Reply, type Route } from '../route.ts'
import type { TacticalWorld } from '../world.ts'
import { alertRecords } from '../records/alert-records.ts'
import { auditRecords } from '../records/audit-trail.ts'
import { bodyOf, listIn, needed, neededNumber } from '../records/call-body.ts'
import { coreSettings, coreSettingsResource } from '../records/core-settings-record.ts'
import { editRow, presented } from '../records/record-resource.ts'
import { runServerScript } from '../records/server-script.ts'

const read: Handler = (_call, world) => json(presented(coreSettingsResource, coreSettings(world), world))

const edit: Handler = (call, world) => {
  const outcome = editRow(coreSettingsResource, coreSettings(world), bodyOf(call), call, world)
  return 'refusal' in outcome ? outcome.refusal : json('ok')
}

const emailTest: Handler = (_call, world) =>
  coreSettings(world).email_alert_recipients.length === 0
    ? refused('There needs to be at least one email recipient configured')
    : json('Email Test OK!')

const smsTest: Handler = (_call, world) => {
  const { sms_alert_recipients: recipients, twilio_auth_token: token } = coreSettings(world)
  if (recipients.length === 0) return refused('There needs to be at least one sms recipient configured')
  return token ? json('SMS Test sent successfully!') : refused('Unable to create record: Authentication Error - No credentials provided')
}

const maintenance: Handler = (call, world) => {
  const body = bodyOf(call)
  const action = needed(body, 'action')
  if (action === 'reload_nats') return json('Nats configuration was reloaded successfully')
  if (action === 'rm_orphaned_tasks') return json('The task has been initiated. Check the Debug Log in the UI for progress.')
  return action === 'prune_db' ? prune(body, world) : refused('The data is incorrect')
}

function prune(body: Readonly<Record<string, unknown>>, world: TacticalWorld): Reply {
  needed(body, 'prune_tables')
  const tables = listIn(body, 'prune_tables')
  const pruned: Readonly<Record<string, () => number>> = {
    audit_logs: () => emptied(auditRecords(world).rows),
    alerts: () => emptied(alertRecords(world).rows),
    pending_actions: () => pendingActions(world).map((action) => removePending(action, world)).length,
  }
  const count = tables.reduce((sum: number, name) => sum + (pruned[String(name)]?.() ?? 0), 0)
  return json(`${count} records were pruned from the database`)
}

function emptied(rows: Map<number, unknown>): number {
  const { size } = rows
  rows.clear()
  return size
}

const pendingActions = (world: TacticalWorld) => [...world.table<PendingAction>('pendingActions').rows.values()]

const testServerScript: Handler = async (call, world) => {
  if (!coreSettings(world).enable_server_scripts) return refused('This feature is disabled.')
  const body = bodyOf(call)
  const code = String(needed(body, 'code'))
  for (const key of ['args', 'env_vars', 'shell']) needed(body, key)
  const timeout = neededNumber(body, 'timeout')
  return code.startsWith('#!') ? json(await runServerScript(code, timeout, world.fleet)) : refused('Missing shebang!')
}

const webTerminal: Handler = (_call, world) =>
  coreSettings(world).enable_server_webterminal
    ? json('ok')
    : json('This feature is disabled. It can be enabled in Global Settings.', 412)

const generate: Handler = (call, world) => {
  const { open_ai_token: token } = coreSettings(world)
  if (!token) return refused('Open AI API Key not found. Open Global Settings > Open AI.')
  return refused(`Unable to contact the text generation service for: ${String(needed(bodyOf(call), 'prompt')).slice(0, 40)}`)
}

/** The monitoring status; a practice server has no monitoring token, so every caller is turned away. */
const status: Handler = () => ({
  kind: 'file', status: 401, contentType: 'text/plain', bytes: new TextEncoder().encode('Invalid token'),
})

/** Core settings and the server's own tools (E137–E142, E163–E165, E170). */
export const coreSettingsRoutes: readonly Route[] = [
  route('GET', '/core/settings/', 'can_view_core_settings', read),
  route('PUT', '/core/settings/', 'can_edit_core_settings', edit),
  route('POST', '/core/emailtest/', 'can_edit_core_settings', emailTest),
  route('POST', '/core/smstest/', 'can_edit_core_settings', smsTest),
  route('POST', '/core/servermaintenance/', 'can_do_server_maint', maintenance),
  route('GET', '/core/clearcache/', 'can_do_server_maint', () => json('Cache was cleared!')),
  route('POST', '/core/serverscript/test/', 'can_run_server_scripts', testServerScript),
  route('POST', '/core/webtermperms/', 'can_use_webterm', webTerminal),
  route('POST', '/core/openai/generate/', null, generate),
  route('GET', '/core/v2/status/', 'public', status),
]
