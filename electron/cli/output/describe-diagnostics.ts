import type { DiagnosticsOverview, TraceStory } from '#shared/contract/diagnostics.ts'
import type { Exchange } from '#shared/model/exchange.ts'
import type { PipelineEntry, Recomputed } from '#shared/model/pipeline.ts'
import { countOf, toBytes, toMoment } from './format.ts'
import { plain, toTable } from './table.ts'

/** One request in a line. */
export function describeExchange({ method, template, status, failure, durationMs, bytesIn, attempt }: Exchange): string {
  const outcome = status === null ? `no answer (${failure ?? 'unknown'})` : String(status)
  return `${method} ${template}: ${outcome}, ${toBytes(bytesIn)} in ${durationMs} ms${attempt > 1 ? `, try ${attempt}` : ''}`
}

function describeRecomputed(step: Recomputed): string {
  switch (step.kind) {
    case 'list-row':
      return `list row announced, revision ${step.revision}, after ${step.afterMs} ms`
    case 'section':
      return `${step.section} ${step.freshness}`
    case 'status':
      return step.reported === step.shown ? `status ${step.shown}` : `status ${step.reported}, shown as ${step.shown}`
    case 'problem':
      return `problem in the list: ${step.problem ?? 'none'}`
  }
}

function describeMapped({ fields, sections, failures, rejected, firstRejection, drift }: PipelineEntry['mapped']): string {
  const parts = [
    ...(fields.length > 0 ? [countOf(fields.length, 'field')] : []),
    ...(sections.length > 0 ? [`sections ${sections.join(', ')}`] : []),
    ...Object.entries(failures).map(([section, why]) => `${section} not read: ${why}`),
    ...(rejected > 0 ? [`${countOf(rejected, 'row')} of the page refused: ${firstRejection ?? ''}`] : []),
    ...Object.entries(drift).map(([key, count]) => `unknown key ${key} (${count})`),
  ]
  return parts.join('; ')
}

function describeChange({ kind, fields, sections, durationMs }: PipelineEntry['change']): string {
  const changed = fields.map(({ field, from, to }) => `${field} ${from ?? '–'} -> ${to ?? '–'}`)
  return [kind, ...changed, ...sections.map((section) => `${section} new`)].join('; ') + ` (${durationMs} ms)`
}

/** The four steps of one device. */
export function describeEntry(entry: PipelineEntry): string {
  const { deviceName, deviceId, traceId, at, responses, mapped, change, recomputed } = entry
  const steps = [
    ...responses.map((one) => `  response    ${describeExchange(one)}`),
    `  mapped      ${describeMapped(mapped)}`,
    `  change set  ${describeChange(change)}`,
    `  recomputed  ${recomputed.map(describeRecomputed).join('; ')}`,
  ]
  return [`${deviceName ?? deviceId}, ${toMoment(at)}, ${traceId}`, ...steps].map(plain).join('\n')
}

/** The devices as a table, for an overview. */
export const describeEntries = (entries: readonly PipelineEntry[]): string =>
  toTable<PipelineEntry>(
    [
      { title: 'Device', value: (one) => one.deviceName ?? one.deviceId, maxWidth: 32 },
      { title: 'Change', value: (one) => one.change.kind },
      { title: 'What', value: (one) => [...one.change.fields.map(({ field }) => field), ...one.change.sections].join(', '), maxWidth: 40 },
      { title: 'Trace id', value: (one) => one.traceId },
      { title: 'When', value: (one) => toMoment(one.at) },
    ],
    entries,
  )

/** Everything under one trace id. */
export function describeStory({ traceId, passes, records, exchanges, entries }: TraceStory): string {
  const lines = [
    ...passes.map(({ kind, outcome, created, updated, startedAt }) => `pass     ${toMoment(startedAt)} ${kind}, ${outcome}: ${created} created, ${updated} updated`),
    ...records.map(({ seq, at, phase, action }) => `journal  ${toMoment(Date.parse(at))} ${seq} ${phase} ${action}`),
    ...exchanges.map((one) => `request  ${describeExchange(one)}`),
  ]
  return [...(lines.length === 0 ? [`Nothing is known under ${traceId}.`] : lines.map(plain)), ...entries.map(describeEntry)].join('\n')
}

/** Versions, folders, key store and what is odd. */
export function describeOverview({ version, host, platform, versions, paths, vault, isWriter, settings, warnings, drift }: DiagnosticsOverview): string {
  const own = settings.filter((one) => one.source !== 'default').map(({ name, value, source }) => `${name}=${value}${source === name ? '' : ` (${source})`}`)
  return [
    `Outrider ${version} (${host}) on ${platform}; ${Object.entries(versions).map(([name, number]) => `${name} ${number}`).join(', ')}`,
    `Profile ${paths.profile}, logs ${paths.logs}${isWriter ? '' : '; this process only reads'}`,
    vault.says,
    `Settings: ${own.length === 0 ? 'all by default' : own.join(', ')}`,
    ...warnings.map((warning) => `Warning: ${warning}`),
    ...drift.map(({ accountName, keys }) => `Unknown keys from ${accountName}: ${Object.entries(keys).map(([key, count]) => `${key} (${count})`).join(', ')}`),
  ].map(plain).join('\n')
}
