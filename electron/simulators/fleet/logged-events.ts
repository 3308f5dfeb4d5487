import type { FleetDevice } from './fleet-device.ts'
import { eventKinds, type EventKind, type EventLevel, type LogName } from './event-catalogue.ts'
import { random, share } from './random.ts'
import { serviceCatalogue } from './service-catalogue.ts'

/** An entry of an event log. */
export interface LoggedEvent {
  readonly at: number
  readonly source: string
  readonly level: EventLevel
  readonly id: number
  readonly message: string
}

const HOUR = 3_600_000
/** A log that is read whole goes back this many days. */
const WHOLE_LOG_DAYS = 30
const perHour: Readonly<Record<LogName, number>> = { System: 1.6, Application: 2.2, Security: 14 }

/** The events of a log in the last so many days (0 = the whole log), newest first. Windows only. */
export function eventsOf(device: FleetDevice, log: LogName, days: number, now: number): readonly LoggedEvent[] {
  if (device.platform !== 'windows' || device.isThisComputer) return []
  const hours = (days === 0 ? WHOLE_LOG_DAYS : Math.min(days, 90)) * 24
  const events: LoggedEvent[] = []
  for (let hour = Math.floor(now / HOUR); hour >= Math.floor(now / HOUR) - hours; hour -= 1) {
    for (const event of eventsOfHour(device, log, hour)) if (event.at <= now && event.at >= now - hours * HOUR) events.push(event)
  }
  return events
}

/** What happened in one hour, newest first; the same whenever it is asked for. */
function eventsOfHour(device: FleetDevice, log: LogName, hour: number): readonly LoggedEvent[] {
  const source = random(device.seed, log, hour)
  const noisy = share(device.seed, 'noisy') < 0.05 ? 4 : 1
  const count = Math.floor(perHour[log] * noisy * (0.4 + source.next() * 1.4))
  const moments = Array.from({ length: count }, () => hour * HOUR + Math.floor(source.next() * 3600) * 1000)
  return moments.toSorted((left, right) => right - left).map((at) => {
    const kind = pickKind(log, source.next())
    return { at, source: kind.source, level: kind.level, id: kind.id, message: fill(kind, device, source.whole(1, 9999)) }
  })
}

function pickKind(log: LogName, roll: number): EventKind {
  const kinds = eventKinds[log]
  let rest = roll * kinds.reduce((sum, { weight }) => sum + weight, 0)
  return kinds.find(({ weight }) => (rest -= weight) < 0) ?? kinds[0]!
}

const fill = ({ message }: EventKind, device: FleetDevice, number: number): string => message
  .replaceAll('{number}', String(number)).replaceAll('{host}', device.hostName).replaceAll('{user}', device.owner || 'SYSTEM')
  .replaceAll('{service}', serviceCatalogue[number % serviceCatalogue.length]!.label)
