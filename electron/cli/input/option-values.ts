import { InvalidArgumentError } from 'commander'

/** Reads an option that is a whole number within limits. */
export const wholeNumber =
  (least: number, most: number) =>
  (typed: string): number => {
    const value = Number(typed)
    if (typed.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`)
  }

/** Reads an option that is `on` or `off`, and nothing else: a typing mistake must not switch anything. */
export function onOrOff(typed: string): boolean {
  if (typed === 'on' || typed === 'off') return typed === 'on'
  throw new InvalidArgumentError('It is "on" or "off".')
}

/** Reads a day or a moment in local time as milliseconds. A day alone means its first or its last millisecond. */
export const dayOrMoment =
  (edge: 'first' | 'last') =>
  (typed: string): number => {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(typed)
    const at = Date.parse(isDay ? `${typed}T${edge === 'first' ? '00:00:00.000' : '23:59:59.999'}` : typed)
    if (!Number.isNaN(at)) return at
    throw new InvalidArgumentError('Write it like 2026-11-22 or 2026-11-22T10:00.')
  }
