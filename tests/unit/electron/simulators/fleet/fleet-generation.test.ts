import { describe, expect, test } from 'vitest'
import { createFleet, type Fleet, type FleetDevice } from '#simulators/fleet/fleet.ts'
import { hardwareOf } from '#simulators/fleet/hardware.ts'
import { servicesOf } from '#simulators/fleet/services.ts'
import { softwareOf } from '#simulators/fleet/software.ts'

const noon = Date.UTC(2026, 10, 18, 12)
const fleetOf = (seed: number, devices: number): Fleet => createFleet({ seed, devices, waitScale: 1, now: () => noon })
const portrait = (fleet: Fleet): unknown => [...fleet.devices()].map((device) => [device, hardwareOf(device), softwareOf(device, fleet).length])
const shareOf = (fleet: Fleet, holds: (device: FleetDevice) => boolean): number => [...fleet.devices()].filter(holds).length / fleet.size

describe('a generated fleet', () => {
  test('the same seed and size give the same fleet, another seed another one', () => {
    expect(portrait(fleetOf(3, 40))).toEqual(portrait(fleetOf(3, 40)))
    expect(portrait(fleetOf(3, 40))).not.toEqual(portrait(fleetOf(4, 40)))
  })

  test('platforms come in the proportions of a real company', () => {
    const fleet = fleetOf(1, 4_000)
    expect(shareOf(fleet, ({ platform, kind }) => platform === 'windows' && kind === 'workstation')).toBeCloseTo(0.75, 1)
    expect(shareOf(fleet, ({ platform, kind }) => platform === 'windows' && kind === 'server')).toBeCloseTo(0.12, 1)
    expect(shareOf(fleet, ({ platform }) => platform === 'linux')).toBeCloseTo(0.1, 1)
    expect(shareOf(fleet, ({ platform }) => platform === 'darwin')).toBeCloseTo(0.03, 1)
    expect(fleet.places.clients.size).toBe(67)
  })

  test('every key is 40 letters and belongs to one device; some host names repeat', () => {
    const devices = [...fleetOf(1, 4_000).devices()]
    expect(new Set(devices.map(({ key }) => key)).size).toBe(devices.length)
    expect(devices.every(({ key }) => /^[A-Za-z]{40}$/.test(key))).toBe(true)
    expect(new Set(devices.map(({ hostName }) => hostName)).size).toBeLessThan(devices.length)
  })

  test('even the smallest fleet has its specimens', () => {
    const devices = [...fleetOf(9, 6).devices()]
    expect(devices.map(({ specimen }) => specimen)).toEqual(['lab', 'stored-away', 'linux-steady', 'mac-steady', 'old-software', 'server-steady'])
    expect(devices.map(({ platform }) => platform)).toEqual(['windows', 'windows', 'linux', 'darwin', 'windows', 'windows'])
  })

  test('odd values are there on purpose: junk serials, missing hardware, old data, hard names', () => {
    const fleet = fleetOf(1, 4_000)
    const devices = [...fleet.devices()]
    for (const oddity of ['noHardware', 'oldHardware', 'noPublicAddress', 'bareInventory'] as const) {
      expect(devices.filter(({ oddities }) => oddities[oddity]).length).toBeGreaterThan(5)
    }
    expect(devices.filter(({ serial }) => serial === 'To be filled by O.E.M.').length).toBeGreaterThan(3)
    expect([...fleet.places.clients.values()].some(({ name }) => name.length > 80)).toBe(true)
  })

  test('a Windows device has a full inventory', () => {
    const fleet = fleetOf(1, 10)
    const lab = fleet.byId(1)!
    expect(softwareOf(lab, fleet).length).toBeGreaterThan(55)
    expect(servicesOf(lab, fleet).map(({ name }) => name)).toContain('Spooler')
    expect(hardwareOf(lab).disks).toHaveLength(2)
  })

  test('moving, touching and removing a device keeps the lists right', () => {
    const fleet = fleetOf(1, 40)
    const device = fleet.byId(9)!
    const { siteId: home } = device
    const away = fleet.places.addSite(fleet.clientOf(device).id, 'Away')
    fleet.move(device, away.id)
    expect([...fleet.devicesOfSite(away.id)]).toEqual([device])
    expect([...fleet.devicesOfSite(home)]).not.toContain(device)
    fleet.touch(device)
    expect([...fleet.devices()].at(-1)).toBe(device)
    fleet.remove(device)
    expect([fleet.byId(9), fleet.byKey(device.key), fleet.size]).toEqual([undefined, undefined, 39])
  })
})
