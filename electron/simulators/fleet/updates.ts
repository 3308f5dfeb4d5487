import type { FleetDevice } from './fleet-device.ts'
import type { Fleet } from './fleet.ts'
import { uuidOf } from './hardware.ts'
import { restart } from './power.ts'
import { hash, random, share } from './random.ts'
import { updateCatalogue } from './update-catalogue.ts'

/** A Windows update a device has or needs. `installedAt` in milliseconds since the epoch, null = not installed. */
export interface DeviceUpdate {
  readonly id: number
  readonly guid: string
  readonly kb: string
  readonly title: string
  readonly severity: 'Critical' | 'Important' | 'Moderate' | 'Low' | ''
  readonly category: string
  readonly installedAt: number | null
  readonly isDownloaded: boolean
  readonly action: 'nothing' | 'approve' | 'ignore' | 'inherit'
  readonly hasFailed: boolean
}

const SLOTS = 32
const DAY = 86_400_000

const guids = updateCatalogue.map(({ kb }) => uuidOf(hash(kb)))

/** The updates of a Windows device, newest first; nothing on other platforms. The newest few are not installed. */
export function updatesOf(device: FleetDevice, fleet: Fleet): readonly DeviceUpdate[] {
  if (device.platform !== 'windows' || device.habit === 'never' || device.isThisComputer) return []
  const source = random(device.seed, 'updates')
  const behind = device.specimen === 'lab' ? 3 : source.whole(0, 5)
  const product = device.operatingSystem.replace(/^Microsoft /, '').split(',')[0]!
  return updateCatalogue.map((entry, slot) => {
    const isNatural = slot < updateCatalogue.length - behind
    const change = fleet.interventions.of(device.id)?.updates.get(slot)
    const age = (updateCatalogue.length - slot) * 18 + share(device.seed, 'installed', slot) * 10
    const natural = isNatural ? fleet.startedAt - age * DAY : null
    const done = change?.installedAt !== undefined && change.installedAt <= fleet.now() ? change.installedAt : natural
    return {
      ...entry, title: entry.title.replace('{os}', `${product} for x64-based Systems`), id: device.id * SLOTS + slot, guid: guids[slot]!,
      installedAt: done, isDownloaded: done !== null || share(device.seed, 'downloaded', slot) < 0.5,
      action: change?.action ?? naturalAction(device, slot, isNatural), hasFailed: done === null && share(device.seed, 'failed', slot) < 0.08,
    }
  }).toReversed()
}

/** The device and place an update id stands for. */
export const updateOwner = (id: number): { readonly deviceId: number; readonly slot: number } =>
  ({ deviceId: Math.floor(id / SLOTS), slot: id % SLOTS })

/** True when an approved update is not installed yet. Cheap for devices nobody touched. */
export function hasApprovedUpdate(device: FleetDevice, fleet: Fleet): boolean {
  if (device.platform !== 'windows') return false
  if (!isApprover(device) && !fleet.interventions.of(device.id)?.updates.size) return false
  return updatesOf(device, fleet).some(({ installedAt, action }) => installedAt === null && action === 'approve')
}

/** Installs the approved updates: the device works for one to three minutes and restarts if asked to. */
export function installApproved(device: FleetDevice, fleet: Fleet, mayRestart: boolean): void {
  const { updates } = fleet.interventions.change(device.id)
  const waiting = updatesOf(device, fleet).filter(({ installedAt, action }) => installedAt === null && action === 'approve')
  for (const { id } of waiting) {
    const { slot } = updateOwner(id)
    const seconds = 60 + share(device.seed, 'duration', slot) * 120
    updates.set(slot, { ...updates.get(slot), installedAt: fleet.now() + seconds * 1000 * fleet.waitScale })
  }
  if (mayRestart && waiting.length) restart(device, fleet)
}

/** One device in eight has its waiting updates approved. */
const isApprover = (device: FleetDevice): boolean => share(device.seed, 'approves') < 0.12

const naturalAction = (device: FleetDevice, slot: number, isInstalled: boolean): DeviceUpdate['action'] =>
  !isInstalled && isApprover(device) ? 'approve' : share(device.seed, 'ignored', slot) < 0.03 ? 'ignore' : 'nothing'
