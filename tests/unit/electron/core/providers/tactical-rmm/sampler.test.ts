import { execFileSync } from 'node:child_process'
import { platform } from 'node:os'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { linuxSampler } from '#core/providers/tactical-rmm/sampler-linux.ts'
import { macosSampler } from '#core/providers/tactical-rmm/sampler-macos.ts'
import { windowsSampler } from '#core/providers/tactical-rmm/sampler-windows.ts'
import { parseReading } from '#core/providers/tactical-rmm/metrics.ts'
import { createVendorErrors } from '#core/providers/toolkit/vendor-errors.ts'
import { CounterReading } from '#shared/model/metric.ts'

const parts = { errors: createVendorErrors({ label: 'Tactical RMM', host: 'api.example.com' }) }
const line = {
  v: 1, at: 1_795_000_000_000, cpu: { percent: 12.5, temperature: null, sensor: 'ignored without a value', load1: null, queue: 2 },
  memory: { total: 8e9, available: 4e9, cached: null }, uptime: 100,
  volumes: [{ name: 'C:', readBytes: 1, writeBytes: 2, reads: 3, writes: 4, ioMs: 5, queue: 0, free: 6, size: 7 }],
  interfaces: [{ name: 'Ethernet', rxBytes: 1, txBytes: 2, rxErrors: 0, txErrors: 0, up: true }],
}

test.each([['windows', windowsSampler], ['linux', linuxSampler], ['macos', macosSampler]])('the sampler for %s says what it is in its first line and is small', (_name, script) => {
  expect(script.split('\n')[0]).toMatch(/^#.*outrider-sampler v1/)
  expect(Buffer.byteLength(JSON.stringify(script))).toBeLessThan(4_000)
})

test('S40: without a sensor the temperature is null, never 0, and no sensor is named', () => {
  const reading = parseReading(parts, JSON.stringify(line))
  expect(reading).toMatchObject({ cpuTemperature: null, cpuSensor: null, cpuPercent: 12.5 })
  expect(CounterReading.safeParse(reading).success).toBe(true)
})

test('the line is found between other output, and values that are missing stay missing', () => {
  const { memory, ...rest } = line
  const reading = parseReading(parts, `WARNING: something\r\n${JSON.stringify({ ...rest, memory: { total: memory.total }, volumes: [], uptime: 'odd' })}\r\n`)
  expect(reading).toMatchObject({ memoryTotal: 8e9, memoryAvailable: null, memoryCached: null, uptimeSeconds: null, volumes: [] })
})

test.each(['', 'command not found', '{"v":2}', '{"v":1,"at":0}', '{'])('an answer that is no reading (%s) is a contract error', (output) => {
  expect(() => parseReading(parts, output)).toThrow(/sampling script/)
})

describe.runIf(platform() !== 'win32')('on any Unix', () => {
  test('the script for macOS makes one valid line of what the tools of a Mac print', () => {
    const tools = fileURLToPath(new URL('../../../../../fixtures/tactical-rmm/macos-tools', import.meta.url))
    const output = execFileSync('/bin/sh', ['-c', macosSampler], { encoding: 'utf8', env: { ...process.env, PATH: `${tools}:${process.env['PATH']}` } })
    const { at, uptimeSeconds, ...reading } = parseReading(parts, output)
    expect(at - (uptimeSeconds ?? 0) * 1_000).toBe(1_795_000_000_000)
    expect(reading).toEqual({
      cpuPercent: 1.9, cpuTemperature: null, cpuSensor: null, load1: 1.52, processorQueue: null,
      memoryTotal: 17_179_869_184, memoryAvailable: (12_345 + 290_000 + 1_000) * 16_384, memoryCached: 150_000 * 16_384, memoryUsedPercent: null,
      volumes: [
        { name: '/', readBytes: 123_456_789, writeBytes: 987_654_321, reads: 1_000, writes: 2_000, ioMs: 12_000, queue: null, free: 307_200_000_000, size: 494_384_795_648 },
        { name: '/Volumes/My Disk', readBytes: null, writeBytes: null, reads: null, writes: null, ioMs: null, queue: null, free: 51_200_000_000, size: 102_400_000_000 },
      ],
      interfaces: [
        { name: 'en0', rxBytes: 2_222_222, txBytes: 3_333_333, rxErrors: 1, txErrors: 2, isUp: true },
        { name: 'utun0', rxBytes: 500, txBytes: 1_000, rxErrors: 0, txErrors: 0, isUp: false },
      ],
    })
  })
})

describe.runIf(platform() === 'linux')('on this computer', () => {
  const run = () => parseReading(parts, execFileSync('/bin/bash', ['-c', linuxSampler], { encoding: 'utf8' }))

  test('S47: the script for Linux prints one valid line with a load average and no processor queue', () => {
    const reading = run()
    expect(CounterReading.safeParse(reading).success).toBe(true)
    expect(reading.memoryTotal).toBeGreaterThan(reading.memoryAvailable ?? Infinity)
    expect(reading.load1).not.toBeNull()
    expect(reading.processorQueue).toBeNull()
    expect(reading.interfaces.every((one) => one.name !== 'lo')).toBe(true)
  })

  test('S49: its counters never go back', () => {
    const [first, second] = [run(), run()]
    expect(second.at).toBeGreaterThan(first.at)
    for (const [index, volume] of second.volumes.entries()) expect(volume.writeBytes ?? 0).toBeGreaterThanOrEqual(first.volumes[index]?.writeBytes ?? 0)
    for (const [index, one] of second.interfaces.entries()) expect(one.rxBytes ?? 0).toBeGreaterThanOrEqual(first.interfaces[index]?.rxBytes ?? 0)
  })
})
