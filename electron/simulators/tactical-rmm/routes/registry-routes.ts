import type { FleetDevice } from '../../fleet/fleet.ts'
import { createKey, readKey, removeKey, renameKey, setValue, type RegistryValue } from '../../fleet/windows-registry.ts'
import { awaitDevice } from '../device-presence.ts'
import { hasVersion } from '../device-version.ts'
import { bodyOf } from '../records/call-body.ts'
import { json, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import { onDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'

const MISSING = 'The system cannot find the file specified.'

type Act = (device: FleetDevice, call: Call, world: TacticalWorld) => Reply
/** What is wrong with the parameters; null when nothing is. */
type Complaint = (call: Call) => string | null

/** Every registry call: version, parameters, then the wait for the device. */
const onRegistry = (complain: Complaint, seconds: number, act: Act): Handler => onDevice(async (device, call, world) => {
  if (!hasVersion(device, 10, world)) return refused('This feature requires agent version 2.10.0 or higher.')
  const complaint = complain(call)
  if (complaint) return refused(complaint)
  if (!(await awaitDevice(device, world, seconds))) return refused('Unable to contact the agent')
  if (device.platform !== 'windows' || device.isThisComputer) return refused('Registry Browse failed: not supported on this platform')
  return act(device, call, world)
})

const textIn = (call: Call, key: string): string => String(bodyOf(call)[key] ?? '')

/** The path a call names, in its query or its body, without a last backslash. */
const pathOf = (call: Call): string => (call.query.get('path') ?? (call.body === undefined ? '' : textIn(call, 'path'))).replace(/\\+$/, '')

const pages = ({ query }: Call): string | null =>
  [query.get('page') ?? '1', query.get('page_size') ?? '200'].every((value) => /^\d+$/.test(value)) ? null : 'page and page_size must be integers'

const browse: Act = (device, { query }, world) => {
  const path = (query.get('path') ?? 'Computer').replace(/\\+$/, '')
  const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('page_size') ?? 200)]
  const key = readKey(device, path, world.fleet)
  if (!key) return refused(`Registry Browse failed: ${MISSING} (${path})`)
  const prefix = path === 'Computer' ? '' : `${path}\\`
  const subkeys = key.subkeys.slice((page - 1) * size, page * size)
    .map((name) => ({ name, hasSubkeys: (readKey(device, `${prefix}${name}`, world.fleet)?.subkeys.length ?? 0) > 0 }))
  const values = [...key.values].map(([name, { type, data }]) => ({ name, type, data }))
  return json({ path, subkeys, values, has_more: key.subkeys.length > page * size, page, page_size: size })
}

const needsPath: Complaint = (call) => (pathOf(call) ? null : 'Registry path is required')

const create: Act = (device, call, world) => {
  const path = pathOf(call)
  if (!readKey(device, path.slice(0, path.lastIndexOf('\\')), world.fleet)) return refused(`Registry Create Key failed: ${MISSING}`)
  createKey(device, path, world.fleet)
  return json({ status: 'success', path })
}

const remove: Act = (device, call, world) => {
  const path = pathOf(call)
  if (!readKey(device, path, world.fleet)) return refused(`Registry Delete Key failed: ${MISSING}`)
  removeKey(device, path, world.fleet)
  return json({ status: 'success', deleted_path: path })
}

const needsBothPaths: Complaint = (call) => {
  const [from, to] = [textIn(call, 'old_path'), textIn(call, 'new_path')]
  if (!from || !to) return 'Both \'old_path\' and \'new_path\' are required'
  return from === to ? 'Old and new path cannot be the same' : null
}

const rename: Act = (device, call, world) => {
  const [from, to] = [textIn(call, 'old_path'), textIn(call, 'new_path')]
  if (!readKey(device, from, world.fleet)) return refused(`Registry Rename Key failed: ${MISSING}`)
  renameKey(device, from, to, world.fleet)
  return json({ status: 'success', old_path: from, new_path: to })
}

const needsName: Complaint = (call) => needsPath(call) ?? (call.query.get('name') ?? textIn(call, 'name') ? null : 'Value name is required')

/** Creates or changes a value; `verb` stands in the agent's complaint. */
const write = (verb: string): Act => (device, call, world) => {
  const [path, name, type] = [pathOf(call), textIn(call, 'name'), textIn(call, 'type') as RegistryValue['type']]
  if (!readKey(device, path, world.fleet)) return refused(`Registry ${verb} Value failed: ${MISSING}`)
  const data = bodyOf(call).data ?? ''
  setValue(device, path, name, { type, data: shownData(type, data) }, world.fleet)
  return json({ status: 'success', data: { name, type, data } })
}

const shownData = (type: RegistryValue['type'], data: unknown): unknown => {
  if (type !== 'REG_DWORD' && type !== 'REG_QWORD') return data
  const value = Number(data)
  return `0x${value.toString(16).padStart(type === 'REG_DWORD' ? 8 : 16, '0')} (${value})`
}

const removeValue: Act = (device, call, world) => {
  const [path, name] = [pathOf(call), call.query.get('name') ?? '']
  if (!readKey(device, path, world.fleet)?.values.has(name)) return refused(`Registry Delete Value failed: ${MISSING}`)
  setValue(device, path, name, null, world.fleet)
  return json({ status: 'success', name })
}

const needsBothNames: Complaint = (call) =>
  pathOf(call) && textIn(call, 'old_name') && textIn(call, 'new_name') ? null : 'Path, old name and new name are required'

const renameValue: Act = (device, call, world) => {
  const [path, from, to] = [pathOf(call), textIn(call, 'old_name'), textIn(call, 'new_name')]
  const value = readKey(device, path, world.fleet)?.values.get(from)
  if (!value) return refused(`Registry Rename Value failed: ${MISSING}`)
  setValue(device, path, to, value, world.fleet)
  setValue(device, path, from, null, world.fleet)
  return json({ status: 'success', old_name: from, new_name: to })
}

const at = (tail: string): string => `/agents/:agentId/registry/${tail}`

/** E192–E199. */
export const registryRoutes: readonly Route[] = [
  route('GET', at(''), 'can_use_registry', onRegistry(pages, 30, browse)),
  route('POST', at('create-key/'), 'can_use_registry', onRegistry(needsPath, 30, create)),
  route('DELETE', at('delete-key/'), 'can_use_registry', onRegistry(needsPath, 30, remove)),
  route('POST', at('rename-key/'), 'can_use_registry', onRegistry(needsBothPaths, 60, rename)),
  route('POST', at('create-value/'), 'can_use_registry', onRegistry(needsName, 30, write('Create'))),
  route('POST', at('modify-value/'), 'can_use_registry', onRegistry(needsName, 30, write('Modify'))),
  route('DELETE', at('delete-value/'), 'can_use_registry', onRegistry(needsName, 30, removeValue)),
  route('POST', at('rename-value/'), 'can_use_registry', onRegistry(needsBothNames, 30, renameValue)),
]
