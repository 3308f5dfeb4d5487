import type { FleetDevice } from '../../fleet/fleet.ts'
import { auditDevice } from '../device-audit.ts'
import { effectiveShell, meshNode } from '../device-detail.ts'
import { recordOf } from '../device-record.ts'
import { awaitDevice, statusOf } from '../device-presence.ts'
import { hasVersion } from '../device-version.ts'
import { bodyOf, needed } from '../records/call-body.ts'
import { coreSettings } from '../records/core-settings-record.ts'
import { json, refused, route, type Handler, type Route } from '../route.ts'
import { onDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'

const place = (device: FleetDevice, world: TacticalWorld): { readonly client: string; readonly site: string } =>
  ({ client: world.fleet.clientOf(device).name, site: world.fleet.siteOf(device).name })

const links: Handler = onDevice((device, call, world) => {
  auditDevice(call, device, world, 'remote_session', `used MeshCentral to access ${device.hostName}`)
  const base = coreSettings(world).mesh_site ?? 'https://mesh.example.com'
  const link = (mode: number): string => `${base}/?login=practice-token&gotonode=${meshNode(device) ?? 'None'}&viewmode=${mode}&hide=31`
  const links = { control: link(11), terminal: link(12), file: link(13) }
  return json({ hostname: device.hostName, ...links, status: statusOf(device, world), ...place(device, world) })
})

const recover: Handler = onDevice(async (device, call, world) => {
  const mode = needed(bodyOf(call), 'mode')
  if (mode === 'tacagent') return json('Recovery will be attempted shortly')
  if (mode === 'mesh' && !(await awaitDevice(device, world, 60))) return refused('Unable to complete recovery: timeout')
  return json('Successfully completed recovery')
})

const repairMesh: Handler = onDevice(async (device, _call, world) =>
  (await awaitDevice(device, world, 90)) ? json(`Repaired mesh agent on ${device.hostName}`) : refused('Unable to contact the agent'))

const vnc: Handler = onDevice((device, { params }, world) => {
  const node = meshNode(device)
  if (node === null) return refused('Missing mesh node id')
  const base = coreSettings(world).mesh_site ?? 'https://mesh.example.com'
  const relay = `wss://mesh.example.com/meshrelay.ashx?auth=practice&node=${node}&port=${params.port}`
  return json({ hostname: device.hostName, vnc: `${base}/novnc/vnc.html?ws=${relay}`, ...place(device, world) })
})

const terminalDefaults: Handler = onDevice((device, _call, world) => {
  const shell = effectiveShell(device, world)
  return json({
    agent_id: device.key, hostname: device.hostName, plat: device.platform, default_shell: recordOf(device, world).default_shell,
    resolved_default_shell: shell, effective_default_shell: shell, terminal_mode: coreSettings(world).terminal_mode,
    supports_new_terminal: hasVersion(device, 11, world),
  })
})

/** E31–E36. */
export const remoteControlRoutes: readonly Route[] = [
  route('POST', '/agents/:agentId/recover/', 'can_recover_agents', recover),
  route('GET', '/agents/bulkrecovery/', 'can_recover_agents', () => json('Agents will now be recovered')),
  route('GET', '/agents/:agentId/meshcentral/', 'can_use_mesh', links),
  route('POST', '/agents/:agentId/meshcentral/recover/', 'can_use_mesh', repairMesh),
  route('POST', '/agents/:agentId/meshcentral/', 'can_use_mesh', repairMesh),
  route('GET', '/agents/:agentId/:port(int)/webvnc/', 'can_use_mesh', vnc),
  route('GET', '/agents/:agentId/terminal-defaults/', 'can_use_terminal', terminalDefaults),
]
