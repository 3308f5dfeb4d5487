import type { CounterReading } from '#shared/model/metric.ts'

type Volume = CounterReading['volumes'][number]
type Interface = CounterReading['interfaces'][number]

/** A volume with counters at zero. */
export const aVolume = (change: Partial<Volume> = {}): Volume => ({
  name: 'C:',
  readBytes: 0,
  writeBytes: 0,
  reads: 0,
  writes: 0,
  ioMs: 0,
  queue: 0,
  free: 40e9,
  size: 100e9,
  ...change,
})

/** A network interface with counters at zero. */
export const anInterface = (change: Partial<Interface> = {}): Interface => ({
  name: 'Ethernet',
  rxBytes: 0,
  txBytes: 0,
  rxErrors: 0,
  txErrors: 0,
  isUp: true,
  ...change,
})

/** A reading of a Windows device that has everything but a temperature sensor. */
export const aReading = (change: Partial<CounterReading> = {}): CounterReading => ({
  at: Date.UTC(2026, 10, 22, 10),
  cpuPercent: 20,
  cpuTemperature: null,
  cpuSensor: null,
  load1: null,
  processorQueue: 1,
  memoryTotal: 32 * 2 ** 30,
  memoryAvailable: 24 * 2 ** 30,
  memoryCached: null,
  memoryUsedPercent: null,
  uptimeSeconds: 1_000,
  volumes: [aVolume()],
  interfaces: [anInterface()],
  ...change,
})
