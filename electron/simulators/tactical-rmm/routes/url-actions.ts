import { json, notFound, refused, route, type Call, type Handler, type Route } from '../route.ts'
import { canSeeDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { writeAudit } from '../records/audit-trail.ts'
import { bodyOf, needed, neededNumber, type Body } from '../records/call-body.ts'
import { createHandler, editHandler, listHandler, noSuch, removeHandler, tableOf } from '../records/record-resource.ts'
import { fillVariables, type VariableSubject } from '../records/template-variables.ts'
import { urlActionResource } from '../records/url-action-records.ts'

const ok = () => 'ok'

/** Resolves the address for a device, a site or a client. The caller opens it, for REST actions too: nothing is sent. */
const run: Handler = (call, world) => {
  const body = bodyOf(call)
  const action = tableOf(urlActionResource, world).rows.get(neededNumber(body, 'action'))
  if (!action) return noSuch('URLAction')
  const subject = subjectIn(body, call, world)
  if (!subject) return notFound('received an incorrect request')
  writeAudit(world, call, {
    action: 'url_action', objectType: 'urlaction', device: subject.kind === 'agent' ? subject.device : undefined,
    message: `${call.caller.username} ran url action: ${action.name}`,
  })
  const address = fillVariables(action.pattern, subject, world)
  return json(encodeURI(address))
}

function subjectIn(body: Body, call: Call, world: TacticalWorld): VariableSubject | null {
  if ('agent_id' in body) {
    const device = world.fleet.byKey(String(body.agent_id))
    return device && canSeeDevice(call.caller, device, world) ? { kind: 'agent', device } : null
  }
  if ('site' in body) return { kind: 'site', id: Number(body.site) }
  return 'client' in body ? { kind: 'client', id: Number(body.client) } : null
}

/** Performs a REST action. A practice server reaches no other address: it answers with what it would have sent. */
const test: Handler = (call, world) => {
  const body = bodyOf(call)
  const method = String(needed(body, 'rest_method'))
  const subject = testSubject(String(needed(body, 'run_instance_type')), needed(body, 'run_instance_id'), world)
  if (!subject) return refused('The object to run the action for does not exist')
  const url = fillVariables(String(needed(body, 'pattern')), subject, world)
  const sent = fillVariables(String(needed(body, 'rest_body')), subject, world)
  JSON.parse(sent)
  JSON.parse(String(needed(body, 'rest_headers')))
  return json({ url, result: `Practice server: ${method.toUpperCase()} was not sent`, body: sent })
}

function testSubject(kind: string, id: unknown, world: TacticalWorld): VariableSubject | null {
  if (kind === 'agent') {
    const device = world.fleet.byKey(String(id))
    return device ? { kind, device } : null
  }
  return kind === 'client' || kind === 'site' ? { kind, id: Number(id) } : { kind: 'none' }
}

/** URL actions (E153–E158). */
export const urlActionsRoutes: readonly Route[] = [
  route('GET', '/core/urlaction/', 'can_run_urlactions', listHandler(urlActionResource)),
  route('POST', '/core/urlaction/', 'can_edit_core_settings', createHandler(urlActionResource, ok)),
  route('PUT', '/core/urlaction/:id(int)/', 'can_edit_core_settings', editHandler(urlActionResource, ok)),
  route('DELETE', '/core/urlaction/:id(int)/', 'can_edit_core_settings', removeHandler(urlActionResource, ok)),
  route('PATCH', '/core/urlaction/run/', 'can_run_urlactions', run),
  route('POST', '/core/urlaction/run/test/', 'can_run_urlactions', test),
]
