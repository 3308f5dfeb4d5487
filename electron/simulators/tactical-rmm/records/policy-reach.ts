import type { FleetDevice } from '../../fleet/fleet.ts'
import { changeRecord, recordOf } from '../device-record.ts'
import { changedPlaces, changePlace, type PlaceKind } from '../place-record.ts'
import type { TacticalWorld } from '../world.ts'
import { coreSettings, keepSettings } from './core-settings-record.ts'
import { appliedPolicies } from './device-policies.ts'
import { checkStore } from './natural-checks.ts'
import { taskStore } from './natural-tasks.ts'
import { LEVELS } from './policy-inheritance.ts'
import { policiesOf, type PatchPolicy, type Policy } from './policy-records.ts'

type PolicyKey = 'server_policy' | 'workstation_policy'
const POLICY_KEYS: readonly PolicyKey[] = ['server_policy', 'workstation_policy']

/** How many devices each policy reaches, by policy id. */
export function reachCounts(world: TacticalWorld): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const device of world.fleet.devices()) {
    for (const id of reachedBy(device, world)) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** Every device a policy reaches. */
export function* devicesReached(policyId: number, world: TacticalWorld): Generator<FleetDevice> {
  for (const device of world.fleet.devices()) if (reachedBy(device, world).has(policyId)) yield device
}

function reachedBy(device: FleetDevice, world: TacticalWorld): ReadonlySet<number> {
  const applied = appliedPolicies(world, device)
  return new Set(LEVELS.flatMap((level) => applied[level]?.id ?? []))
}

/** Devices a policy is assigned to directly. */
export function* devicesAssigned(policyId: number, world: TacticalWorld): Generator<FleetDevice> {
  for (const device of world.fleet.devices()) if (recordOf(device, world).policy === policyId) yield device
}

/** Ids of existing clients or sites that have a policy for a kind of device. */
export function placesAssigned(kind: PlaceKind, key: PolicyKey, policyId: number, world: TacticalWorld): readonly number[] {
  const existing = kind === 'client' ? world.fleet.places.clients : world.fleet.places.sites
  return [...changedPlaces(kind, world)].filter(([id, place]) => place[key] === policyId && existing.has(id)).map(([id]) => id)
}

/** Copies the checks and tasks of one policy to another. */
export function copyContents(from: number, to: Policy, world: TacticalWorld): void {
  const copies = new Map<number, number>()
  for (const check of checkStore(world).ofPolicy(from)) copies.set(check.id, checkStore(world).add({ ...check, policy: to.id }).id)
  for (const task of taskStore(world).ofPolicy(from)) {
    const assigned_check = task.assigned_check === null ? null : (copies.get(task.assigned_check) ?? null)
    taskStore(world).add({ ...task, policy: to.id, assigned_check })
  }
}

/** Takes a removed policy out of everything it was assigned to and removes what it owned. */
export function forgetPolicy({ id }: Policy, username: string, world: TacticalWorld): void {
  for (const check of checkStore(world).ofPolicy(id)) checkStore(world).remove(check)
  for (const task of taskStore(world).ofPolicy(id)) taskStore(world).remove(task)
  const patches = world.table<PatchPolicy>('patchPolicies').rows
  for (const patch of patches.values()) if (patch.policy === id) patches.delete(patch.id)
  // A changed device moves to the end of the fleet's list, so the list must be complete before the first change.
  const devices = [...devicesAssigned(id, world)]
  for (const device of devices) changeRecord(device, { policy: null }, username, world)
  for (const key of POLICY_KEYS) {
    if (coreSettings(world)[key] === id) keepSettings(world, { [key]: null })
    for (const kind of ['client', 'site'] as const) {
      for (const place of placesAssigned(kind, key, id, world)) changePlace(kind, place, { [key]: null }, null, world)
    }
  }
}

/** A policy by id, or null. */
export const policyOrNull = (id: number | null, world: TacticalWorld): Policy | null =>
  (id === null ? null : (policiesOf(world).get(id) ?? null))
