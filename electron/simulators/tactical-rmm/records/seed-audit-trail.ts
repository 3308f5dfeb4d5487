import { random } from '../../fleet/random.ts'
import type { TacticalWorld } from '../world.ts'
import { auditRecords, type AuditAction } from './audit-trail.ts'
import { wireMoment } from './wire-moment.ts'

const MOST = 400

const deeds: readonly (readonly [AuditAction, string, string])[] = [
  ['view', 'agent', 'viewed'], ['remote_session', 'agent', 'used MeshCentral to connect to'], ['modify', 'agent', 'modified agent'],
  ['execute_command', 'agent', 'issued powershell command on'], ['execute_script', 'agent', 'ran script Clear Print Spooler on'],
  ['check_run', 'agent', 'ran checks on'],
]

/** Writes what people did in the two weeks before the start: more for larger fleets, at most 400 entries. */
export function seedAuditTrail(world: TacticalWorld): void {
  const source = random(world.fleet.seed, 'audit')
  const count = Math.min(MOST, 40 + Math.floor(world.fleet.size / 10))
  const times = Array.from({ length: count }, () => source.next() * 14 * 86_400_000).sort((left, right) => right - left)
  for (const ago of times) {
    const [action, object_type, words] = source.pick(deeds)
    const device = world.fleet.byId(source.whole(1, Math.max(1, world.fleet.size)))
    const username = source.pick(['practice', 'mira', 'tobias'])
    auditRecords(world).insert({
      entry_time: wireMoment(Math.floor(world.fleet.startedAt - ago)), ip_address: '198.51.100.7', username, action, object_type,
      device: device?.id ?? null, before_value: null, after_value: action === 'execute_command' ? 'Get-Date' : null,
      message: `${username} ${words} ${device?.hostName ?? 'a device'}.`, debug_info: { ip: '198.51.100.7' },
    })
  }
}
