import type { FleetDevice } from '../../fleet/fleet.ts'
import { random, share } from '../../fleet/random.ts'
import { enrolledAt } from '../device-record.ts'
import type { TacticalWorld } from '../world.ts'
import { BLANK_CHECK, type Check } from './check-records.ts'
import { createDerivedStore, derivedId, perWorld } from './derived-store.ts'
import type { Stamps } from './record-resource.ts'
import { scriptsOf } from './script-records.ts'
import { wireMoment } from './wire-moment.ts'

const services = [
  ['Spooler', 'Print Spooler'], ['W32Time', 'Windows Time'], ['LanmanServer', 'Server'], ['Schedule', 'Task Scheduler'],
] as const

const events = [
  ['Disk errors', 'System', 7, 'ERROR'], ['Unexpected shutdown', 'System', 41, 'ERROR'],
  ['Service crashed', 'System', 7034, 'ERROR'], ['Application hang', 'Application', 1002, 'ERROR'],
] as const

type Draft = Partial<Check> & Pick<Check, 'check_type'>

/** All checks: those devices have by nature, those of policies, and what callers made of them. */
export const checkStore = perWorld((world) =>
  createDerivedStore<Check>(world, 'checks', (device) => naturalChecks(device, world)))

function naturalChecks(device: FleetDevice, world: TacticalWorld): readonly Check[] {
  const created = wireMoment(enrolledAt(device, world))
  const stamps: Stamps = { created_by: 'practice', created_time: created, modified_by: 'practice', modified_time: created }
  return drafts(device, world).map(([slot, draft]) => ({
    ...BLANK_CHECK, ...stamps, dashboard_alert: share(device.seed, 'alerting', slot) < 0.7, ...draft,
    id: derivedId(device, slot), agent: device.id,
  }))
}

function* slots(device: FleetDevice, world: TacticalWorld): Generator<readonly [number, Draft | false]> {
  const source = random(device.seed, 'checks')
  const always = device.kind === 'server' || device.specimen !== null
  const has = (probability: number): boolean => source.chance(probability) || always
  const isWindows = device.platform === 'windows'
  const followsPoliciesOnly = source.chance(0.15) && !always
  if (followsPoliciesOnly) return
  yield [0, { check_type: 'diskspace', disk: isWindows ? 'C:' : '/', warning_threshold: 15, error_threshold: 8 }]
  yield [1, has(0.7) && { check_type: 'cpuload', warning_threshold: 70, error_threshold: 90 }]
  yield [2, has(0.7) && { check_type: 'memory', warning_threshold: 85, error_threshold: 93 }]
  yield [3, has(0.2) && { check_type: 'ping', name: 'Gateway', ip: '192.168.10.1', alert_severity: 'error', fails_b4_alert: 2 }]
  for (const slot of [4, 5]) yield [slot, has(0.3) && isWindows && serviceDraft(device, slot)]
  yield [6, has(0.4) && scriptDraft(device, world)]
  yield [7, has(0.2) && isWindows && eventDraft(device)]
}

const drafts = (device: FleetDevice, world: TacticalWorld): readonly (readonly [number, Draft])[] =>
  [...slots(device, world)].filter((entry): entry is readonly [number, Draft] => entry[1] !== false)

function serviceDraft(device: FleetDevice, slot: number): Draft {
  const [name, label] = services[slot === 4 ? 0 : 1 + (device.seed % 3)]!
  return {
    check_type: 'winsvc', svc_name: name, svc_display_name: label, pass_if_start_pending: true,
    restart_if_stopped: slot === 5, alert_severity: 'error',
  }
}

function eventDraft(device: FleetDevice): Draft {
  const [name, log, id, type] = events[device.seed % events.length]!
  return {
    check_type: 'eventlog', name, log_name: log, event_id: id, event_type: type, fail_when: 'contains', search_last_days: 1,
    alert_severity: 'warning',
  }
}

function scriptDraft(device: FleetDevice, world: TacticalWorld): Draft | false {
  const fitting = [...scriptsOf(world).values()].filter(({ category, supported_platforms: platforms }) =>
    category === 'Checks' && platforms?.includes(device.platform))
  const script = fitting[device.seed % Math.max(1, fitting.length)]
  return script
    ? {
      check_type: 'script', script: script.id, script_args: script.args, env_vars: script.env_vars,
      timeout: script.default_timeout, warning_return_codes: [2],
    }
    : false
}
