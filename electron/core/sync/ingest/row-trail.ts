import type { IncomingDevice } from '#shared/model/device.ts'
import { deviceFields } from '../../storage/device-fields.ts'
import type { RowTrail } from '../../storage/store.ts'
import type { RowOutcome } from './ingest-parts.ts'
import type { MergedFacts } from './merge-facts.ts'

/** Rows of one page whose story is told: what diagnostics keeps in all (S32). */
const told = 100
/** Longest value that is told, in characters; it is cut again when it was redacted. */
const longest = 2_000

type NewsOutcome = Extract<RowOutcome, { readonly kind: 'created' | 'updated' }>

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longest)
}

const isReported = (value: unknown): boolean => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

function valueOf(facts: MergedFacts['facts'], label: string): unknown {
  const custom = /^customFields\.(.*)$/s.exec(label)?.[1]
  return custom === undefined ? (facts as unknown as Readonly<Record<string, unknown>>)[label] : facts.customFields[custom]
}

const listFields = ['status', 'lastSeenAt', ...deviceFields.map(({ field }) => field).filter((field) => field !== 'customFields')] as const

/** One text instead of a list, and one walk: a first sync asks for it two thousand times. */
function mappedNames(device: IncomingDevice): string {
  let names = ''
  for (const field of listFields) if (isReported(device[field])) names += `\n${field}`
  for (const [field, value] of Object.entries(device.customFields)) if (isReported(value)) names += `\ncustomFields.${field}`
  return names.slice(1)
}

function toTrail(device: IncomingDevice, { kind, deviceId, merged, isBack }: NewsOutcome): RowTrail {
  const changes = merged ? merged.changed.map((field) => ({ field, from: textOf(valueOf(merged.known, field)), to: textOf(valueOf(merged.facts, field)) })) : []
  return { kind, deviceId, mapped: mappedNames(device), changes: isBack ? [{ field: 'list', from: 'missing', to: 'present' }, ...changes] : changes }
}

/** Remembers which rows brought news, the last ones only, by reference: their story is put into words once a page. */
export function createRowTrails(): { readonly add: (device: IncomingDevice, outcome: NewsOutcome) => void; readonly read: () => RowTrail[] } {
  const last: { readonly device: IncomingDevice; readonly outcome: NewsOutcome }[] = []
  return {
    add: (device, outcome) => {
      if (last.push({ device, outcome }) > told) last.shift()
    },
    read: () => last.map(({ device, outcome }) => toTrail(device, outcome)),
  }
}
