import type { FleetDevice } from '../../fleet/fleet.ts'
import { installPackage, packageNames, softwareOf, uninstall, type InstalledSoftware } from '../../fleet/software.ts'
import { auditDevice } from '../device-audit.ts'
import { rowPieces } from '../device-row.ts'
import { awaitDevice } from '../device-presence.ts'
import { sendCommand } from '../execute.ts'
import { addHistory } from '../history.ts'
import { addPending } from '../pending-actions.ts'
import { bodyOf, needed, neededNumber } from '../records/call-body.ts'
import { forbidden, json, refused, route, type Handler, type Route } from '../route.ts'
import { isAllowed, onDevice, visibleDevices } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'

const UNREACHABLE = 'Unable to contact the agent'

const ofDevice: Handler = onDevice((device, _call, world) => json(shownList(device, world) ?? []))

const all: Handler = (call, world) => {
  const having = [...visibleDevices(call.caller, world)].filter((device) => device.platform === 'windows' && softwareOf(device, world.fleet).length)
  return { kind: 'json-pieces', status: 200, pieces: rowPieces(having, (device) => JSON.stringify(shownList(device, world))) }
}

function shownList(device: FleetDevice, world: TacticalWorld): unknown {
  const software = softwareOf(device, world.fleet)
  return software.length ? { id: device.id, agent: device.id, software: software.map((program) => shownProgram(program, device)) } : null
}

function shownProgram(program: InstalledSoftware, device: FleetDevice): unknown {
  const { name, version, publisher, installedAt, megabytes, location, uninstall: command } = program
  // Records of old software know only two members.
  if (device.oddities.oldHardware) return { name, version }
  return {
    name, version, publisher, install_date: installedAt === null ? '01-1-01' : dateText(installedAt),
    size: megabytes ? `${megabytes}.${megabytes % 10} MB` : '0 B', source: '', location, uninstall: command,
  }
}

/** `YYYY-M-DD`: the month is not padded. */
function dateText(at: number): string {
  const date = new Date(at)
  return `${date.getUTCFullYear()}-${date.getUTCMonth() + 1}-${String(date.getUTCDate()).padStart(2, '0')}`
}

const refresh: Handler = onDevice(async (device, _call, world) => {
  if (device.platform !== 'windows') return refused(`Not available for ${device.platform}`)
  return (await awaitDevice(device, world, 15)) ? json('ok') : refused(UNREACHABLE)
})

const install: Handler = onDevice(async (device, call, world) => {
  const name = String(needed(bodyOf(call), 'name'))
  if (device.platform !== 'windows') return refused(`Not available for ${device.platform}`)
  if (!(await awaitDevice(device, world, 2))) return refused(UNREACHABLE)
  const isKnown = installPackage(device, name, world.fleet)
  const output = isKnown
    ? `Chocolatey v2.2.2\nInstalling the following packages:\n${name}\nThe install of ${name} was successful.\n`
    : `${name} was not found with the source(s) listed.\n`
  addPending(device, {
    action_type: 'chocoinstall', details: { name, output: null, installed: false }, dueAt: world.now() + 45_000 * world.waitScale,
    outcome: { output, installed: isKnown },
  }, world)
  auditDevice(call, device, world, 'execute_command', `installed ${name} on ${device.hostName}`, { after: name })
  return json(`${name} will be installed shortly on ${device.hostName}. Check the Pending Actions menu to see the status/output`)
})

const remove: Handler = onDevice((device, call, world) => {
  const body = bodyOf(call)
  if (!isAllowed(call.caller, 'can_send_cmd')) return forbidden()
  const [name, command] = [String(needed(body, 'name')), String(needed(body, 'command'))]
  const order = { text: command, shell: 'cmd', timeoutSeconds: neededNumber(body, 'timeout'), asUser: needed(body, 'run_as_user') === true }
  if (/tacticalagent/i.test(command) && /unins/i.test(command)) return refused('The Tactical RMM Agent cannot be uninstalled from here.')
  const { username } = call.caller
  sendCommand(device, order, addHistory(device, { type: 'cmd_run', command, username }, world), world)
  uninstall(device, name, world.fleet)
  auditDevice(call, device, world, 'execute_command', `uninstalled ${name} on ${device.hostName}`, { after: command })
  return json(`${name} will now be uninstalled on ${device.hostName}.`)
})

/** E85–E90. */
export const softwareRoutes: readonly Route[] = [
  route('GET', '/software/', 'can_list_software', all),
  route('GET', '/software/chocos/', null, () => json(packageNames().map((name) => ({ name })))),
  route('GET', '/software/:agentId/', 'can_list_software', ofDevice),
  route('PUT', '/software/:agentId/', 'can_manage_software', refresh),
  route('POST', '/software/:agentId/', 'can_manage_software', install),
  route('POST', '/software/:agentId/uninstall/', 'can_manage_software', remove),
]
