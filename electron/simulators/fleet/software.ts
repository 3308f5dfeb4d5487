import type { FleetDevice } from './fleet-device.ts'
import type { Fleet } from './fleet.ts'
import { uuidOf } from './hardware.ts'
import { hash, random } from './random.ts'
import { softwareCatalogue, type SoftwareTitle } from './software-catalogue.ts'

/** A program installed on a device. */
export interface InstalledSoftware {
  readonly name: string
  readonly version: string
  readonly publisher: string
  /** Milliseconds since the epoch; null = not recorded. */
  readonly installedAt: number | null
  readonly megabytes: number
  readonly location: string
  readonly uninstall: string
}

const DAY = 86_400_000

/** The programs of a Windows device: 60 to 150 of the catalogue, a few twice, and what was installed since. */
export function softwareOf(device: FleetDevice, fleet: Fleet): readonly InstalledSoftware[] {
  if (device.platform !== 'windows' || device.oddities.bareInventory || device.habit === 'never' || device.isThisComputer) return []
  const source = random(device.seed, 'software')
  const wanted = source.whole(60, 150) / softwareCatalogue.length
  const changes = fleet.interventions.of(device.id)
  const programs = softwareCatalogue.flatMap((title, index) => {
    const isThere = hash(device.seed, 'has', index) / 4294967296 < wanted || essential.has(title.name)
    const addedAt = changes?.installed.get(title.packageName)
    const isNew = addedAt !== undefined && addedAt <= fleet.now()
    if ((!isThere && !isNew) || changes?.uninstalled.has(title.name)) return []
    const program = installed(device, title, isThere ? fleet.startedAt - hash(device.seed, 'since', index) % 900 * DAY : addedAt!)
    return hash(device.seed, 'twice', index) % 100 === 0 ? [program, program] : [program]
  })
  return programs
}

/** Installs a package by its catalogue name; it is there after about a minute. False when no such package exists. */
export function installPackage(device: FleetDevice, packageName: string, fleet: Fleet): boolean {
  if (!softwareCatalogue.some((title) => title.packageName === packageName)) return false
  const { installed: added, uninstalled } = fleet.interventions.change(device.id)
  added.set(packageName, fleet.now() + 45_000 * fleet.waitScale)
  for (const title of softwareCatalogue) if (title.packageName === packageName) uninstalled.delete(title.name)
  return true
}

/** Removes every program whose shown name contains this text. */
export function uninstall(device: FleetDevice, name: string, fleet: Fleet): void {
  const { uninstalled } = fleet.interventions.change(device.id)
  for (const title of softwareCatalogue) if (shownName(title, title.base).includes(name)) uninstalled.add(title.name)
}

/** Names of all packages that can be installed by name. */
export function packageNames(): readonly string[] {
  const names = softwareCatalogue.map(({ packageName }) => packageName).filter((name) => name !== '')
  return names.flatMap((name) => [name, `${name}.install`, `${name}.portable`])
}

const essential = new Set(['Tactical RMM Agent', 'Microsoft Edge', 'Google Chrome'])

const shownName = ({ name }: SoftwareTitle, version: string): string => name.replace('{v}', version)

function installed(device: FleetDevice, title: SoftwareTitle, at: number): InstalledSoftware {
  const drift = hash(device.seed, 'version', title.name) % 4
  const version = title.base.replace(/\d+$/, (last) => String(Number(last) + drift).padStart(last.length, '0'))
  const name = shownName(title, version)
  const folder = name.replace(/[^\w .+-]/g, '').trim()
  return {
    name, version, publisher: title.publisher, installedAt: hash(device.seed, 'dated', title.name) % 20 === 0 ? null : at,
    megabytes: title.megabytes, location: title.megabytes > 20 ? `C:\\Program Files\\${folder}\\` : '',
    uninstall: `MsiExec.exe /I{${uuidOf(hash(title.name)).toUpperCase()}}`,
  }
}
