import { json, route, type Handler, type Route } from '../route.ts'
import { lightRow } from '../device-row.ts'
import { placeRecord } from '../place-record.ts'
import { canSeeDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { bodyOf } from '../records/call-body.ts'
import { coreSettings } from '../records/core-settings-record.ts'
import { clientMini, siteMini } from '../records/place-presenter.ts'
import { patchPolicyOf, policiesOf, policyResource, type Policy } from '../records/policy-records.ts'
import { copyContents, devicesAssigned, forgetPolicy, placesAssigned, policyOrNull, reachCounts } from '../records/policy-reach.ts'
import { createRow, editHandler, readHandler, removeRow, withRow } from '../records/record-resource.ts'

function row(policy: Policy, reach: ReadonlyMap<number, number>, world: TacticalWorld): unknown {
  const { alert_template: template, ...columns } = policy
  const settings = coreSettings(world)
  const patch = patchPolicyOf(world, policy.id)
  return {
    ...columns,
    default_server_policy: settings.server_policy === policy.id,
    default_workstation_policy: settings.workstation_policy === policy.id,
    agents_count: reach.get(policy.id) ?? 0,
    winupdatepolicy: patch ? [patch] : [],
    ...(template === null ? {} : { alert_template: template }),
  }
}

const list: Handler = (_call, world) => {
  const reach = reachCounts(world)
  return json([...policiesOf(world).values()].map((policy) => row(policy, reach, world)))
}

const create: Handler = (call, world) => {
  const body = bodyOf(call)
  const outcome = createRow(policyResource, body, call, world)
  if ('refusal' in outcome) return outcome.refusal
  if (body.copyId) copyContents(Number(body.copyId), outcome.row, world)
  return json('ok')
}

const remove: Handler = withRow(policyResource, (policy, call, world) => {
  forgetPolicy(policy, call.caller.username, world)
  removeRow(policyResource, policy, call, world)
  return json('ok')
})

const related: Handler = withRow(policyResource, (policy, call, world) => {
  const settings = coreSettings(world)
  const clients = (key: 'server_policy' | 'workstation_policy') =>
    placesAssigned('client', key, policy.id, world).map((id) => clientMini(id, world))
  const sites = (key: 'server_policy' | 'workstation_policy') =>
    placesAssigned('site', key, policy.id, world).map((id) => siteMini(id, world))
  const devices = [...devicesAssigned(policy.id, world)].filter((device) => canSeeDevice(call.caller, device, world))
  return json({
    pk: policy.id, name: policy.name,
    workstation_clients: clients('workstation_policy'), workstation_sites: sites('workstation_policy'),
    server_clients: clients('server_policy'), server_sites: sites('server_policy'),
    agents: devices.map((device) => lightRow(device, world)),
    is_default_server_policy: settings.server_policy === policy.id,
    is_default_workstation_policy: settings.workstation_policy === policy.id,
  })
})

const overview: Handler = (_call, world) => {
  const policiesAt = (kind: 'client' | 'site', id: number) => {
    const place = placeRecord(kind, id, world)
    return {
      workstation_policy: policyOrNull(place.workstation_policy, world), server_policy: policyOrNull(place.server_policy, world),
    }
  }
  return json([...world.fleet.places.clients.values()].map((client) => ({
    pk: client.id, name: client.name,
    sites: world.fleet.places.sitesOf(client.id).map((site) => ({ pk: site.id, name: site.name, ...policiesAt('site', site.id) })),
    ...policiesAt('client', client.id),
  })))
}

/** Automation policies (E91–E97); their checks and tasks have the routes of checks and tasks. */
export const policiesRoutes: readonly Route[] = [
  route('GET', '/automation/policies/', 'can_list_automation_policies', list),
  route('POST', '/automation/policies/', 'can_manage_automation_policies', create),
  route('GET', '/automation/policies/overview/', 'can_list_automation_policies', overview),
  route('GET', '/automation/policies/:id(int)/', 'can_list_automation_policies', readHandler(policyResource)),
  route('PUT', '/automation/policies/:id(int)/', 'can_manage_automation_policies', editHandler(policyResource, () => 'ok')),
  route('DELETE', '/automation/policies/:id(int)/', 'can_manage_automation_policies', remove),
  route('GET', '/automation/policies/:id(int)/related/', 'can_list_automation_policies', related),
]
