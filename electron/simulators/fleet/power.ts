import { realBootAt } from '../this-computer/real-hardware.ts'
import type { FleetDevice } from './fleet-device.ts'
import type { Fleet } from './fleet.ts'
import type { Outage } from './interventions.ts'
import { hash, share } from './random.ts'
import { zoneOffset } from './zone.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000
const WEEK = 7 * DAY

/** Whether a device is on, since when, and when it last started. */
export interface Power {
  readonly on: boolean
  readonly since: number
  /** Null for a device that was never seen. */
  readonly bootAt: number | null
}

/** The power state of a device at a moment (milliseconds since the epoch): its habit, then what was done to it. */
export function powerAt(device: FleetDevice, at: number, fleet: Fleet): Power {
  if (device.isThisComputer) return { on: true, since: realBootAt(), bootAt: realBootAt() }
  const natural = habitPower(device, at, fleet)
  const outages = fleet.interventions.of(device.id)?.outages
  return outages?.length ? withOutages(natural, outages, at) : natural
}

/** True when something sent to the device now would be answered. */
export const isReachable = (device: FleetDevice, fleet: Fleet): boolean => powerAt(device, fleet.now(), fleet).on

/** When the server last heard from a device: it says hello every 30 to 60 seconds. Null = never. */
export function lastSeenAt(device: FleetDevice, at: number, fleet: Fleet): number | null {
  const { on, since, bootAt } = powerAt(device, at, fleet)
  if (bootAt === null) return null
  if (!on) return since
  const period = (30 + (device.seed % 31)) * 1000
  const phase = hash(device.seed, 'hello') % period
  return Math.min(at, Math.max(since, at - ((at - phase) % period)))
}

/**
 * The start moment the server knows. After a restart somebody caused, it learns the new one only with the next general
 * report, 20 to 200 seconds later (times the fleet's wait scale).
 */
export function reportedBootAt(device: FleetDevice, at: number, fleet: Fleet): number | null {
  const power = powerAt(device, at, fleet)
  const outages = fleet.interventions.of(device.id)?.outages ?? []
  const delay = (20 + (hash(device.seed, 'report') % 180)) * 1000 * fleet.waitScale
  const known = outages.filter(({ until }) => until + delay <= at)
  return known.length === outages.length ? power.bootAt : withOutages(habitPower(device, at, fleet), known, at).bootAt
}

/** Restarts a device: gone after five seconds for one to three minutes. The lab computer only gets a new start moment. */
export function restart(device: FleetDevice, fleet: Fleet): void {
  const from = fleet.now() + 5_000 * fleet.waitScale
  const minutes = 1 + (hash(device.seed, from | 0) % 120) / 60
  const until = device.specimen === 'lab' ? from : from + minutes * MINUTE * fleet.waitScale
  fleet.interventions.change(device.id).outages.push({ from, until })
}

/** Switches a device off for good. The lab computer starts again at once. */
export function shutDown(device: FleetDevice, fleet: Fleet): void {
  const from = fleet.now() + 5_000 * fleet.waitScale
  fleet.interventions.change(device.id).outages.push({ from, until: device.specimen === 'lab' ? from : Infinity })
}

/** Makes a device unreachable now, without a farewell. For tests and demonstrations. */
export function disconnect(device: FleetDevice, fleet: Fleet): void {
  fleet.interventions.change(device.id).outages.push({ from: fleet.now(), until: Infinity })
}

/** Ends whatever keeps a device off, in `seconds` (a cold start takes about a minute). */
export function switchOn(device: FleetDevice, fleet: Fleet, seconds = 60 * fleet.waitScale): void {
  for (const outage of fleet.interventions.of(device.id)?.outages ?? []) {
    if (outage.until === Infinity) outage.until = fleet.now() + seconds * 1000
  }
}

function withOutages(natural: Power, outages: readonly Outage[], at: number): Power {
  const running = outages.find(({ from, until }) => from <= at && at < until)
  const ended = outages.filter(({ until }) => until <= at).map(({ until }) => until)
  const bootAt = natural.bootAt === null && !ended.length ? null : Math.max(natural.bootAt ?? 0, ...ended)
  if (running) return { on: false, since: natural.on ? running.from : Math.min(natural.since, running.from), bootAt }
  return natural.on ? { on: true, since: Math.max(natural.since, ...ended), bootAt } : { ...natural, bootAt }
}

/**
 * What the habit of a device makes of a moment. In a steady fleet that is what it made of the start, and who was off then
 * has been off for a day: a list that still says "online" of a device that just left would be wrong for minutes.
 */
function habitPower(device: FleetDevice, at: number, { startedAt, isSteady }: Fleet): Power {
  if (!isSteady) return naturalPower(device, at, startedAt)
  const { on, since, bootAt } = naturalPower(device, startedAt, startedAt)
  const earlier = Math.min(since, startedAt - DAY)
  return on ? { on, since, bootAt } : { on, since: earlier, bootAt: bootAt && Math.min(bootAt, earlier - HOUR) }
}

function naturalPower(device: FleetDevice, at: number, startedAt: number): Power {
  switch (device.habit) {
    case 'steady': return steadyPower(device, at)
    case 'office': return officePower(device, at)
    case 'roaming': return roamingPower(device, at)
    case 'gone': return gonePower(device, startedAt)
    case 'never': return { on: false, since: startedAt, bootAt: null }
  }
}

/** Always on: restarts every one to six weeks, and in some weeks loses its connection for a while. */
function steadyPower(device: FleetDevice, at: number): Power {
  const period = (7 + (hash(device.seed, 'restarts') % 36)) * DAY
  const phase = hash(device.seed, 'phase') * 1000 % period
  const restarted = at - (((at - phase) % period) + period) % period
  if (device.specimen) return { on: true, since: restarted, bootAt: restarted }
  let bootAt = restarted
  for (let week = Math.floor(restarted / WEEK); week <= Math.floor(at / WEEK); week += 1) {
    if (share(device.seed, 'outage', week) > 0.12) continue
    const from = week * WEEK + share(device.seed, 'from', week) * (WEEK - 2 * HOUR)
    const until = from + (20 + share(device.seed, 'length', week) * 70) * MINUTE
    if (from <= at && at < until) return { on: false, since: from, bootAt }
    if (until <= at) bootAt = Math.max(bootAt, until)
  }
  return { on: true, since: bootAt, bootAt }
}

/** On in the working hours of its zone; most are off at the weekend. */
function officePower(device: FleetDevice, at: number): Power {
  const local = at + zoneOffset(device.timeZone, at)
  const today = Math.floor(local / DAY)
  for (let day = today; ; day -= 1) {
    const weekday = (day + 4) % 7
    const isWeekend = weekday === 0 || weekday === 6
    if (isWeekend && day > today - 30 && share(device.seed, 'weekend', day) > 0.1) continue
    const start = day * DAY + (7 + share(device.seed, 'start', day) * 2.2) * HOUR
    const end = day * DAY + (16 + share(device.seed, 'end', day) * 3) * HOUR
    const shift = local - at
    if (local >= end) return { on: false, since: end - shift, bootAt: start - shift }
    if (local >= start) return { on: true, since: start - shift, bootAt: start - shift }
  }
}

/** Opened and closed at any hour: on in about half of all four-hour blocks. */
function roamingPower(device: FleetDevice, at: number): Power {
  const block = 4 * HOUR
  const phase = hash(device.seed, 'block') % block
  const isOn = (index: number): boolean => share(device.seed, 'open', index) < 0.55
  const now = Math.floor((at - phase) / block)
  let first = now
  while (isOn(first - 1) === isOn(now) && first > now - 60) first -= 1
  const since = first * block + phase
  if (isOn(now)) return { on: true, since, bootAt: since }
  let started = first - 1
  while (isOn(started - 1) && started > first - 60) started -= 1
  return { on: false, since, bootAt: started * block + phase }
}

function gonePower(device: FleetDevice, startedAt: number): Power {
  const ago = device.specimen ? 3 * HOUR : (2 + share(device.seed, 'gone') ** 2 * 24 * 120) * HOUR
  const since = startedAt - ago
  return { on: false, since, bootAt: since - (1 + (device.seed % 12)) * DAY }
}
