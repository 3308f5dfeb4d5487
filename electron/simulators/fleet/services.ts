import type { FleetDevice } from './fleet-device.ts'
import type { Fleet } from './fleet.ts'
import type { ServiceChange } from './interventions.ts'
import { hash, share } from './random.ts'
import { serviceCatalogue, type ServiceTitle } from './service-catalogue.ts'

/** A Windows service as it is now. */
export interface DeviceService {
  readonly name: string
  readonly label: string
  readonly program: string
  readonly description: string
  readonly account: string
  readonly status: 'running' | 'stopped'
  readonly startType: 'Automatic' | 'Manual' | 'Disabled'
  readonly isDelayed: boolean
  /** Process number; 0 when it does not run. */
  readonly pid: number
}

/** The services of a device, in no order; nothing on platforms without them. */
export function servicesOf(device: FleetDevice, fleet: Fleet): readonly DeviceService[] {
  if (device.platform !== 'windows' || device.isThisComputer) return []
  const changes = fleet.interventions.of(device.id)?.services
  return serviceCatalogue.filter((title) => isPresent(device, title)).map((title) => serviceNow(device, title, changes?.get(title.name)))
}

/** One service by its name; case does not matter. */
export function serviceOf(device: FleetDevice, name: string, fleet: Fleet): DeviceService | undefined {
  const title = titles.get(name.toLowerCase())
  if (!title || device.platform !== 'windows' || device.isThisComputer || !isPresent(device, title)) return undefined
  return serviceNow(device, title, fleet.interventions.of(device.id)?.services.get(title.name))
}

const titles: ReadonlyMap<string, ServiceTitle> = new Map(serviceCatalogue.map((title) => [title.name.toLowerCase(), title]))

export type ServiceOutcome = { readonly done: true } | { readonly done: false; readonly problem: string }

/** Starts or stops a service, or says why Windows refuses. */
export function controlService(device: FleetDevice, name: string, action: 'start' | 'stop', fleet: Fleet): ServiceOutcome {
  const service = serviceOf(device, name, fleet)
  if (!service) return refuse('The specified service does not exist as an installed service.')
  if (action === 'start' && service.startType === 'Disabled') {
    return refuse('The service cannot be started, either because it is disabled or because it has no enabled devices associated with it.')
  }
  if (action === 'start' && service.status === 'running') return refuse('An instance of the service is already running.')
  if (action === 'stop' && service.status === 'stopped') return refuse('The service has not been started.')
  if (action === 'stop' && protectedServices.has(service.name)) return refuse('The requested control is not valid for this service.')
  change(device, service.name, { status: action === 'start' ? 'running' : 'stopped' }, fleet)
  return { done: true }
}

/** Changes how a service starts. */
export function setStartType(
  device: FleetDevice, name: string, startType: DeviceService['startType'], isDelayed: boolean, fleet: Fleet,
): ServiceOutcome {
  const service = serviceOf(device, name, fleet)
  if (!service) return refuse('The specified service does not exist as an installed service.')
  change(device, service.name, { startType, isDelayed }, fleet)
  return { done: true }
}

const protectedServices = new Set(['RpcSs', 'DcomLaunch', 'LSM', 'SamSs', 'WinDefend', 'BrokerInfrastructure', 'SystemEventsBroker'])

const refuse = (problem: string): ServiceOutcome => ({ done: false, problem })

function change(device: FleetDevice, name: string, changes: ServiceChange, fleet: Fleet): void {
  const { services } = fleet.interventions.change(device.id)
  services.set(name, { ...services.get(name), ...changes })
}

const isPresent = (device: FleetDevice, { name }: ServiceTitle): boolean =>
  device.specimen !== null || essential.has(name) || share(device.seed, 'service', name) > 0.08

const essential = new Set(['Spooler', 'tacticalrmm', 'Mesh Agent', 'wuauserv', 'EventLog', 'Schedule', 'W32Time', 'LanmanServer'])

function serviceNow(device: FleetDevice, title: ServiceTitle, change: ServiceChange | undefined): DeviceService {
  const isRunning = device.specimen === null && title.name !== 'tacticalrmm' && share(device.seed, 'stopped', title.name) < 0.02
    ? false : title.isRunning
  const status = change?.status ?? (isRunning ? 'running' : 'stopped')
  const { name, label, program, description, account } = title
  return {
    name, label, program, description, account, status, startType: change?.startType ?? title.startType,
    isDelayed: change?.isDelayed ?? title.isDelayed, pid: status === 'running' ? 600 + (hash(device.seed, 'pid', name) % 6000) * 4 : 0,
  }
}
