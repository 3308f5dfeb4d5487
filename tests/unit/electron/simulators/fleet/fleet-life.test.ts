import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { countedSince } from '#simulators/fleet/counters.ts'
import { createFleet, type Fleet, type FleetDevice } from '#simulators/fleet/fleet.ts'
import { cpuPercent, memoryShare } from '#simulators/fleet/load.ts'
import { eventsOf } from '#simulators/fleet/logged-events.ts'
import { disconnect, isReachable, lastSeenAt, powerAt, reportedBootAt, restart, shutDown, switchOn } from '#simulators/fleet/power.ts'
import { endProcess, processesOf } from '#simulators/fleet/processes.ts'
import { controlService, serviceOf } from '#simulators/fleet/services.ts'
import { installPackage, softwareOf } from '#simulators/fleet/software.ts'
import { installApproved, updateOwner, updatesOf } from '#simulators/fleet/updates.ts'
import { volumesAt } from '#simulators/fleet/volumes.ts'
import { samplerLine } from '#simulators/shell/sampler-line.ts'

const start = Date.UTC(2026, 10, 18, 12)
const HOUR = 3_600_000
const DAY = 24 * HOUR
let clock = start
let fleet: Fleet

beforeEach(() => {
  clock = start
  fleet = createFleet({ seed: 5, devices: 300, waitScale: 1, now: () => clock })
})

const deviceWith = (holds: (device: FleetDevice) => boolean): FleetDevice => [...fleet.devices()].find(holds)!
const ordinary = (): FleetDevice => deviceWith(({ habit, specimen, platform }) => habit === 'steady' && !specimen && platform === 'windows')

describe('the life of a fleet', () => {
  test('who is on in a steady fleet stays on, who is off has been for a day, and a restart is a restart all the same', () => {
    const steady = createFleet({ seed: 5, devices: 300, waitScale: 1, now: () => clock, isSteady: true })
    const isOnIn = (one: Fleet): readonly number[] => [...one.devices()].filter((device) => isReachable(device, one)).map(({ id }) => id)
    const on = isOnIn(steady)
    expect(on).toEqual(isOnIn(fleet))
    for (const device of steady.devices()) if (!on.includes(device.id)) expect(start - (lastSeenAt(device, start, steady) ?? 0)).toBeGreaterThanOrEqual(DAY)
    for (clock = start; clock < start + 3 * DAY; clock += 5 * HOUR) expect(isOnIn(steady)).toEqual(on)
    expect(isOnIn(fleet)).not.toEqual(on)
    const [first] = on
    const device = steady.byId(first ?? 0)!
    restart(device, steady)
    clock += 10_000
    expect(isReachable(device, steady)).toBe(device.specimen === 'lab')
  })

  test('every counter of a device grows or stays while it runs, and every reading says the same again', () => {
    const devices = [...fleet.devices()].filter((device) => isReachable(device, fleet)).slice(0, 40)
    for (const device of devices) {
      clock = start
      const first = JSON.parse(samplerLine(device, fleet))
      expect(JSON.parse(samplerLine(device, fleet))).toEqual(first)
      clock = start + 7_000
      const second = JSON.parse(samplerLine(device, fleet))
      if (second.uptime < first.uptime) continue
      for (const [index, volume] of second.volumes.entries()) {
        for (const counter of ['readBytes', 'writeBytes', 'reads', 'writes', 'ioMs']) expect(volume[counter]).toBeGreaterThanOrEqual(first.volumes[index][counter])
      }
      for (const [index, port] of second.interfaces.entries()) {
        for (const counter of ['rxBytes', 'txBytes', 'rxErrors', 'txErrors']) expect(port[counter]).toBeGreaterThanOrEqual(first.interfaces[index][counter])
      }
    }
  })

  test('a counter never goes backwards, for any device and any two moments after its start', () => {
    const property = fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(30 * DAY), fc.nat(DAY), fc.constantFrom('in', 'out', 'C: read'), (id, up, later, name) => {
      const count = (at: number): number => countedSince(fleet.byId(id)!, name, 90_000, start, at)
      return count(start) === 0 && count(start + up) <= count(start + up + later)
    })
    expect(fc.check(property)).toMatchObject({ failed: false })
  })

  test('a restart sets counters back', () => {
    const device = ordinary()
    const before = JSON.parse(samplerLine(device, fleet))
    restart(device, fleet)
    clock += 10 * 60_000
    const after = JSON.parse(samplerLine(device, fleet))
    expect(after.uptime).toBeLessThan(before.uptime)
    expect(after.interfaces[0].rxBytes).toBeLessThan(before.interfaces[0].rxBytes)
  })

  test('values stay in their range at any hour of any device', () => {
    const property = fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(60 * DAY), (id, ahead) => {
      const device = fleet.byId(id)!
      const at = start + ahead
      const { on, since, bootAt } = powerAt(device, at, fleet)
      const seenAt = lastSeenAt(device, at, fleet)
      const memory = memoryShare(device, at, bootAt ?? at)
      return cpuPercent(device, at) >= 0.5 && cpuPercent(device, at) <= 100 && memory > 0 && memory < 1 && since <= at
        && (seenAt === null || seenAt <= at) && (!on || at - seenAt! <= 60_000) && volumesAt(device, at).every(({ free, used, size }) => free > 0 && free + used === size)
    })
    expect(fc.check(property)).toMatchObject({ failed: false })
  })

  test('devices come and go over a week', () => {
    const states = new Map<number, Set<boolean>>()
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      for (const device of fleet.devices()) states.set(device.id, (states.get(device.id) ?? new Set()).add(powerAt(device, start + hour * HOUR, fleet).on))
    }
    expect([...states.values()].filter(({ size }) => size === 2).length).toBeGreaterThan(50)
  })

  test('a restarted device is gone for a while, comes back, and its new start is known only later', () => {
    const device = ordinary()
    const before = reportedBootAt(device, clock, fleet)
    restart(device, fleet)
    expect(isReachable(device, fleet)).toBe(true)
    clock += 10_000
    expect(isReachable(device, fleet)).toBe(false)
    clock += 3 * 60_000
    expect(isReachable(device, fleet)).toBe(true)
    expect(reportedBootAt(device, fleet.interventions.of(device.id)!.outages[0]!.until + 1, fleet)).toBe(before)
    clock += 10 * 60_000
    expect(reportedBootAt(device, clock, fleet)).toBeGreaterThan(before!)
  })

  test('a device that was shut down stays off until it is woken; the lab computer survives', () => {
    const device = ordinary()
    shutDown(device, fleet)
    clock += HOUR
    expect(isReachable(device, fleet)).toBe(false)
    switchOn(device, fleet)
    clock += 2 * 60_000
    expect(isReachable(device, fleet)).toBe(true)
    shutDown(fleet.byId(1)!, fleet)
    clock += HOUR
    expect(isReachable(fleet.byId(1)!, fleet)).toBe(true)
  })

  test('a disconnected device is last seen at that moment', () => {
    const device = ordinary()
    disconnect(device, fleet)
    const then = clock
    clock += HOUR
    expect(lastSeenAt(device, clock, fleet)).toBe(then)
  })

  test('what is done to services, processes, packages and updates shows', () => {
    const device = fleet.byId(1)!
    expect(controlService(device, 'Spooler', 'stop', fleet)).toEqual({ done: true })
    expect(serviceOf(device, 'Spooler', fleet)).toMatchObject({ status: 'stopped', pid: 0 })
    expect(controlService(device, 'Spooler', 'stop', fleet).done).toBe(false)
    const { pid } = processesOf(device, fleet)[5]!
    expect([endProcess(device, pid, fleet), endProcess(device, pid, fleet)]).toEqual([true, false])
    expect([installPackage(device, '7zip', fleet), installPackage(device, 'no-such-package', fleet)]).toEqual([true, false])
    const waiting = updatesOf(device, fleet).find(({ installedAt }) => installedAt === null)!
    fleet.interventions.change(1).updates.set(updateOwner(waiting.id).slot, { action: 'approve' })
    installApproved(device, fleet, false)
    clock += 10 * 60_000
    expect(softwareOf(device, fleet).some(({ name }) => name.startsWith('7-Zip'))).toBe(true)
    expect(updatesOf(device, fleet).find(({ id }) => id === waiting.id)!.installedAt).not.toBeNull()
  })

  test('the event log is the same whenever it is read, newest first, and a longer reading contains the shorter one', () => {
    const device = fleet.byId(1)!
    const week = eventsOf(device, 'System', 7, clock)
    expect(week.length).toBeGreaterThan(50)
    expect(eventsOf(device, 'System', 7, clock)).toEqual(week)
    expect(week.map(({ at }) => at)).toEqual(week.map(({ at }) => at).toSorted((left, right) => right - left))
    expect(eventsOf(device, 'System', 14, clock).slice(0, week.length)).toEqual(week)
  })
})
