import { describeDuration } from '#shared/util/duration.ts'
import { formatCount, missing, thin } from './format-number.ts'
import { defineWords } from './words.ts'

const say = defineWords('time', {
  now: 'just now',
  ago: '{{length}} ago',
  ahead: 'in {{length}}',
})

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
export const day = 24 * hour
/** Nobody's clock is further ahead than this; a later instant is not believed. */
const tolerance = 5 * minute
/** Before this no device of today can have reported; dates below are a vendor's way of saying "never". */
const earliest = Date.UTC(2000, 0, 2)

const locale = (): string | undefined => globalThis.navigator?.language
const dateOnly = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' })
const dateTime = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' })
const dayAndMonth = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short' })
const timeWithSeconds = new Intl.DateTimeFormat(locale(), { timeStyle: 'medium' })
const timeOnly = new Intl.DateTimeFormat(locale(), { timeStyle: 'short' })

/** Whether an instant can be shown: present, finite, and neither before this century nor in the future. */
export const isBelievable = (at: number | null | undefined, now: number): at is number =>
  at != null && Number.isFinite(at) && at > earliest && at <= now + tolerance

/** "12 min", "3 h", "2 d": one unit, rounded down. */
export function shortLength(ms: number): string {
  const length = Math.max(0, ms)
  if (length < minute) return `${formatCount(Math.floor(length / second))}${thin}s`
  if (length < hour) return `${formatCount(Math.floor(length / minute))}${thin}min`
  if (length < day) return `${formatCount(Math.floor(length / hour))}${thin}h`
  return `${formatCount(Math.floor(length / day))}${thin}d`
}

/** "2 h 05 min", "12 d 4 h": two units. */
export function longLength(ms: number): string {
  const length = Math.max(0, ms)
  if (length < hour) return shortLength(length)
  if (length < day) return `${Math.floor(length / hour)}${thin}h ${String(Math.floor((length % hour) / minute)).padStart(2, '0')}${thin}min`
  return `${formatCount(Math.floor(length / day))}${thin}d ${Math.floor((length % day) / hour)}${thin}h`
}

/** How long something took: "40 ms", "2.4 s", "3 min 05 s". */
export const formatDuration = (ms: number): string => describeDuration(ms, thin)

/** Date and time in the locale's form. */
export const formatAbsolute = (at: number): string => dateTime.format(at)

export const formatDate = (at: number): string => dateOnly.format(at)
export const formatTime = (at: number): string => timeOnly.format(at)

/** A mark of a time axis whose marks are `step` milliseconds apart: no finer than they are. */
export function formatTick(at: number, step: number): string {
  if (step >= day) return dayAndMonth.format(at)
  return (step < minute ? timeWithSeconds : timeOnly).format(at)
}

/** "3 h ago" under seven days, the date beyond; an en dash for what nobody reported. Never 1970, never a negative age. */
export function formatAge(at: number | null | undefined, now: number): string {
  if (!isBelievable(at, now)) return missing
  const age = now - at
  if (age < 10 * second) return say('now')
  return age < 7 * day ? say('ago', { length: shortLength(age) }) : formatDate(at)
}

/** "in 12 min", for what is due. */
export const formatAhead = (at: number, now: number): string => (at <= now ? say('now') : say('ahead', { length: shortLength(at - now) }))
