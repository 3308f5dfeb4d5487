import type { DeviceChange } from '#shared/model/device-change.ts'
import type { SectionName } from '#shared/model/section.ts'
import { canonicalJson } from './canonical-json.ts'
import { changeRules, type ListRule } from './change-rules.ts'

/** A change without when and where from. */
export type FactChange = Pick<DeviceChange, 'place' | 'subject' | 'field' | 'before' | 'after'>

type Fields = Readonly<Record<string, unknown>>

/** Changes of one reading that get a row of their own; one more row tells how many further ones there were. */
export const rowsPerReading = 40
/** Characters kept of a value. */
const valueLength = 300

/** Words of ours for "the vendor does not tell". */
const unknownWords: ReadonlySet<unknown> = new Set(['unknown', 'pending'])

/** True when a value says nothing: it was not reported, which is neither a change nor its end. */
export const isUnreported = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || unknownWords.has(value)

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A value as text; the order of a list is noise. */
export function changeText(value: unknown): string {
  const text = Array.isArray(value) ? value.map(String).toSorted(byCode).join(', ') : typeof value === 'string' ? value.normalize('NFC') : JSON.stringify(value)
  return text.length > valueLength ? `${text.slice(0, valueLength)}…` : text
}

/** The change of one field, if both sides tell a value and the values differ. */
export function fieldChange(place: FactChange['place'], subject: string | null, field: string, before: unknown, after: unknown): FactChange[] {
  if (isUnreported(before) || isUnreported(after) || canonicalJson(before) === canonicalJson(after)) return []
  return [{ place, subject, field, before: changeText(before), after: changeText(after) }]
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (item: Fields, names: readonly string[]): string | null => {
  const name = names.find((one) => !isUnreported(item[one]))
  return name === undefined ? null : changeText(item[name])
}

/** An item with the one text that makes it equal to another: its names and the fields that count. */
interface Item {
  readonly fields: Fields
  readonly text: string
}
/** What an item was and is; one side is missing when it came or went. */
interface Pair {
  readonly before: Fields | undefined
  readonly after: Fields | undefined
}

const itemsOf = (value: unknown, rule: ListRule): Item[] =>
  (Array.isArray(value) ? value : [])
    .filter(isFields)
    .filter((fields) => rule.noise === undefined || fields[rule.noise] !== true)
    .map((fields) => ({ fields, text: JSON.stringify([...rule.keys, ...rule.fields].map((field) => canonicalJson(fields[field] ?? null))) }))
    .toSorted((a, b) => byCode(a.text, b.text))

/** Items without those that stand in `others` too; each cancels one. */
function withoutEqual(items: readonly Item[], others: readonly Item[]): Fields[] {
  const counts = new Map<string, number>()
  for (const { text } of others) counts.set(text, (counts.get(text) ?? 0) + 1)
  return items.flatMap(({ fields, text }) => {
    const left = counts.get(text) ?? 0
    counts.set(text, left - 1)
    return left > 0 ? [] : [fields]
  })
}

const isNamed = (item: Fields, key: string): boolean => !isUnreported(item[key])
const haveBoth = (key: string, one: Fields, other: Fields): boolean => isNamed(one, key) && isNamed(other, key)

/** Finds for each item what became of it: by its best name, by a lesser one only when one side lacks the better ones. */
function pairUp(known: readonly Item[], reported: readonly Item[], { keys }: ListRule): Pair[] {
  const pairs: Pair[] = []
  let gone = withoutEqual(known, reported)
  const come = withoutEqual(reported, known)
  for (const [index, key] of keys.entries()) {
    const better = keys.slice(0, index)
    gone = gone.filter((before) => {
      const at = come.findIndex((after) => haveBoth(key, before, after) && changeText(before[key]) === changeText(after[key]) && !better.some((one) => haveBoth(one, before, after)))
      if (at < 0) return true
      pairs.push({ before, after: come.splice(at, 1)[0] })
      return false
    })
  }
  return [...pairs, ...gone.map((before) => ({ before, after: undefined })), ...come.map((after) => ({ before: undefined, after }))]
}

/** A service that is started when something needs it stops again by itself; only one that should always run is news. */
const isNews = (place: SectionName, field: string, before: Fields, after: Fields): boolean =>
  place !== 'services' || field !== 'state' || [before, after].every((item) => isUnreported(item['startType']) || /^auto/i.test(changeText(item['startType'])))

function presenceChange(place: SectionName, rule: ListRule, item: Fields, isThere: boolean): FactChange {
  const told = rule.presence === undefined ? null : item[rule.presence]
  const said = isUnreported(told) ? 'present' : changeText(told)
  return { place, subject: textOf(item, rule.labels), field: rule.presence ?? 'presence', before: isThere ? null : said, after: isThere ? said : null }
}

function listChanges(place: SectionName, rule: ListRule, before: unknown, after: unknown): FactChange[] {
  // An empty list is a reading that found nothing, not the removal of everything, unless the rule says otherwise.
  if (rule.mayBeEmpty ? !Array.isArray(before) || !Array.isArray(after) : isUnreported(before) || isUnreported(after)) return []
  return pairUp(itemsOf(before, rule), itemsOf(after, rule), rule).flatMap((pair) => {
    if (!pair.before || !pair.after) return presenceChange(place, rule, pair.after ?? pair.before ?? {}, pair.after !== undefined)
    const { before: one, after: other } = pair
    const subject = textOf(other, rule.labels)
    return rule.fields.filter((field) => isNews(place, field, one, other)).flatMap((field) => fieldChange(place, subject, field, one[field], other[field]))
  })
}

function capped(place: SectionName, changes: readonly FactChange[]): FactChange[] {
  if (changes.length <= rowsPerReading) return [...changes]
  const further = String(changes.length - rowsPerReading)
  return [...changes.slice(0, rowsPerReading), { place, subject: null, field: 'further', before: null, after: further }]
}

/**
 * What changed between two readings of a section, by names that stay: pure, and empty for the first reading, for an equal
 * one, and for one in another order. A fact that is not reported on one side is no change.
 */
export function sectionChanges(place: SectionName, before: unknown, after: unknown): FactChange[] {
  if (!isFields(before) || !isFields(after)) return []
  const { fields, lists } = changeRules[place]
  const single = fields.flatMap((field) => fieldChange(place, null, field, before[field], after[field]))
  return capped(place, [...single, ...lists.flatMap((rule) => listChanges(place, rule, before[rule.list], after[rule.list]))])
}
