import type { Device } from '#shared/model/device.ts'
import type { PipelineEntry, Recomputed } from '#shared/model/pipeline.ts'
import { askedLimitMs, effectiveStatus, isUnasked } from '#shared/util/effective-status.ts'
import { worstProblem } from '#shared/util/worst-problem.ts'
import type { Ports } from '../ports.ts'
import type { Redactor } from '../redact/redactor.ts'
import type { KeptStep } from './pipeline-memory.ts'

/** Longest value that is shown, in characters. */
const longest = 200

/** What an entry is judged by besides itself. */
export interface ViewTools {
  readonly redactor: Redactor
  readonly now: number
  readonly host: Ports['host']
  /** When the list of an account was last read; null for never. */
  readonly listFetchedAt: (accountId: string) => number | null
}

/**
 * A value as it is shown: redacted together with its name, so that a field called "password" hides what is in it, then cut.
 * SECURITY: redacted before it is cut: half a secret would not be recognised.
 */
function shownValue(field: string, value: string | null, redactor: Redactor): string | null {
  if (value === null) return null
  const front = `${field.replace(/^customFields\./, '')}=`
  const redacted = redactor.redact(front + value)
  const shown = redacted.startsWith(front) ? redacted.slice(front.length) : '[redacted]'
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown
}

const redactKeys = <Value>(record: Readonly<Record<string, Value>>, redactor: Redactor): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [redactor.redact(key).slice(0, longest), value]))

function judgedNow(device: Device, { now, host, listFetchedAt }: ViewTools): Recomputed[] {
  const limitMs = host === 'cli' ? askedLimitMs.background : askedLimitMs.window
  const shown = effectiveStatus(device.status, isUnasked(listFetchedAt(device.accountId), now, limitMs))
  return [
    { kind: 'status', reported: device.status, shown },
    { kind: 'problem', problem: worstProblem(device)?.kind ?? null },
  ]
}

function recomputedOf(step: KeptStep, device: Device | null, tools: ViewTools): Recomputed[] {
  const row: Recomputed[] = step.announced ? [{ kind: 'list-row', revision: step.announced.revision, afterMs: Math.max(0, step.announced.at - step.at) }] : []
  const sections = step.judged.map((one): Recomputed => ({ kind: 'section', ...one, afterMs: 0 }))
  return [...row, ...sections, ...(device ? judgedNow(device, tools) : [])]
}

/** What is kept of a device as it is shown: texts redacted and cut, judgements as of now. */
export function toEntry(step: KeptStep, device: Device | null, tools: ViewTools): PipelineEntry {
  const { redactor } = tools
  const { deviceId, accountId, traceId, at, mapped, change } = step
  const reason = mapped.firstRejection
  return {
    deviceId,
    deviceName: device?.name ?? null,
    accountId,
    traceId,
    at,
    responses: [...step.responses()],
    mapped: { ...mapped, fields: mapped.fields.map((field) => redactor.redact(field)), firstRejection: reason === null ? null : redactor.redact(reason), drift: redactKeys(mapped.drift, redactor) },
    change: { ...change, fields: change.fields.map(({ field, from, to }) => ({ field: redactor.redact(field), from: shownValue(field, from, redactor), to: shownValue(field, to, redactor) })) },
    recomputed: recomputedOf(step, device, tools),
  }
}
