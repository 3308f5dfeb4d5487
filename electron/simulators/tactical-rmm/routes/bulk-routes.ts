import type { FleetDevice } from '../../fleet/fleet.ts'
import { isReachable } from '../../fleet/power.ts'
import { installApproved } from '../../fleet/updates.ts'
import { bulkTargets } from '../bulk-targets.ts'
import { sendCommand, sendScript } from '../execute.ts'
import { addHistory } from '../history.ts'
import { writeAudit } from '../records/audit-trail.ts'
import { bodyOf, needed, neededNumber, type Body } from '../records/call-body.ts'
import { scriptsOf, withSnippets } from '../records/script-records.ts'
import { fillVariables } from '../records/template-variables.ts'
import { json, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import type { TacticalWorld } from '../world.ts'

const LOOK = 'Check the History tab on the agent to view the results.'

const bulk: Handler = (call, world) => {
  const body = bodyOf(call)
  const mode = String(needed(body, 'mode'))
  const devices = bulkTargets(body, call.caller, world)
  if (typeof devices === 'string') return refused(devices)
  const act = { command: bulkCommand, script: bulkScript, patch: bulkPatch }[mode]
  if (!act) return refused('Something went wrong')
  const reply = act(devices, body, call, world)
  const message = `${call.caller.username} ran a bulk ${mode} on ${devices.length} agents`
  writeAudit(world, call, { action: 'bulk_action', objectType: 'bulk', after: body, message })
  return reply
}

type Act = (devices: readonly FleetDevice[], body: Body, call: Call, world: TacticalWorld) => Reply

const limitsOf = (body: Body): { readonly timeoutSeconds: number; readonly asUser: boolean } =>
  ({ timeoutSeconds: neededNumber(body, 'timeout'), asUser: needed(body, 'run_as_user') === true })

const bulkCommand: Act = (devices, body, { caller: { username } }, world) => {
  const shell = needed(body, 'shell') === 'custom' ? String(needed(body, 'custom_shell')) : String(body.shell)
  const order = { text: String(needed(body, 'cmd')), shell, ...limitsOf(body) }
  for (const device of devices) sendCommand(device, order, addHistory(device, { type: 'cmd_run', command: order.text, username }, world), world)
  return json(`Command will now be run on ${devices.length} agents. ${LOOK}`)
}

const bulkScript: Act = (devices, body, { caller: { username } }, world) => {
  const script = scriptsOf(world).get(neededNumber(body, 'script'))
  if (!script) return { kind: 'json', status: 404, value: { detail: 'No Script matches the given query.' } }
  const [words, environment] = [needed(body, 'args') as readonly string[], needed(body, 'env_vars') as readonly string[]]
  const plain = { code: withSnippets(script.script_body, world), shell: script.shell, ...limitsOf(body) }
  for (const device of devices) {
    if (script.supported_platforms?.length && !script.supported_platforms.includes(device.platform)) continue
    const fill = (text: string): string => fillVariables(text, { kind: 'agent', device }, world)
    const entry = addHistory(device, { type: 'script_run', command: '', username, script: script.id }, world)
    sendScript(device, { ...plain, arguments: words.map(fill), environment: environment.map(fill) }, entry, world)
  }
  return json(`${script.name} will now be run on ${devices.length} agents. ${LOOK}`)
}

const bulkPatch: Act = (devices, body, _call, world) => {
  if (needed(body, 'patchMode') === 'scan') return json(`Patch status scan will now run on ${devices.length} agents`)
  for (const device of devices) if (isReachable(device, world.fleet)) installApproved(device, world.fleet, false)
  return json(`Pending updates will now be installed on ${devices.length} agents`)
}

/** E24. */
export const bulkRoutes: readonly Route[] = [route('POST', '/agents/actions/bulk/', 'can_run_bulk', bulk)]
