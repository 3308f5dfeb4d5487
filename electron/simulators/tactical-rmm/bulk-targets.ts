import type { FleetDevice } from '../fleet/fleet.ts'
import { recordOf } from './device-record.ts'
import { needed, type Body } from './records/call-body.ts'
import type { Caller } from './route.ts'
import { visibleDevices } from './scope.ts'
import type { TacticalWorld } from './world.ts'

/** The devices a bulk action means, or the sentence that refuses it. Throws (500) when a key is missing. */
export function bulkTargets(body: Body, caller: Caller, world: TacticalWorld): readonly FleetDevice[] | string {
  const target = String(needed(body, 'target'))
  const [kind, platform] = [needed(body, 'monType'), needed(body, 'osType')]
  const listed = new Set(needed(body, 'agents') as readonly string[])
  if (target === 'agents' && !listed.size) return 'Must select at least 1 agent'
  const isTarget = targetTest(target, body, listed, world)
  if (!isTarget) return 'Something went wrong'
  const devices = [...visibleDevices(caller, world)].filter((device) =>
    isTarget(device) && fitsKind(device, kind, world) && (platform === 'all' || device.platform === platform))
  return devices.length ? devices : 'No agents were found meeting the selected criteria'
}

function targetTest(target: string, body: Body, listed: ReadonlySet<string>, world: TacticalWorld): ((device: FleetDevice) => boolean) | null {
  switch (target) {
    case 'all': return () => true
    case 'agents': return (device) => listed.has(device.key)
    case 'site': { const site = needed(body, 'site'); return (device) => device.siteId === site }
    case 'client': { const client = needed(body, 'client'); return (device) => world.fleet.siteOf(device).clientId === client }
    default: return null
  }
}

function fitsKind(device: FleetDevice, kind: unknown, world: TacticalWorld): boolean {
  const { monitoring_type: type } = recordOf(device, world)
  return kind === 'servers' ? type === 'server' : kind === 'workstations' ? type === 'workstation' : true
}
