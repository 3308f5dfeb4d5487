import type { AlertsSection, ChecksSection, CustomFieldsSection, NetworkSection, SectionState, ServicesSection, SoftwareSection, UpdatesSection, VolumesSection } from '#shared/model/section.ts'
import { toAgo, toBytes, toMoment, toText } from './format.ts'
import { type Column, plain, toTable } from './table.ts'

/** Values of the sections that are one list. */
interface Lists {
  readonly volumes: VolumesSection
  readonly network: NetworkSection
  readonly software: SoftwareSection
  readonly services: ServicesSection
  readonly updates: UpdatesSection
  readonly checks: ChecksSection
  readonly alerts: AlertsSection
  readonly custom_fields: CustomFieldsSection
}

const day = (at: number | null): string => (at === null ? '–' : new Date(at).toISOString().slice(0, 10))

/** Characters of the last column, which holds the long texts; the others are cut earlier. */
const lastWidth = 500

/** A table from titles and how each is filled. A text of several lines becomes one. */
function table<Row>(rows: readonly Row[], cells: Readonly<Record<string, (row: Row) => unknown>>): string {
  const titles = Object.keys(cells)
  const columns = Object.entries(cells).map(([title, value]): Column<Row> => ({
    title, value: (row) => toText(value(row)).replaceAll(/\s+/g, ' '), ...(title === titles.at(-1) ? { maxWidth: lastWidth } : {}),
  }))
  return toTable<Row>(columns, rows)
}

const writers: { readonly [Name in keyof Lists]: { readonly rows: (value: Lists[Name]) => readonly unknown[]; readonly write: (value: Lists[Name]) => string } } = {
  volumes: {
    rows: (value) => value.volumes,
    write: (value) => table(value.volumes, { Volume: (row) => row.name, System: (row) => row.fileSystem, Size: (row) => toBytes(row.bytes), Free: (row) => toBytes(row.freeBytes), Note: (row) => row.flag, Disk: (row) => row.disk ?? row.diskReason }),
  },
  network: {
    rows: (value) => value.adapters,
    write: (value) => table(value.adapters, { Adapter: (row) => row.name, State: (row) => row.status, Mac: (row) => row.mac, Addresses: (row) => [...row.ipv4, ...row.ipv6], Gateway: (row) => row.gateways, DNS: (row) => row.dns, Mbps: (row) => row.speedMbps }),
  },
  software: {
    rows: (value) => value.items,
    write: (value) => table(value.items, { Program: (row) => row.name, Version: (row) => row.version, Publisher: (row) => row.publisher, Installed: (row) => day(row.installedAt), Size: (row) => toBytes(row.bytes) }),
  },
  services: {
    rows: (value) => value.services,
    write: (value) => table(value.services, { State: (row) => row.state, Name: (row) => row.name, Service: (row) => row.displayName, Start: (row) => row.startType, 'Runs as': (row) => row.account, Process: (row) => row.pid }),
  },
  updates: {
    rows: (value) => value.updates,
    write: (value) => table(value.updates, { State: (row) => row.state, Severity: (row) => row.severity ?? 'Other', Number: (row) => row.kb, Decision: (row) => row.decision, Installed: (row) => day(row.installedAt), Category: (row) => row.categories, Update: (row) => row.title }),
  },
  checks: {
    rows: (value) => value.checks,
    write: (value) => table(value.checks, { Result: (row) => row.status, Check: (row) => row.name, 'Last run': (row) => toMoment(row.lastRunAt), Failed: (row) => row.failCount, 'Set by': (row) => (row.isInherited ? 'policy' : 'device'), 'Last output': (row) => row.detail }),
  },
  alerts: {
    rows: (value) => value.alerts,
    write: (value) => table(value.alerts, { Severity: (row) => row.severity, Since: (row) => toMoment(row.raisedAt), 'Raised by': (row) => row.kind, Snoozed: (row) => (row.isSnoozed ? toMoment(row.snoozedUntil) : 'no'), Message: (row) => row.message }),
  },
  custom_fields: { rows: (value) => value.fields, write: (value) => table(value.fields, { Field: (row) => row.name, Value: (row) => row.value }) },
}

/** Sections that can be printed as a table. */
export const listSections = Object.keys(writers) as readonly (keyof Lists)[]

/** A section in one line: its age and where it comes from, or why there is none. */
export function describeSection(one: SectionState, now: number): string {
  const age = one.freshness === 'unknown' ? '' : `${one.freshness}, `
  const reason = one.missing !== null && one.problem !== undefined && one.problem !== one.missing ? `: ${one.problem}` : ''
  return `${one.section.padEnd(14)} ${one.missing === null ? `${age}read ${toAgo(one.fetchedAt, now)} from ${one.source}` : `${one.missing}${reason}`}`
}

/** What a section holds, under its line; an empty list is said. */
export function describeValue(state: SectionState, now: number): string {
  const line = plain(describeSection(state, now))
  const name = listSections.find((one) => one === state.section)
  if (name === undefined || state.value === null) return line
  const { rows, write } = writers[name] as { readonly rows: (value: unknown) => readonly unknown[]; readonly write: (value: unknown) => string }
  return `${line}\n${rows(state.value).length === 0 ? 'None.' : write(state.value)}`
}
