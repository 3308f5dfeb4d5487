import type { FleetDevice } from '../../fleet/fleet.ts'
import { hash, share } from '../../fleet/random.ts'
import { sizeText } from '../../fleet/volumes.ts'
import type { TacticalWorld } from '../world.ts'
import { returnCode, volumeOf, type Outcome } from './check-outcome.ts'
import type { Check } from './check-records.ts'
import { serviceState, type ServiceState } from './service-state.ts'

/** An outcome and the moment of the run that found it. */
export type Moment = Outcome & { readonly at: number }

/** The text a result carries besides its status, in the words of the device's software. */
export function moreInfo(check: Check, device: FleetDevice, { failing, value, at }: Moment, world: TacticalWorld): string | null {
  switch (check.check_type) {
    case 'cpuload': return `Average CPU Load: ${value}%`
    case 'memory': return `Average Memory Usage: ${value}%`
    case 'diskspace': {
      const volume = volumeOf(check, device, at)
      return volume ? `Total: ${sizeText(volume.size)}, Free: ${sizeText(volume.free)}` : `Disk ${check.disk} does not exist`
    }
    case 'ping': return failing ? `Request to ${check.ip} timed out` : pingText(check, device)
    case 'winsvc': return serviceText(serviceState(device, check.svc_name ?? '', world))
    case 'script': case 'eventlog': return null
  }
}

const serviceText = (state: ServiceState): string =>
  (state === 'missing' ? 'The specified service does not exist as an installed service.' : `Status: ${state}`)

const pingText = (check: Check, device: FleetDevice): string => {
  const time = 1 + (hash(check.id, device.seed) % 20)
  return `Packets: Sent = 3, Received = 3, Lost = 0 (0% loss), Average = ${time}ms`
}

/** What a script check wrote at a moment; nulls for other types. */
export function scriptOutput(check: Check, device: FleetDevice, at: number) {
  if (check.check_type !== 'script') return { stdout: null, stderr: null, retcode: null, execution_time: null }
  const retcode = returnCode(check, device, at)
  return {
    stdout: retcode === 0 ? 'OK\r\n' : `Problem found on ${device.hostName}\r\n`,
    stderr: '', retcode, execution_time: (0.4 + share(check.id, device.seed, 'took') * 4).toFixed(4),
  }
}

/** The event an event log check found. */
export function eventRow(check: Check, device: FleetDevice, at: number) {
  const uid = hash(check.id, device.seed, 'uid') % 90_000
  return {
    uid, time: `${new Date(at - 900_000).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`,
    source: check.event_source ?? 'Service Control Manager', eventID: check.event_id ?? 0,
    message: `${check.name ?? 'Event'} (record ${uid})`,
    eventType: check.event_type ?? 'ERROR',
  }
}
