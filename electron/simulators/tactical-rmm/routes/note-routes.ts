import { addNote, allNotes, noteById, removeNote, shownNote, type Note } from '../notes.ts'
import { bodyOf, needed } from '../records/call-body.ts'
import { noSuch } from '../records/record-resource.ts'
import { forbidden, json, notFound, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import { canSeeDevice, onDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'

const isVisible = (note: Note, call: Call, world: TacticalWorld): boolean => {
  const device = world.fleet.byId(note.device)
  return device !== undefined && canSeeDevice(call.caller, device, world)
}

const list: Handler = (call, world) =>
  json(allNotes(world).filter((note) => isVisible(note, call, world)).map((note) => shownNote(note, world)))

const ofDevice: Handler = onDevice((device, _call, world) =>
  json(allNotes(world).filter((note) => note.device === device.id).map((note) => shownNote(note, world))))

const add: Handler = (call, world) => {
  const body = bodyOf(call)
  const device = world.fleet.byKey(String(needed(body, 'agent_id')))
  if (!device) return notFound('No Agent matches the given query.')
  if (!canSeeDevice(call.caller, device, world)) return forbidden()
  if (!body.note) return refused('Cannot add an empty note')
  addNote(device, String(body.note), call.caller.userId, world)
  return json('Note added!')
}

const withNote = (then: (note: Note, call: Call, world: TacticalWorld) => Reply): Handler => (call, world) => {
  const note = noteById(Number(call.params.id), world)
  if (!note) return noSuch('Note')
  return isVisible(note, call, world) ? then(note, call, world) : forbidden()
}

const edit: Handler = withNote((note, call) => {
  note.note = String(needed(bodyOf(call), 'note'))
  return json('Note edited!')
})

const remove: Handler = withNote((note, _call, world) => {
  removeNote(note.id, world)
  return json('Note was deleted!')
})

/** The address is routed but the server falls over it. */
const crash: Handler = () => { throw new TypeError('posting to the address of one device is not supported') }

/** E115–E120. */
export const noteRoutes: readonly Route[] = [
  route('GET', '/agents/notes/', 'can_list_notes', list),
  route('POST', '/agents/notes/', 'can_manage_notes', add),
  route('GET', '/agents/notes/:id(int)/', 'can_list_notes', withNote((note, _call, world) => json(shownNote(note, world)))),
  route('PUT', '/agents/notes/:id(int)/', 'can_manage_notes', edit),
  route('DELETE', '/agents/notes/:id(int)/', 'can_manage_notes', remove),
  route('GET', '/agents/:agentId/notes/', 'can_list_notes', ofDevice),
  route('POST', '/agents/:agentId/notes/', 'can_manage_notes', crash),
]
