import { AppError } from '#shared/errors/app-error.ts'
import type { FieldTerm, FilterValue } from '#shared/filter/filter-node.ts'
import { testNumber, testText } from '#shared/filter/value-tests.ts'
import { compareVersions } from '#shared/util/compare-versions.ts'
import type { z } from 'zod'
import type { HardwareSection, NetworkSection, ServicesSection, SectionName, VolumesSection } from '#shared/model/section.ts'
import type { Store } from '../storage/store.ts'

/** Ids of devices that satisfy a term the list cannot answer. */
type DeviceIds = ReadonlySet<string>

const notAnswered = (field: string) =>
  new AppError({
    code: 'input.filter',
    what: `"${field}:" cannot be answered: nothing of that kind is stored yet.`,
    effect: 'The list was not filtered.',
    next: 'Leave this part out.',
    remedy: 'check-input',
    facts: { field },
  })

function isVersionWanted(value: FilterValue, version: string): boolean {
  if (!value.version) return true
  const order = compareVersions(version, value.version.text)
  const { op } = value.version
  if (op === '<') return order < 0
  if (op === '<=') return order <= 0
  if (op === '>') return order > 0
  if (op === '>=') return order >= 0
  return op === '!=' ? order !== 0 : order === 0
}

async function withSoftware(store: Store, term: FieldTerm): Promise<DeviceIds> {
  const found = new Set<string>()
  for (const value of term.values) {
    const rows = await store.read.software(value.text)
    for (const row of rows) if (isVersionWanted(value, row.version)) found.add(row.deviceId)
  }
  return found
}

/** Reads the fact a deep field is about out of a stored section; null when it is not in there. */
interface SectionFact {
  readonly section: SectionName
  readonly numbers?: (value: never) => readonly number[]
  readonly texts?: (value: never) => readonly string[]
}

const sectionFacts: Readonly<Record<string, SectionFact>> = {
  mac: { section: 'network', texts: (value: z.infer<typeof NetworkSection>) => value.adapters.flatMap((one) => (one.mac === null ? [] : [one.mac])) },
  svc: { section: 'services', texts: (value: z.infer<typeof ServicesSection>) => value.services.flatMap((one) => [one.name, one.displayName ?? '']) },
  ram: { section: 'hardware', numbers: (value: z.infer<typeof HardwareSection>) => (value.memoryTotal === null ? [] : [value.memoryTotal]) },
  disk: { section: 'hardware', numbers: (value: z.infer<typeof HardwareSection>) => [value.disks.reduce((sum, one) => sum + (one.bytes ?? 0), 0)].filter((bytes) => bytes > 0) },
}

type Volumes = z.infer<typeof VolumesSection>

/** Free space of the fullest volume: percent when the term says so, else bytes. */
function freeSpace(value: Volumes, isPercent: boolean): readonly number[] {
  const free = value.volumes.flatMap(({ bytes, freeBytes }) => (freeBytes === null || (isPercent && !bytes) ? [] : [isPercent ? (freeBytes / (bytes ?? 1)) * 100 : freeBytes]))
  return free.length === 0 ? [] : [Math.min(...free)]
}

function matches(term: FieldTerm, fact: SectionFact | undefined, value: unknown): boolean {
  return term.values.some((wanted) => {
    if (term.field === 'free') return freeSpace(value as Volumes, wanted.text.endsWith('%')).some(testNumber('number', wanted, { now: 0 }))
    if (fact?.numbers) return fact.numbers(value as never).some(testNumber('number', wanted, { now: 0 }))
    return (fact?.texts?.(value as never) ?? []).some((text) => testText('text', wanted)(text.toLowerCase()))
  })
}

/** Answers one deep term from the store. Throws `input.filter` for a field nothing is stored for. */
export async function answerDeepTerm(store: Store, term: FieldTerm): Promise<DeviceIds> {
  if (term.field === 'sw') return withSoftware(store, term)
  const fact = sectionFacts[term.field]
  const section = term.field === 'free' ? 'volumes' : fact?.section
  if (section === undefined) throw notAnswered(term.field)
  const rows = await store.read.sectionValues(section)
  return new Set(rows.filter((row) => matches(term, fact, row.value)).map((row) => row.deviceId))
}
