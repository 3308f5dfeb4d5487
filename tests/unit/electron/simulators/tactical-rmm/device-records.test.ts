import { describe, expect, test } from 'vitest'
import { controlService } from '#simulators/fleet/services.ts'
import { alertRecords } from '#simulators/tactical-rmm/records/alert-records.ts'
import { watchAlerts } from '#simulators/tactical-rmm/records/alert-watch.ts'
import { checkResult, standing } from '#simulators/tactical-rmm/records/check-results.ts'
import { requestRun, resetResult } from '#simulators/tactical-rmm/records/check-runs.ts'
import { BLANK_CHECK, type Check } from '#simulators/tactical-rmm/records/check-records.ts'
import { resultOwner } from '#simulators/tactical-rmm/records/derived-store.ts'
import { checksOf } from '#simulators/tactical-rmm/records/device-policies.ts'
import { checkStore } from '#simulators/tactical-rmm/records/natural-checks.ts'
import { newStamps } from '#simulators/tactical-rmm/records/record-resource.ts'
import { practiceWorld } from './practice-world.ts'

const spooler = (checks: readonly Check[]): Check => checks.find(({ svc_name: name }) => name === 'Spooler')!

describe('checks that devices have by nature', () => {
  test('nothing is kept for a large fleet until somebody changes something', () => {
    const { world } = practiceWorld(2_000)
    const { rows } = world.table<Check>('checks')
    const before = rows.size
    for (const device of world.fleet.devices()) checksOf(world, device)
    expect(rows.size).toBe(before)
    expect([...rows.values()].every(({ policy }) => policy !== null)).toBe(true)
  })

  test('an edited check keeps its id and its change, a removed one stays away', () => {
    const { world, lab } = practiceWorld()
    const store = checkStore(world)
    const [first, second] = store.ofDevice(lab)
    store.replace({ ...first!, fails_b4_alert: 7 })
    store.remove(second!)
    expect(store.byId(first!.id)?.fails_b4_alert).toBe(7)
    expect(store.byId(second!.id)).toBeUndefined()
    expect(store.ofDevice(lab).map(({ id }) => id)).not.toContain(second!.id)
    expect(store.ofDevice(world.fleet.byId(2)!).length).toBeGreaterThan(0)
  })

  test('a result id leads back to the check and the device, for own and inherited checks', () => {
    const { world, lab } = practiceWorld()
    const checks = checksOf(world, lab)
    expect(checks.some(({ policy }) => policy !== null)).toBe(true)
    for (const check of checks) {
      const result = checkResult(check, lab, world)
      const found = resultOwner(Number(result.id), checkStore(world), world)
      expect([found?.row.id, found?.device.id]).toEqual([check.id, lab.id])
    }
  })
})

describe('results follow the life of the device', () => {
  test('a stopped service fails its check, an alert appears, and both end when the service runs again', async () => {
    const { world, lab, pass } = practiceWorld()
    await watchAlerts(world)
    const check = spooler(checksOf(world, lab))
    checkStore(world).replace({ ...check, dashboard_alert: true })
    const open = () => [...alertRecords(world).rows.values()].filter(({ assigned_check: id, resolved }) => id === check.id && !resolved)
    expect(standing(check, lab, world)?.failing).toBe(false)
    controlService(lab, 'Spooler', 'stop', world.fleet)
    pass(5)
    await watchAlerts(world)
    expect(checkResult(check, lab, world)).toMatchObject({ status: 'failing', alert_severity: 'error', more_info: 'Status: stopped' })
    expect(open()).toHaveLength(1)
    expect(open()[0]).toMatchObject({ agent: lab.id, severity: 'error', alert_type: 'check', hidden: false })
    controlService(lab, 'Spooler', 'start', world.fleet)
    pass(5)
    await watchAlerts(world)
    expect(open()).toHaveLength(0)
  })

  test('an alert resolved by hand comes back while its check still fails', async () => {
    const { world, lab, pass } = practiceWorld()
    const check = { ...spooler(checksOf(world, lab)), dashboard_alert: true }
    checkStore(world).replace(check)
    controlService(lab, 'Spooler', 'stop', world.fleet)
    pass(5)
    await watchAlerts(world)
    const mine = () => [...alertRecords(world).rows.values()].filter(({ assigned_check: id }) => id === check.id)
    const [first] = mine()
    alertRecords(world).rows.set(first!.id, { ...first!, resolved: true, resolved_on: new Date(world.now()).toISOString() })
    pass(10)
    await watchAlerts(world)
    expect(mine().map(({ resolved }) => resolved)).toEqual([true, false])
  })

  test('a reset result passes until the next run finds the fault again', () => {
    const { world, lab, pass } = practiceWorld()
    const check = spooler(checksOf(world, lab))
    controlService(lab, 'Spooler', 'stop', world.fleet)
    pass(5)
    expect(standing(check, lab, world)?.failing).toBe(true)
    resetResult(world, check, lab)
    expect(standing(check, lab, world)?.failing).toBe(false)
    pass(5)
    expect(standing(check, lab, world)?.failing).toBe(true)
  })

  test('a new check has no result before its first run', () => {
    const { world, lab, pass } = practiceWorld()
    const check = checkStore(world).add({ ...BLANK_CHECK, ...newStamps(world, 'x'), check_type: 'ping', ip: '192.0.2.1', name: 'x', agent: lab.id })
    expect(checkResult(check, lab, world)).toEqual({})
    expect(requestRun(world, lab)).toBe(true)
    pass(1)
    expect(checkResult(check, lab, world)).toMatchObject({ status: 'failing', agent: lab.id, assigned_check: check.id })
  })
})
