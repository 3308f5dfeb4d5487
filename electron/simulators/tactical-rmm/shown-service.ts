import type { Fleet, FleetDevice } from '../fleet/fleet.ts'
import { servicesOf, type DeviceService } from '../fleet/services.ts'

/** A service as the API shows it. */
export const shownService = ({ name, label, program, description, account, status, startType, isDelayed, pid }: DeviceService): unknown => ({
  pid, name, status, binpath: program, username: account, autodelay: isDelayed, start_type: startType, description, display_name: label,
})

export const shownServices = (device: FleetDevice, fleet: Fleet): readonly unknown[] => servicesOf(device, fleet).map(shownService)

/** What the server answers for a service that is not there. */
export const noService: unknown = {
  pid: 0, name: '', status: '', binpath: '', username: '', autodelay: false, start_type: '', description: '', display_name: '',
}
