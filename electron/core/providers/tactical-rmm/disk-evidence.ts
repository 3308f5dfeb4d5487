import { z } from 'zod'
import type { DiskEvidence } from '#shared/model/disk-health.ts'

const text = z.string().nullish().catch(null).transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value.trim()))
const count = z.number().nonnegative().nullish().catch(null).transform((value) => value ?? null)
const flag = z.boolean().nullish().catch(null).transform((value) => value ?? null)

const Attribute = z.object({ id: z.number().int(), raw: z.union([z.number(), z.object({ value: z.number() }).transform(({ value }) => value)]) })
const attributes = z.array(Attribute).nullish().catch(null)

const WindowsDisk = z.object({
  name: z.string(), model: text, serial: text, bytes: count, bus: text, media: text, health: text, operational: text, status: text,
  predict: flag, attributes, wear: count, readErrors: count, hours: count, temperature: count,
})

const Smart = z.object({
  model_name: text, serial_number: text,
  smart_status: z.object({ passed: flag }).nullish().catch(null),
  ata_smart_attributes: z.object({ table: attributes }).nullish().catch(null),
  nvme_smart_health_information_log: z
    .object({ critical_warning: count, percentage_used: count, media_errors: count, available_spare: count, available_spare_threshold: count })
    .nullish()
    .catch(null),
  power_on_time: z.object({ hours: count }).nullish().catch(null),
  temperature: z.object({ current: count }).nullish().catch(null),
})
const UnixDisk = z.object({ name: z.string(), bytes: count, model: text, serial: text, word: text, smart: Smart.nullish().catch(null) })

const Report = z.discriminatedUnion('system', [
  z.object({ v: z.literal(1), system: z.literal('windows'), disks: z.array(WindowsDisk).max(200) }),
  z.object({ v: z.literal(1), system: z.enum(['linux', 'macos']), smartctl: z.boolean(), disks: z.array(UnixDisk).max(200) }),
])

type Raws = Pick<DiskEvidence, 'isTableRead' | 'raw5' | 'raw187' | 'raw188' | 'raw197' | 'raw198'>

function rawsOf(table: z.infer<typeof attributes>): Raws {
  const rawOf = (id: number): number | null => table?.find((one) => one.id === id)?.raw ?? null
  return { isTableRead: (table?.length ?? 0) > 0, raw5: rawOf(5), raw187: rawOf(187), raw188: rawOf(188), raw197: rawOf(197), raw198: rawOf(198) }
}

function windowsPrediction({ predict, health, operational, status }: z.infer<typeof WindowsDisk>): boolean | null {
  if (predict || health === 'Unhealthy' || /predictive failure/i.test(operational ?? '') || /pred fail/i.test(status ?? '')) return true
  return predict === false || health === 'Healthy' ? false : null
}

function fromWindows(disk: z.infer<typeof WindowsDisk>): DiskEvidence {
  const isNvme = /nvme/i.test(disk.bus ?? '')
  // A disk with platters reports a wear of 0 as well, which means nothing.
  const isFlash = isNvme || /ssd/i.test(disk.media ?? '')
  const { name, model, serial, bytes } = disk
  return {
    name, model, serial, bytes,
    kind: isNvme ? 'nvme' : disk.attributes ? 'ata' : 'unknown',
    predictsFailure: windowsPrediction(disk),
    criticalWarning: null,
    wearPercent: isFlash ? disk.wear : null,
    mediaErrors: isNvme ? disk.readErrors : null,
    sparePercent: null,
    spareThreshold: null,
    ...rawsOf(disk.attributes),
    powerOnHours: disk.hours,
    temperature: disk.temperature === 0 ? null : disk.temperature,
    note: null,
  }
}

function unixNote({ word, smart }: z.infer<typeof UnixDisk>, hasTool: boolean): string | null {
  if (smart) return null
  const said = word === null ? '' : `; the system says "${word}"`
  return hasTool ? `smartctl could not read this disk${said}` : `smartctl is not installed on the device${said}`
}

function fromUnix(disk: z.infer<typeof UnixDisk>, hasTool: boolean): DiskEvidence {
  const { smart } = disk
  const log = smart?.nvme_smart_health_information_log
  const passed = smart?.smart_status?.passed ?? null
  const isFailing = passed === false || /fail/i.test(disk.word ?? '')
  return {
    name: disk.name,
    model: smart?.model_name ?? disk.model,
    serial: smart?.serial_number ?? disk.serial,
    bytes: disk.bytes,
    kind: log ? 'nvme' : smart?.ata_smart_attributes ? 'ata' : 'unknown',
    predictsFailure: isFailing ? true : passed === true || disk.word === 'Verified' ? false : null,
    criticalWarning: log?.critical_warning ?? null,
    wearPercent: log?.percentage_used ?? null,
    mediaErrors: log?.media_errors ?? null,
    sparePercent: log?.available_spare ?? null,
    spareThreshold: log?.available_spare_threshold ?? null,
    ...rawsOf(smart?.ata_smart_attributes?.table),
    powerOnHours: smart?.power_on_time?.hours ?? null,
    temperature: smart?.temperature?.current ?? null,
    note: unixNote(disk, hasTool),
  }
}

function parse(line: string | undefined): unknown {
  try {
    return line === undefined ? undefined : JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The evidence in what a health script printed; null when it printed something else. Values of a wrong kind are null. */
export function readDiskEvidence(output: string): DiskEvidence[] | null {
  const report = Report.safeParse(parse(output.split('\n').find((line) => line.trimStart().startsWith('{'))))
  if (!report.success) return null
  const { data } = report
  return data.system === 'windows' ? data.disks.map(fromWindows) : data.disks.map((disk) => fromUnix(disk, data.smartctl))
}
