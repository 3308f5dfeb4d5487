import { z } from 'zod'
import { AppError } from '#shared/errors/app-error.ts'
import type { RequestPreview } from '#shared/model/operation.ts'
import { CounterReading } from '#shared/model/metric.ts'
import type { CommandOutcome, CommandRequest, DeviceRef } from '../provider.ts'
import type { ApiClient } from '../toolkit/api-client.ts'
import { previewCommand, runCommand } from './command.ts'
import { linuxSampler } from './sampler-linux.ts'
import { macosSampler } from './sampler-macos.ts'
import { windowsSampler } from './sampler-windows.ts'

/** A reading that takes longer is of no use for a live view. */
const READING_LIMIT_SECONDS = 30

const samplers: Readonly<Record<DeviceRef['osFamily'], Pick<CommandRequest, 'shell' | 'command'> | null>> = {
  windows: { shell: 'powershell', command: windowsSampler },
  linux: { shell: 'bash', command: linuxSampler },
  macos: { shell: 'sh', command: macosSampler },
  other: null,
}

/** Heads of request and answer, about. */
const HEADS_BYTES = 600

const value = z.number().nullish().catch(null).transform((number) => number ?? null)
const word = z.string().nullish().catch(null).transform((text) => text ?? null)

/** The one line a sampling script prints. */
const SampleLine = z.object({
  v: z.literal(1),
  at: z.number().positive(),
  cpu: z.object({ percent: value, temperature: value, sensor: word, load1: value, queue: value }),
  memory: z.object({ total: value, available: value, cached: value, usedPercent: value }),
  uptime: value,
  volumes: z.array(z.object({ name: z.string(), readBytes: value, writeBytes: value, reads: value, writes: value, ioMs: value, queue: value, free: value, size: value })),
  interfaces: z.array(z.object({ name: z.string(), rxBytes: value, txBytes: value, rxErrors: value, txErrors: value, up: z.boolean().nullish().catch(null) })),
})

function samplingRequest(device: DeviceRef): CommandRequest {
  const sampler = samplers[device.osFamily]
  if (sampler === null) throw noSampler(device)
  return { ...sampler, timeoutSeconds: READING_LIMIT_SECONDS, runAsUser: false }
}

/** The request of one reading: the sampling script is a command that runs on the device. */
export const previewCounters = (client: ApiClient, device: DeviceRef): RequestPreview => previewCommand(client, device, samplingRequest(device))

/**
 * Reads the counters of a device by running the sampling script of its system. The time is the device's own. Throws
 * `device.no-answer` when the device does not answer, `vendor.contract` when it answers something else.
 */
export async function readCounters(client: ApiClient, device: DeviceRef, signal: AbortSignal): Promise<{ reading: CounterReading; bytes: number }> {
  const request = samplingRequest(device)
  const outcome = await runCommand(client, device, request, { signal, onSent: () => undefined })
  if (outcome.kind !== 'answered') throw toError(device, outcome)
  const sent = previewCommand(client, device, request)
  return { reading: parseReading(client, outcome.output), bytes: HEADS_BYTES + sent.url.length + sent.body.length + outcome.output.length }
}

/** Finds the line in what the script printed and reads it. */
export function parseReading(client: Pick<ApiClient, 'errors'>, output: string): CounterReading {
  const line = output.split('\n').find((candidate) => candidate.trimStart().startsWith('{'))
  const parsed = SampleLine.safeParse(line === undefined ? undefined : tryParse(line))
  if (!parsed.success) throw client.errors.contract('the sampling script printed something else')
  const { at, cpu, memory, uptime, volumes, interfaces } = parsed.data
  return {
    at,
    cpuPercent: cpu.percent === null ? null : Math.min(100, Math.max(0, cpu.percent)),
    cpuTemperature: cpu.temperature,
    cpuSensor: cpu.temperature === null ? null : cpu.sensor,
    load1: cpu.load1,
    processorQueue: cpu.queue,
    memoryTotal: memory.total,
    memoryAvailable: memory.available,
    memoryCached: memory.cached,
    memoryUsedPercent: memory.usedPercent,
    uptimeSeconds: uptime,
    volumes,
    interfaces: interfaces.map(({ up, ...counters }) => ({ ...counters, isUp: up ?? null })),
  }
}

function tryParse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const noSampler = (device: DeviceRef) =>
  new AppError({
    code: 'vendor.unsupported',
    what: `There is no way to measure ${device.name}: its operating system is not known.`,
    effect: 'Nothing was sent.',
    next: 'Look at the facts of the device instead.',
    remedy: 'none',
  })

function toError(device: DeviceRef, outcome: Exclude<CommandOutcome, { readonly kind: 'answered' }>): AppError {
  if (outcome.kind === 'rate-limited') {
    return new AppError({
      code: 'vendor.rate-limited',
      what: 'The server asks for fewer requests.',
      effect: 'This reading is missing.',
      next: 'Readings go on more slowly.',
      remedy: 'wait',
      facts: { retryAfterMs: outcome.retryAfterMs },
    })
  }
  const isRefused = outcome.kind === 'failed' && outcome.httpStatus === 403
  return new AppError({
    code: isRefused ? 'auth.missing-right' : outcome.kind === 'failed' ? 'vendor.refused' : 'device.no-answer',
    what: outcome.says,
    effect: `This reading of ${device.name} is missing.`,
    next: isRefused ? "Right needed: can_send_cmd. Ask the server's administrator." : 'The next reading is tried by itself.',
    remedy: isRefused ? 'ask-administrator' : 'wait',
  })
}
