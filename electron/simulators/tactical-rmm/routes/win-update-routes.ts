import { isReachable } from '../../fleet/power.ts'
import { installApproved, updateOwner, updatesOf, type DeviceUpdate } from '../../fleet/updates.ts'
import { patchPolicyOfDevice } from '../device-record.ts'
import { bodyOf } from '../records/call-body.ts'
import { inheritedPatchPolicy } from '../records/device-policies.ts'
import { effectivePatchPolicy } from '../records/policy-inheritance.ts'
import { choice } from '../records/record-fields.ts'
import { noSuch } from '../records/record-resource.ts'
import { forbidden, json, refused, route, type Handler, type Route } from '../route.ts'
import { canSeeDevice, onDevice } from '../scope.ts'
import type { FleetDevice } from '../../fleet/fleet.ts'
import type { TacticalWorld } from '../world.ts'

const list: Handler = onDevice((device, _call, world) =>
  json(updatesOf(device, world.fleet).map((update) => shownUpdate(update, device))))

function shownUpdate(update: DeviceUpdate, device: FleetDevice): unknown {
  const { id, guid, kb, title, severity, category, installedAt, isDownloaded, action, hasFailed } = update
  const number = kb.slice(2)
  // Records of old software lack the lists.
  const isOld = device.oddities.oldHardware
  return {
    id, date_installed: installedAt === null ? null : installText(installedAt), guid, kb, title, installed: installedAt !== null, downloaded: isDownloaded,
    description: 'Install this update to resolve issues in Windows. For a complete listing of the issues, see the associated article.', severity,
    categories: isOld ? null : [category], category_ids: isOld ? null : [guid], kb_article_ids: isOld ? [null] : [number],
    more_info_urls: [`https://support.example.com/help/${number}`], support_url: 'https://support.example.com', revision_number: 200, action,
    result: installedAt !== null ? 'success' : hasFailed ? 'failed' : 'n/a', agent: device.id,
  }
}

/** `MM DD YYYY HH:MM` */
function installText(at: number): string {
  const iso = new Date(at).toISOString()
  return `${iso.slice(5, 7)} ${iso.slice(8, 10)} ${iso.slice(0, 4)} ${iso.slice(11, 16)}`
}

const scan: Handler = onDevice((device) => device.platform === 'windows'
  ? json(`A Windows update scan will be performed on ${device.hostName}`) : refused(`Not available for ${device.platform}`))

const install: Handler = onDevice((device, _call, world) => {
  approveByPolicy(device, world)
  const policy = effectivePatchPolicy(patchPolicyOfDevice(device, world), inheritedPatchPolicy(world, device))
  const mayRestart = policy.reboot_after_install === 'always' || policy.reboot_after_install === 'required'
  if (isReachable(device, world.fleet)) installApproved(device, world.fleet, mayRestart)
  return json(`Approved patches will now be installed on ${device.hostName}`)
})

const severityKeys = { Critical: 'critical', Important: 'important', Moderate: 'moderate', Low: 'low', '': 'other' } as const

/** The effective policy approves or ignores updates by their severity before an installation. */
function approveByPolicy(device: FleetDevice, world: TacticalWorld): void {
  const policy = effectivePatchPolicy(patchPolicyOfDevice(device, world), inheritedPatchPolicy(world, device))
  for (const { id, severity, installedAt, action } of updatesOf(device, world.fleet)) {
    const wanted = policy[severityKeys[severity]]
    if (installedAt !== null || action !== 'nothing' || (wanted !== 'approve' && wanted !== 'ignore')) continue
    setAction(device, id, wanted, world)
  }
}

function setAction(device: FleetDevice, id: number, action: DeviceUpdate['action'], world: TacticalWorld): void {
  const { updates } = world.fleet.interventions.change(device.id)
  const { slot } = updateOwner(id)
  updates.set(slot, { ...updates.get(slot), action })
}

const actions = choice(['nothing', 'approve', 'ignore', 'inherit'])

const edit: Handler = (call, world) => {
  const id = Number(call.params.id)
  const device = world.fleet.byId(updateOwner(id).deviceId)
  const update = device && updatesOf(device, world.fleet).find((known) => known.id === id)
  if (!device || !update) return noSuch('WinUpdate')
  if (!canSeeDevice(call.caller, device, world)) return forbidden()
  const reading = actions.read(bodyOf(call).action, world)
  if (!reading.ok) return json({ action: [reading.problem] }, 400)
  setAction(device, id, reading.value, world)
  return json(`Windows update ${update.kb} was changed to ${reading.value}`)
}

/** E77–E80. */
export const winUpdateRoutes: readonly Route[] = [
  route('PUT', '/winupdate/:id(int)/', 'can_manage_winupdates', edit),
  route('GET', '/winupdate/:agentId/', 'can_manage_winupdates', list),
  route('POST', '/winupdate/:agentId/scan/', 'can_manage_winupdates', scan),
  route('POST', '/winupdate/:agentId/install/', 'can_manage_winupdates', install),
]
