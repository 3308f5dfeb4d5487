import { usersOf, type UserPreferences } from '../people.ts'
import { bodyOf } from '../records/call-body.ts'
import { coreSettings } from '../records/core-settings-record.ts'
import { json, route, type Handler, type Route } from '../route.ts'

const WEB_BUILD = '0.0.203'

const dashInfo: Handler = ({ caller }, world) => {
  const user = usersOf(world).rows.get(caller.userId)!
  const { agent_dblclick_action: action, ...preferences } = user.preferences
  const settings = coreSettings(world)
  return json({
    trmm_version: world.serverVersion, latest_trmm_ver: world.serverVersion, ...preferences, dbl_click_action: action, hosted: false,
    date_format: user.date_format, default_date_format: settings.date_format, token_is_expired: false,
    open_ai_integration_enabled: Boolean(settings.open_ai_token),
    run_cmd_placeholder_text: {
      cmd: 'rmdir /S /Q C:\\Temp\\old', powershell: 'Remove-Item -Recurse -Force C:\\Temp\\old', shell: 'rm -rf /tmp/old',
    },
    server_scripts_enabled: settings.enable_server_scripts, web_terminal_enabled: settings.enable_server_webterminal,
    block_local_user_logon: settings.block_local_user_logon, sso_enabled: settings.sso_enabled,
  })
}

const editPreferences: Handler = (call, world) => {
  const user = usersOf(world).rows.get(call.caller.userId)!
  const body = bodyOf(call)
  const known = Object.keys(user.preferences).filter((key) => key in body)
  user.preferences = { ...user.preferences, ...Object.fromEntries(known.map((key) => [key, body[key]])) } as UserPreferences
  if (typeof body.block_dashboard_login === 'boolean') user.block_dashboard_login = body.block_dashboard_login
  if ('date_format' in body) user.date_format = body.date_format as string | null
  return json('ok')
}

/** E1, E7–E9 and the sign-on configuration. */
export const serverBasicsRoutes: readonly Route[] = [
  route('GET', '/', 'public', () => json({ status: 'ok' })),
  route('GET', '/core/version/', null, () => json(WEB_BUILD)),
  route('GET', '/core/dashinfo/', null, dashInfo),
  route('PATCH', '/accounts/users/ui/', null, editPreferences),
  route('GET', '/_allauth/browser/v1/config/', 'public', () => json({ status: 200, data: { socialaccount: { providers: [] } } })),
]
