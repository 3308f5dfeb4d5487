import type { FleetDevice } from '../../fleet/fleet.ts'
import { recordOf } from '../device-record.ts'
import { placeRecord } from '../place-record.ts'
import type { TacticalWorld } from '../world.ts'
import { alertTemplates, type AlertTemplate } from './alert-template-records.ts'
import { runsOn, type Check } from './check-records.ts'
import { coreSettings } from './core-settings-record.ts'
import { checkStore } from './natural-checks.ts'
import { taskStore } from './natural-tasks.ts'
import { activePolicies, applyPolicies, inheritChecks, LEVELS, type AppliedPolicies, type Level } from './policy-inheritance.ts'
import { patchPolicyOf, policiesOf, type PatchPolicy } from './policy-records.ts'
import type { Task } from './task-records.ts'

const kindKey = (kind: 'server' | 'workstation') => `${kind}_policy` as const

/** The automation policies that apply to a device, by the level they come from. */
export function appliedPolicies(world: TacticalWorld, device: FleetDevice): AppliedPolicies {
  const client = world.fleet.clientOf(device)
  const own = recordOf(device, world)
  const site = placeRecord('site', device.siteId, world)
  const above = placeRecord('client', client.id, world)
  const kind = kindKey(own.monitoring_type)
  const find = (id: number | null) => (id === null ? undefined : policiesOf(world).get(id))
  return applyPolicies({
    device: { id: device.id, siteId: device.siteId, clientId: client.id },
    candidates: {
      agent_policy: find(own.policy),
      site_policy: find(site[kind]),
      client_policy: find(above[kind]),
      default_policy: find(coreSettings(world)[kind]),
    },
    blocks: { device: own.block_policy_inheritance, site: site.block_policy_inheritance, client: above.block_policy_inheritance },
  })
}

/** A device's own checks and those it inherits, as its list shows them. */
export function checksOf(world: TacticalWorld, device: FleetDevice): readonly Check[] {
  const policies = activePolicies(appliedPolicies(world, device))
  return inheritChecks(checkStore(world).ofDevice(device), policies, (policy) =>
    checkStore(world).ofPolicy(policy.id).filter((check) => runsOn(check, device.platform, world)))
}

/** A device's own tasks and those of its policies that support its platform. */
export function tasksOf(world: TacticalWorld, device: FleetDevice): readonly Task[] {
  const inherited = activePolicies(appliedPolicies(world, device)).flatMap((policy) => taskStore(world).ofPolicy(policy.id))
  const fitting = inherited.filter((task) => task.task_supported_platforms.includes(device.platform))
  return [...taskStore(world).ofDevice(device), ...fitting]
}

/** The patch policy of the nearest active policy that has one; undefined when none does. */
export function inheritedPatchPolicy(world: TacticalWorld, device: FleetDevice): PatchPolicy | undefined {
  for (const policy of activePolicies(appliedPolicies(world, device))) {
    const found = patchPolicyOf(world, policy.id)
    if (found) return found
  }
  return undefined
}

/**
 * The alert template a device follows: from its own policy, then site policy, site, client policy, client, default policy,
 * server settings. Inactive templates and those that exclude the device are passed over.
 */
export function alertTemplateOf(world: TacticalWorld, device: FleetDevice): AlertTemplate | null {
  const applied = appliedPolicies(world, device)
  const fromPolicy = (level: Level) => (applied[level]?.active ? applied[level].alert_template : null)
  const place = { site: device.siteId, client: world.fleet.clientOf(device).id } as const
  const candidates = [
    fromPolicy(LEVELS[0]),
    fromPolicy(LEVELS[1]), placeRecord('site', place.site, world).alert_template,
    fromPolicy(LEVELS[2]), placeRecord('client', place.client, world).alert_template,
    fromPolicy(LEVELS[3]), coreSettings(world).alert_template,
  ]
  for (const id of candidates) {
    const template = id === null ? undefined : alertTemplates(world).get(id)
    if (template?.is_active && !excludesDevice(template, device, recordOf(device, world).monitoring_type, place.client)) return template
  }
  return null
}

const excludesDevice = (template: AlertTemplate, device: FleetDevice, kind: 'server' | 'workstation', clientId: number): boolean =>
  (kind === 'server' ? template.exclude_servers : template.exclude_workstations) ||
  template.excluded_agents.includes(device.id) || template.excluded_sites.includes(device.siteId) ||
  template.excluded_clients.includes(clientId)
