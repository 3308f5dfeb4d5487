import { AppError } from '#shared/errors/app-error.ts'
import type { Device } from '#shared/model/device.ts'
import type { FieldTerm, FilterValue } from '#shared/filter/filter-node.ts'
import { testNumber, testText } from '#shared/filter/value-tests.ts'
import type { z } from 'zod'
import type { HardwareSection, NetworkSection, ServicesSection, SectionName, VolumesSection } from '#shared/model/section.ts'
import type { Store } from '../storage/store.ts'
import { addressesOf } from './list-columns.ts'

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

async function withSoftware(store: Store, term: FieldTerm): Promise<DeviceIds> {
  const found = new Set<string>()
  for (const value of term.values) {
    for (const deviceId of await store.read.softwareOwners(value.text, value.version)) found.add(deviceId)
  }
  return found
}

/** Reads the fact a deep field is about out of a stored section; null when it is not in there. */
interface SectionFact {
  readonly section: SectionName
  readonly numbers?: (value: never) => readonly number[]
  readonly texts?: (value: never) => readonly string[]
}

type Network = z.infer<typeof NetworkSection>

/** A hardware address without what people and systems put between its digits: `f8-75-a4`, `f875.a4`, `F8:75:A4` are one. */
const bareMac = (text: string): string => text.replace(/[\s:.-]/g, '').toLowerCase()

const sectionFacts: Readonly<Record<string, SectionFact>> = {
  mac: { section: 'network', texts: (value: Network) => value.adapters.flatMap((one) => (one.mac === null ? [] : [bareMac(one.mac)])) },
  adapter: { section: 'network', texts: (value: Network) => value.adapters.flatMap((one) => [one.name, one.description ?? '']) },
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

/** Addresses of the list and of the adapters together; `!=` asks that none of them is it, `""` that none is known. */
async function withAddress(store: Store, term: FieldTerm, devices: readonly Device[]): Promise<DeviceIds> {
  const rows = await store.read.sectionValues('network')
  const ofAdapters = new Map(rows.map((row) => [row.deviceId, (row.value as Network).adapters.flatMap((one) => [...one.ipv4, ...one.ipv6])]))
  const isWanted = (addresses: readonly string[]) => (value: FilterValue) => {
    const isThere = value.text === '' ? addresses.length === 0 : addresses.some((address) => testText('ip', value)(address.toLowerCase()))
    return isThere === (value.op !== '!=')
  }
  const found = devices.filter((device) => term.values.some(isWanted([...addressesOf(device), ...(ofAdapters.get(device.id) ?? [])])))
  return new Set(found.map((device) => device.id))
}

/** Notes people wrote here; `!=` asks that none of the words is in it, `""` that there is no note. */
async function withNote(store: Store, term: FieldTerm, devices: readonly Device[]): Promise<DeviceIds> {
  const texts = new Map((await store.read.notes(-1)).items.map((note) => [note.deviceId, note.text.toLowerCase()]))
  const isWanted = (text: string) => (value: FilterValue) => testText('text', value)(text) === (value.op !== '!=')
  return new Set(devices.filter(({ id }) => term.values.some(isWanted(texts.get(id) ?? ''))).map((one) => one.id))
}

function matches(term: FieldTerm, fact: SectionFact | undefined, value: unknown): boolean {
  return term.values.some((wanted) => {
    if (term.field === 'free') return freeSpace(value as Volumes, wanted.text.endsWith('%')).some(testNumber('number', wanted, { now: 0 }))
    if (fact?.numbers) return fact.numbers(value as never).some(testNumber('number', wanted, { now: 0 }))
    const asked = term.field === 'mac' ? { ...wanted, text: bareMac(wanted.text) } : wanted
    return (fact?.texts?.(value as never) ?? []).some((text) => testText('text', asked)(text.toLowerCase()))
  })
}

/** Answers one deep term from the store; `devices` is the list. Throws `input.filter` for a field nothing is stored for. */
export async function answerDeepTerm(store: Store, term: FieldTerm, devices: readonly Device[]): Promise<DeviceIds> {
  if (term.field === 'ip') return withAddress(store, term, devices)
  if (term.field === 'sw') return withSoftware(store, term)
  if (term.field === 'note') return withNote(store, term, devices)
  const fact = sectionFacts[term.field]
  const section = term.field === 'free' ? 'volumes' : fact?.section
  if (section === undefined) throw notAnswered(term.field)
  const rows = await store.read.sectionValues(section)
  return new Set(rows.filter((row) => matches(term, fact, row.value)).map((row) => row.deviceId))
}
