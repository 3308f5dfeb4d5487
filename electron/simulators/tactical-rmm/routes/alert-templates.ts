import { forbidden, json, route, type Call, type Handler, type Route } from '../route.ts'
import { isAllowed } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { alertTemplateResource, type AlertTemplate } from '../records/alert-template-records.ts'
import { bodyOf } from '../records/call-body.ts'
import { coreSettings, keepSettings } from '../records/core-settings-record.ts'
import { clientMini, siteMini } from '../records/place-presenter.ts'
import { policiesOf, policyResource } from '../records/policy-records.ts'
import {
  createHandler, editHandler, listHandler, readHandler, removeHandler, tableOf, withRow, type Resource,
} from '../records/record-resource.ts'
import { templateShown, templateUsage } from '../records/template-usage.ts'
import { changedPlaces, changePlace } from '../place-record.ts'

const ok = () => 'ok'

const resource: Resource<AlertTemplate> = { ...alertTemplateResource, present: templateShown, removed: forget }

/** Takes a removed template out of everything it was assigned to. */
function forget(template: AlertTemplate, world: TacticalWorld): void {
  if (coreSettings(world).alert_template === template.id) keepSettings(world, { alert_template: null })
  const policies = tableOf(policyResource, world).rows
  for (const policy of policiesOf(world).values()) {
    if (policy.alert_template === template.id) policies.set(policy.id, { ...policy, alert_template: null })
  }
  for (const kind of ['client', 'site'] as const) {
    for (const [id, place] of changedPlaces(kind, world)) {
      if (place.alert_template === template.id) changePlace(kind, id, { alert_template: null }, null, world)
    }
  }
}

/** An action that runs on the server needs a permission of its own. */
const guarded = (handler: Handler): Handler => (call, world) =>
  runsOnServer(call) && !isAllowed(call.caller, 'can_run_server_scripts') ? forbidden() : handler(call, world)

const runsOnServer = (call: Call): boolean => {
  const { action_type: type, resolved_action_type: resolvedType } = bodyOf(call)
  return type === 'server' || resolvedType === 'server'
}

const related = withRow(resource, (template, _call, world) => {
  const { policies, clients, sites } = templateUsage(template, world)
  return json({
    ...(templateShown(template, world) as object), policies,
    clients: clients.map((id) => clientMini(id, world)), sites: sites.map((id) => siteMini(id, world)),
  })
})

/** Alert templates (E71–E76). */
export const alertTemplatesRoutes: readonly Route[] = [
  route('GET', '/alerts/templates/', 'can_list_alerttemplates', listHandler(resource)),
  route('POST', '/alerts/templates/', 'can_manage_alerttemplates', guarded(createHandler(resource, ok))),
  route('GET', '/alerts/templates/:id(int)/', 'can_list_alerttemplates', readHandler(resource)),
  route('PUT', '/alerts/templates/:id(int)/', 'can_manage_alerttemplates', guarded(editHandler(resource, ok))),
  route('DELETE', '/alerts/templates/:id(int)/', 'can_manage_alerttemplates', removeHandler(resource, ok)),
  route('GET', '/alerts/templates/:id(int)/related/', 'can_list_alerttemplates', related),
]
