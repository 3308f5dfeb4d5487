import type { FleetDevice } from '../../fleet/fleet.ts'
import { auditDevice } from '../device-audit.ts'
import { awaitDevice } from '../device-presence.ts'
import { executeCommand, executeScript, sendScript, type ScriptOrder } from '../execute.ts'
import { storeFieldValue } from '../field-values.ts'
import { addHistory, finishScript, type HistoryEntry } from '../history.ts'
import { addNote } from '../notes.ts'
import { bodyOf, needed, neededNumber, type Body } from '../records/call-body.ts'
import { coreSettings } from '../records/core-settings-record.ts'
import type { CustomField } from '../records/custom-field-records.ts'
import { noSuch } from '../records/record-resource.ts'
import { scriptsOf, withSnippets, type Script } from '../records/script-records.ts'
import { runServerScript } from '../records/server-script.ts'
import { fillVariables } from '../records/template-variables.ts'
import { json, refused, route, type Handler, type Reply, type Route } from '../route.ts'
import { onDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'

const UNREACHABLE = 'Unable to contact the agent'

const command: Handler = onDevice(async (device, call, world) => {
  const body = bodyOf(call)
  const [text, asUser] = [String(needed(body, 'cmd')), needed(body, 'run_as_user') === true]
  const timeoutSeconds = neededNumber(body, 'timeout')
  const shell = shellOf(body)
  const { username } = call.caller
  const entry = addHistory(device, { type: 'cmd_run', command: text, username }, world)
  const isUsable = device.platform !== 'windows' || body.shell === 'custom' || ['cmd', 'powershell'].includes(shell)
  // A Windows device breaks on any other shell: it never answers.
  if (!isUsable || !(await awaitDevice(device, world, timeoutSeconds + 2))) {
    if (!isUsable) await pauseFor(timeoutSeconds + 2, world)
    return refused(UNREACHABLE)
  }
  const output = await executeCommand(device, { text, shell, timeoutSeconds, asUser }, world)
  entry.results = output
  auditDevice(call, device, world, 'execute_command', `issued ${shell} command on ${device.hostName}.`, { after: text })
  return json(output)
})

const shellOf = (body: Body): string => {
  const shell = String(needed(body, 'shell'))
  return shell === 'custom' ? String(needed(body, 'custom_shell')) : shell
}

const pauseFor = (seconds: number, world: TacticalWorld): Promise<void> =>
  new Promise((resolve) => { setTimeout(resolve, seconds * 1000 * world.waitScale) })

const runScript: Handler = onDevice(async (device, call, world) => {
  const body = bodyOf(call)
  const script = scriptsOf(world).get(Number(needed(body, 'script')))
  const output = String(needed(body, 'output'))
  const order = orderFrom(body, script, device, world)
  if (!script) return noSuch('Script')
  const { username } = call.caller
  auditDevice(call, device, world, 'execute_script', `ran script: "${script.name}" on ${device.hostName}`, { after: order.arguments })
  if (body.run_on_server === true) return onServer(order, world)
  const collector = output === 'collector' ? collectorOf(body, world) : null
  if (output === 'email' && needed(body, 'emailMode') === 'custom') needed(body, 'emails')
  const run = { type: 'script_run', command: '', username, script: script.id, save_to_agent_note: output === 'note' } as const
  const entry = addHistory(device, { ...run, ...collector?.flags }, world)
  if (!['wait', 'note', 'collector'].includes(output)) {
    sendScript(device, order, entry, world)
    return json(`${script.name} will now be run on ${device.hostName}`)
  }
  const text = await waitForScript(device, order, entry, world)
  if (output === 'note') addNote(device, text, call.caller.userId, world)
  if (collector) storeFieldValue(collector.field, device.id, collector.flags.collector_all_output ? text.trim() : lastLine(text), world)
  return json(text)
})

async function waitForScript(device: FleetDevice, order: ScriptOrder, entry: HistoryEntry, world: TacticalWorld): Promise<string> {
  if (!(await awaitDevice(device, world, order.timeoutSeconds + 3))) return 'timeout'
  const outcome = await executeScript(device, order, world)
  finishScript(entry, outcome)
  return `${outcome.stdout}${outcome.stderr}`
}

/** Reads what every run needs; throws (500) when a key is missing. */
function orderFrom(body: Body, script: Script | undefined, device: FleetDevice, world: TacticalWorld): ScriptOrder {
  const subject = { kind: 'agent', device } as const
  const words = (needed(body, 'args') as readonly string[]).map((word) => fillVariables(word, subject, world))
  const environment = (needed(body, 'env_vars') as readonly string[]).map((entry) => fillVariables(entry, subject, world))
  return {
    code: script ? withSnippets(script.script_body, world) : '', shell: script?.shell ?? 'shell', arguments: words, environment,
    timeoutSeconds: neededNumber(body, 'timeout'), asUser: needed(body, 'run_as_user') === true,
  }
}

interface Collector {
  readonly field: CustomField
  readonly flags: Pick<HistoryEntry, 'custom_field' | 'collector_all_output'>
}

function collectorOf(body: Body, world: TacticalWorld): Collector {
  const field = world.table<CustomField>('customFields').rows.get(neededNumber(body, 'custom_field'))
  if (!field) throw new TypeError('no such custom field')
  return { field, flags: { custom_field: field.id, collector_all_output: needed(body, 'save_all_output') === true } }
}

const lastLine = (text: string): string => text.trim().split(/\r?\n/).at(-1) ?? ''

async function onServer(order: ScriptOrder, world: TacticalWorld): Promise<Reply> {
  if (!coreSettings(world).enable_server_scripts) return refused('This feature is disabled.')
  return json(await runServerScript(order.code, order.timeoutSeconds, world.fleet))
}

const testScript: Handler = onDevice(async (device, call, world) => {
  const body = bodyOf(call)
  const [code, shell] = [String(needed(body, 'code')), String(needed(body, 'shell'))]
  const order = { ...orderFrom(body, undefined, device, world), code: withSnippets(code, world), shell }
  auditDevice(call, device, world, 'execute_script', `tested a script on ${device.hostName}`, { after: code })
  if (!(await awaitDevice(device, world, order.timeoutSeconds))) return json('timeout')
  const { execution_time, ...outcome } = await executeScript(device, order, world)
  return json({ ...outcome, execution_time, id: 0 })
})

/** E20–E22. */
export const commandRoutes: readonly Route[] = [
  route('POST', '/agents/:agentId/cmd/', 'can_send_cmd', command),
  route('POST', '/agents/:agentId/runscript/', 'can_run_scripts', runScript),
  route('POST', '/scripts/:agentId/test/', 'can_run_scripts', testScript),
]
