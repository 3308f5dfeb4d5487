import type { FleetDevice } from './fleet-device.ts'
import type { Fleet } from './fleet.ts'
import { registryTree, type RegistryNode, type RegistryValue } from './registry-tree.ts'
import { softwareOf } from './software.ts'

export type { RegistryValue } from './registry-tree.ts'

/** A key as it is now: the names of its subkeys and its values. */
export interface RegistryKey {
  readonly subkeys: readonly string[]
  readonly values: ReadonlyMap<string, RegistryValue>
}

const UNINSTALL = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
const ROOT = 'Computer'

/** Reads a key; undefined when it does not exist. Paths have single backslashes; case does not matter at the end of the path. */
export function readKey(device: FleetDevice, path: string, fleet: Fleet): RegistryKey | undefined {
  const clean = path.replace(/\\+$/, '')
  const changes = fleet.interventions.of(device.id)?.registry ?? new Map<string, unknown>()
  if (isRemoved(clean, changes)) return undefined
  const natural = naturalKey(device, clean, fleet)
  if (!natural && !changes.has(clean)) return undefined
  const subkeys = new Set(natural?.subkeys)
  const values = new Map(natural?.values)
  for (const [where, what] of changes) {
    const [key = '', name] = where.split('\0')
    if (name !== undefined) {
      if (key === clean) { if (what === null) values.delete(name); else values.set(name, what as RegistryValue) }
    } else if (parentOf(key) === clean) { if (what === null) subkeys.delete(leafOf(key)); else subkeys.add(leafOf(key)) }
  }
  return { subkeys: [...subkeys], values }
}

export const createKey = (device: FleetDevice, path: string, fleet: Fleet): void =>
  void fleet.interventions.change(device.id).registry.set(path, true)

/** Removes a key with everything below. */
export function removeKey(device: FleetDevice, path: string, fleet: Fleet): void {
  const { registry } = fleet.interventions.change(device.id)
  for (const where of registry.keys()) if (where === path || where.startsWith(`${path}\\`) || where.startsWith(`${path}\0`)) registry.delete(where)
  registry.set(path, null)
}

/** Gives a key another path, with everything below. */
export function renameKey(device: FleetDevice, from: string, to: string, fleet: Fleet): void {
  copyKey(device, from, to, fleet)
  removeKey(device, from, fleet)
}

export const setValue = (device: FleetDevice, path: string, name: string, value: RegistryValue | null, fleet: Fleet): void =>
  void fleet.interventions.change(device.id).registry.set(`${path}\0${name}`, value)

function copyKey(device: FleetDevice, from: string, to: string, fleet: Fleet): void {
  const key = readKey(device, from, fleet)
  if (!key) return
  createKey(device, to, fleet)
  for (const [name, value] of key.values) setValue(device, to, name, value, fleet)
  for (const name of key.subkeys) copyKey(device, `${from}\\${name}`, `${to}\\${name}`, fleet)
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('\\')))
const leafOf = (path: string): string => path.slice(path.lastIndexOf('\\') + 1)

/** True when the key or one above it was removed and not made again. */
function isRemoved(path: string, changes: ReadonlyMap<string, unknown>): boolean {
  for (let at = path; at !== ''; at = parentOf(at)) if (changes.get(at) === null) return true
  return false
}

function naturalKey(device: FleetDevice, path: string, fleet: Fleet): RegistryKey | undefined {
  if (path === UNINSTALL) return { subkeys: softwareOf(device, fleet).map(({ name }) => name), values: new Map() }
  if (parentOf(path) === UNINSTALL) return programKey(device, leafOf(path), fleet)
  const parts = path === ROOT ? [] : path.replace(/^Computer\\/, '').split('\\')
  let node: RegistryNode | undefined = registryTree
  for (const part of parts) node = childOf(node, part)
  if (!node) return undefined
  const entries = Object.entries(node)
  return {
    subkeys: entries.filter(([name]) => !name.startsWith('@')).map(([name]) => name),
    values: new Map(entries.filter(([name]) => name.startsWith('@')).map(([name, value]) => [name.slice(1), value as RegistryValue])),
  }
}

function childOf(node: RegistryNode | undefined, name: string): RegistryNode | undefined {
  const key = node && Object.keys(node).find((known) => known.toLowerCase() === name.toLowerCase() && !known.startsWith('@'))
  return key === undefined ? undefined : (node![key] as RegistryNode)
}

function programKey(device: FleetDevice, name: string, fleet: Fleet): RegistryKey | undefined {
  const program = softwareOf(device, fleet).find((known) => known.name === name)
  const value = (data: string): RegistryValue => ({ type: 'REG_SZ', data })
  return program && {
    subkeys: [], values: new Map([
      ['DisplayName', value(program.name)], ['DisplayVersion', value(program.version)], ['Publisher', value(program.publisher)],
      ['UninstallString', value(program.uninstall)],
    ]),
  }
}
