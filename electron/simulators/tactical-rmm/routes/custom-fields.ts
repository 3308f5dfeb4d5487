import { json, route, type Handler, type Route } from '../route.ts'
import { bodyOf } from '../records/call-body.ts'
import { customFieldResource } from '../records/custom-field-records.ts'
import { createHandler, editHandler, readHandler, removeHandler, tableOf } from '../records/record-resource.ts'
import type { TacticalWorld } from '../world.ts'

const ok = () => 'ok'

const ofModel = (world: TacticalWorld, model: unknown) =>
  [...tableOf(customFieldResource, world).rows.values()].filter((field) => !model || field.model === model)

const list: Handler = (call, world) => json(ofModel(world, call.query.get('model')))
const listOfBody: Handler = (call, world) => json(ofModel(world, bodyOf(call).model))

/** Custom field definitions (E143–E148). */
export const customFieldsRoutes: readonly Route[] = [
  route('GET', '/core/customfields/', 'can_view_customfields', list),
  route('PATCH', '/core/customfields/', 'can_view_customfields', listOfBody),
  route('POST', '/core/customfields/', 'can_manage_customfields', createHandler(customFieldResource, ok)),
  route('GET', '/core/customfields/:id(int)/', 'can_view_customfields', readHandler(customFieldResource)),
  route('PUT', '/core/customfields/:id(int)/', 'can_manage_customfields', editHandler(customFieldResource, ok)),
  route('DELETE', '/core/customfields/:id(int)/', 'can_manage_customfields', removeHandler(customFieldResource, ok)),
]
