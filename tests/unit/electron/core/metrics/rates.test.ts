import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeMemory } from '#core/metrics/memory-use.ts'
import { newErrors, toSampleSet } from '#core/metrics/rates.ts'
import type { CounterReading } from '#shared/model/metric.ts'
import { aReading, aVolume, anInterface } from '#tests/builders/a-reading.ts'

/** The second of two readings ten seconds apart. */
const after = (change: Partial<CounterReading>, seconds = 10): CounterReading => aReading({ uptimeSeconds: 1_000 + seconds, ...change })

const valuesOf = (previous: CounterReading | null, current: CounterReading, last: Record<string, number | null> = {}, seconds: number | null = 10) =>
  toSampleSet({ previous, current, last, seconds, isWindows: true }, 0).values

describe('rates from two readings', () => {
  test('S49: known counters give exact bytes per second, per volume', () => {
    const previous = aReading({ volumes: [aVolume({ readBytes: 1_000, writeBytes: 5_000 }), aVolume({ name: 'D:', readBytes: 7 })] })
    const current = after({ volumes: [aVolume({ readBytes: 21_000, writeBytes: 5_000 }), aVolume({ name: 'D:', readBytes: 77 })] })
    const values = valuesOf(previous, current)
    expect(values['disk.read:C:']).toBe(2_000)
    expect(values['disk.write:C:']).toBe(0)
    expect(values['disk.read:D:']).toBe(7)
  })

  test('S50: response time is busy time over requests, and unknown without requests', () => {
    const previous = aReading()
    expect(valuesOf(previous, after({ volumes: [aVolume({ reads: 30, writes: 20, ioMs: 400 })] }))['disk.response_ms:C:']).toBe(8)
    expect(valuesOf(previous, after({}))['disk.response_ms:C:']).toBeNull()
  })

  test('S51: a 32-bit counter that wraps near its usual rate gives the true rate', () => {
    const previous = aReading({ interfaces: [anInterface({ rxBytes: 2 ** 32 - 5_000 })] })
    const current = after({ interfaces: [anInterface({ rxBytes: 5_000 })] })
    expect(valuesOf(previous, current, { 'net.rx:Ethernet': 900 })['net.rx:Ethernet']).toBe(1_000)
  })

  test('S51: a counter that was set back is a gap: no negative value, no spike', () => {
    const big = aReading({ interfaces: [anInterface({ rxBytes: 3e9 })] })
    const reset = after({ interfaces: [anInterface({ rxBytes: 10 })] })
    expect(valuesOf(big, reset, { 'net.rx:Ethernet': 500 })['net.rx:Ethernet']).toBeNull()
    const wide = aReading({ interfaces: [anInterface({ rxBytes: 9e12 })] })
    expect(valuesOf(wide, reset, { 'net.rx:Ethernet': 500 })['net.rx:Ethernet']).toBeNull()
  })

  test('S51: after a restart no counter gives a rate, even one that is already higher', () => {
    const previous = aReading({ uptimeSeconds: 500_000, interfaces: [anInterface({ rxBytes: 100 })] })
    const current = after({ uptimeSeconds: 4, interfaces: [anInterface({ rxBytes: 90_000 })] })
    expect(valuesOf(previous, current, { 'net.rx:Ethernet': 5 })['net.rx:Ethernet']).toBeNull()
  })

  test('S51: no pair of counters ever gives a negative value, or more than a wrap could be', () => {
    const counter = fc.option(fc.integer({ min: 0, max: 2 ** 34 }), { nil: null })
    const uptime = fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null })
    const isProven = (before: number | null, now: number | null, up: number | null, upNow: number | null, last: number | null): boolean => {
      const previous = aReading({ uptimeSeconds: up, interfaces: [anInterface({ rxBytes: before })] })
      const current = aReading({ uptimeSeconds: upNow, interfaces: [anInterface({ rxBytes: now })] })
      const rate = valuesOf(previous, current, { 'net.rx:Ethernet': last })['net.rx:Ethernet'] ?? null
      const isGrowth = before !== null && now !== null && now >= before
      return rate === null || (rate >= 0 && (isGrowth || rate <= (last ?? 0) * 4 + 2 ** 20))
    }
    const found = fc.check(fc.property(counter, counter, uptime, uptime, fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: null }), isProven), { numRuns: 2_000 })
    expect(found.counterexample).toBeNull()
  })

  test('S51: new errors are found by interface, however fast they come', () => {
    expect(newErrors({ 'net.errors:Ethernet': 2, 'net.errors:Wi-Fi': 0.1, 'net.errors:quiet': 0, 'net.errors:unknown': null, 'net.rx:Ethernet': 9 })).toEqual([
      { name: 'Ethernet', perSecond: 2 },
      { name: 'Wi-Fi', perSecond: 0.1 },
    ])
  })

  test('S10: what a device does not report is null in every series, never 0', () => {
    const bare = aReading({
      cpuPercent: null,
      processorQueue: null,
      memoryTotal: null,
      memoryAvailable: null,
      uptimeSeconds: null,
      volumes: [aVolume({ readBytes: null, writeBytes: null, reads: null, writes: null, ioMs: null, queue: null, free: null })],
      interfaces: [anInterface({ rxBytes: null, txBytes: null, rxErrors: null, txErrors: null })],
    })
    const values = Object.values(valuesOf(bare, bare))
    expect(values.length).toBeGreaterThan(10)
    expect(new Set(values)).toEqual(new Set([null]))
  })

  test('S10: the first reading, a clock that stepped and a long pause give no rates', () => {
    const current = after({ interfaces: [anInterface({ rxBytes: 5 })] })
    expect(valuesOf(null, current)['net.rx:Ethernet']).toBeNull()
    expect(valuesOf(aReading(), current, {}, null)['net.rx:Ethernet']).toBeNull()
    expect(valuesOf(aReading(), current, {}, 0)['net.rx:Ethernet']).toBeNull()
  })

  test('S39: a CPU value outside 0-100 is not a value', () => {
    expect(valuesOf(null, aReading({ cpuPercent: 100 }))['cpu.percent']).toBe(100)
    expect(valuesOf(null, aReading({ cpuPercent: 140 }))['cpu.percent']).toBeNull()
    expect(valuesOf(null, aReading({ cpuPercent: -1 }))['cpu.percent']).toBeNull()
  })

  test('S40: no sensor is null, not 0', () => {
    expect(valuesOf(null, aReading())['cpu.temperature']).toBeNull()
    expect(valuesOf(null, aReading({ cpuTemperature: 54.5, cpuSensor: 'Package id 0' }))['cpu.temperature']).toBe(54.5)
  })

  test('S41, D01: a payload with 24 of 32 GB free and 75 % used is flagged, and used percent is computed from its bytes', () => {
    const reading = aReading({ memoryUsedPercent: 75 })
    expect(valuesOf(null, reading)['memory.used_percent']).toBe(25)
    expect(judgeMemory(reading).flag).toBe('The device reports 75.0 % of memory used, but 24.0 GiB of 32.0 GiB are available: 25.0 %, computed from bytes, is shown.')
    expect(judgeMemory(aReading({ memoryUsedPercent: 25.9 })).flag).toBeNull()
    expect(judgeMemory(aReading({ memoryAvailable: 64 * 2 ** 30 })).flag).toContain('64.0 GiB of memory available, but has 32.0 GiB')
  })

  test('S41: used percent comes from bytes; more available than there is gives none', () => {
    expect(valuesOf(null, aReading())['memory.used_percent']).toBe(25)
    expect(valuesOf(null, aReading({ memoryAvailable: 64 * 2 ** 30 }))['memory.used_percent']).toBeNull()
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
        const available = Math.round(total * share)
        const used = valuesOf(null, aReading({ memoryTotal: total, memoryAvailable: available }))['memory.used_percent']
        expect(Math.abs((used ?? -9) - (100 * (total - available)) / total)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('S47: Windows has a processor queue, the others a load average, and no device has both', () => {
    const reading = aReading({ load1: 0.7, processorQueue: 3 })
    const of = (isWindows: boolean) => toSampleSet({ previous: null, current: reading, last: {}, seconds: null, isWindows }, 0).values
    expect([of(true)['load.1m'], of(true)['cpu.queue']]).toEqual([undefined, 3])
    expect([of(false)['load.1m'], of(false)['cpu.queue']]).toEqual([0.7, undefined])
  })

  test('S48: available is bytes; cached only when reported', () => {
    const values = valuesOf(null, aReading({ memoryCached: 2 ** 30 }))
    expect(values['memory.available']).toBe(24 * 2 ** 30)
    expect(values['memory.cached']).toBe(2 ** 30)
    expect(valuesOf(null, aReading())['memory.cached']).toBeNull()
  })
})
