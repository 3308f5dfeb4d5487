const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How old, as people say it: `now`, `12 min`, `3 h`, `9 d`; an en dash when unknown. For columns. */
export function toAge(at: number | null | undefined, now: number): string {
  if (at === null || at === undefined) return '–'
  const age = Math.max(0, now - at)
  if (age < minuteMs) return 'now'
  if (age < hourMs) return `${Math.floor(age / minuteMs)} min`
  if (age < 2 * dayMs) return `${Math.floor(age / hourMs)} h`
  return `${Math.floor(age / dayMs)} d`
}

/** How long ago, for sentences: `just now`, `12 min ago`, `never`. */
export function toAgo(at: number | null | undefined, now: number): string {
  if (at === null || at === undefined) return 'never'
  return now - at < minuteMs ? 'just now' : `${toAge(at, now)} ago`
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** Bytes with one decimal in IEC units; an en dash when unknown. */
export function toBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return '–'
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${power === 0 ? bytes : (bytes / 1024 ** power).toFixed(1)} ${units[power]}`
}

/** A number with its noun: `1 device`, `40 devices`. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Any stored value as text; an en dash for null. */
export const toText = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(toText).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Local date and time in ISO order, to the second. */
export function toMoment(at: number | null | undefined): string {
  if (at === null || at === undefined) return '–'
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
