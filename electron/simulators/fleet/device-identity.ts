import type { DeviceOddities, FleetDevice, Habit, Platform, Specimen } from './fleet-device.ts'
import { computerModels, junkSerials, type ComputerModel, type Form } from './hardware-catalogue.ts'
import { departments, firstNames, lastNames } from './name-lists.ts'
import type { FleetClient } from './places.ts'
import { hash, random, type Random } from './random.ts'

/** The newest version of the vendor's software; most devices have it. */
export const NEWEST_VERSION = '2.11.0'

const specimens: readonly Specimen[] = ['lab', 'stored-away', 'linux-steady', 'mac-steady', 'old-software', 'server-steady']
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const noOddities: DeviceOddities = { noHardware: false, oldHardware: false, noPublicAddress: false, bareInventory: false }

/** Invents the device with this number. The same seed and number always give the same device. */
export function inventDevice(fleetSeed: number, id: number, client: FleetClient, siteId: number): FleetDevice {
  const seed = hash(fleetSeed, 'device', id)
  const source = random(seed, 'identity')
  const specimen = specimens[id - 1] ?? null
  const { platform, kind } = classOf(specimen, source)
  const model = source.pick(computerModels.filter(({ form }) => formsOf(platform, kind).includes(form)))
  const habit = habitOf(specimen, kind, model.form, source)
  const owner = kind === 'server' ? '' : personOf(source)
  return {
    id, seed, specimen, platform, kind, model, habit, owner, siteId,
    key: Array.from({ length: 40 }, () => letters[source.whole(0, 51)]).join(''),
    hostName: hostNameOf({ id, platform, kind, client, owner }, source),
    architecture: platform === 'darwin' ? 'arm64' : source.chance(0.01) && !specimen ? '386' : 'amd64',
    operatingSystem: operatingSystemOf(platform, kind, source),
    serial: serialOf(model, specimen, source),
    timeZone: source.chance(0.9) ? client.timeZone : 'UTC',
    oddities: odditiesOf(platform, specimen, source),
    clientVersion: versionOf(specimen, source),
    isThisComputer: false,
  }
}

function classOf(specimen: Specimen | null, source: Random): { platform: Platform; kind: FleetDevice['kind'] } {
  const roll = source.next()
  if (specimen === 'linux-steady') return { platform: 'linux', kind: 'server' }
  if (specimen === 'mac-steady') return { platform: 'darwin', kind: 'workstation' }
  if (specimen === 'server-steady') return { platform: 'windows', kind: 'server' }
  if (specimen || roll < 0.75) return { platform: 'windows', kind: 'workstation' }
  if (roll < 0.87) return { platform: 'windows', kind: 'server' }
  if (roll < 0.97) return { platform: 'linux', kind: roll < 0.95 ? 'server' : 'workstation' }
  return { platform: 'darwin', kind: 'workstation' }
}

function formsOf(platform: Platform, kind: FleetDevice['kind']): readonly Form[] {
  if (platform === 'darwin') return ['mac']
  if (kind === 'server') return ['server', 'virtual']
  return ['laptop', 'desktop']
}

function habitOf(specimen: Specimen | null, kind: FleetDevice['kind'], form: Form, source: Random): Habit {
  const roll = source.next()
  if (specimen === 'stored-away') return 'gone'
  if (specimen) return 'steady'
  if (roll < 0.005) return 'never'
  if (roll < 0.035) return 'gone'
  if (kind === 'server') return 'steady'
  if (form === 'laptop') return roll < 0.3 ? 'roaming' : roll < 0.6 ? 'office' : 'steady'
  return roll < 0.35 ? 'office' : 'steady'
}

const personOf = (source: Random): string => `${source.pick(firstNames)} ${source.pick(lastNames)}`

interface Naming {
  readonly id: number
  readonly platform: Platform
  readonly kind: FleetDevice['kind']
  readonly client: FleetClient
  readonly owner: string
}

function hostNameOf({ id, platform, kind, client, owner }: Naming, source: Random): string {
  const prefix = client.name.replace(/[^A-Za-z]/g, '').slice(0, 4).toUpperCase() || 'ORG'
  const number = String(id).padStart(3, '0')
  if (platform === 'darwin') return `${owner.split(' ')[0]}s-MacBook-${number}`
  if (platform === 'linux') return `${prefix.toLowerCase()}-${source.pick(['web', 'db', 'nas', 'app', 'mail'])}${number}`
  if (kind === 'server') return `${prefix}-${source.pick(['DC', 'FS', 'SQL', 'RDS', 'APP', 'HV'])}${number}`
  // A few installers leave every device with the same name.
  if (source.chance(0.01)) return source.pick(['DESKTOP-7QK2L1M', 'WIN-SETUP', 'LAPTOP'])
  return `${prefix}-${source.pick(['WS', 'PC', 'NB'])}${number}`
}

function operatingSystemOf(platform: Platform, kind: FleetDevice['kind'], source: Random): string {
  if (platform === 'darwin') return source.pick(['Darwin 14.7.1 arm64 23.6.0', 'Darwin 15.1 arm64 24.1.0', 'Darwin 12.5.1 arm64 21.6.0'])
  if (platform === 'linux') {
    return source.pick(['Debian 12.8 x86_64 6.1.0-27-amd64', 'Ubuntu 24.04 x86_64 6.8.0-48-generic', 'Rocky 9.4 x86_64 5.14.0-427.el9'])
  }
  if (kind === 'server') {
    return source.pick([
      'Windows Server 2022 Standard, 64 bit v21H2 (build 20348.2762)', 'Windows Server 2019 Standard, 64 bit v1809 (build 17763.6414)',
      'Windows Server 2016 Standard, 64 bit v1607 (build 14393.7428)',
    ])
  }
  return source.pick([
    'Windows 11 Pro, 64 bit v23H2 (build 22631.4460)', 'Windows 11 Pro, 64 bit v24H2 (build 26100.2314)',
    'Windows 10 Pro, 64 bit v22H2 (build 19045.5131)', 'Microsoft Windows 10 Pro, 64bit (build 18363)',
  ])
}

function serialOf(model: ComputerModel, specimen: Specimen | null, source: Random): string {
  const symbols = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'
  const serial = model.serialPattern === 'Default string' ? model.serialPattern : model.serialPattern.replace(/[#@*]/g, (mark) =>
    mark === '#' ? String(source.whole(0, 9)) : mark === '@' ? symbols[source.whole(0, 23)]! : symbols[source.whole(0, 33)]!)
  return source.chance(0.02) && !specimen ? source.pick(junkSerials) : serial
}

function odditiesOf(platform: Platform, specimen: Specimen | null, source: Random): DeviceOddities {
  const odd = {
    noHardware: source.chance(0.015), oldHardware: platform === 'windows' && source.chance(0.01),
    noPublicAddress: source.chance(0.01), bareInventory: source.chance(0.01),
  }
  return specimen ? noOddities : odd
}

function versionOf(specimen: Specimen | null, source: Random): string {
  const roll = source.next()
  if (specimen === 'old-software') return '2.9.1'
  if (specimen || roll < 0.85) return NEWEST_VERSION
  if (roll < 0.93) return '2.10.0'
  return roll < 0.98 ? '2.9.1' : '2.8.0'
}

/** A description a technician might have typed; often nothing. */
export function inventDescription(device: FleetDevice): string | null {
  const source = random(device.seed, 'description')
  if (device.specimen === 'lab') return 'Lab computer: restarts in place'
  if (device.isThisComputer) return 'The computer the practice fleet runs on'
  const roll = source.next()
  if (roll < 0.4) return ''
  if (roll < 0.42) return null
  if (roll < 0.43) return 'Kassenraum – bitte NICHT neu starten während der Öffnungszeiten (08:00–18:00) ☎ 0123'
  if (device.owner) return `${device.owner}, ${source.pick(departments)}`
  return source.pick(['Primary DC', 'File server', 'Backup target', 'Line of business'])
}
