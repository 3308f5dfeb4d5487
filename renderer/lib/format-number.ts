/** What stands for a fact that was not reported; always with the reason as its name. */
export const missing = '–'

/** Goes between a number and its unit. */
export const thin = '\u202F'

const locale = (): string | undefined => globalThis.navigator?.language

const whole = new Intl.NumberFormat(locale(), { maximumFractionDigits: 0 })
const oneDigit = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 })

/** A count with the locale's grouping. */
export const formatCount = (value: number): string => whole.format(value)

/** At most one digit after the point. */
export const formatDecimal = (value: number): string => oneDigit.format(value)

export const formatPercent = (value: number): string => `${formatDecimal(value)}${thin}%`

const exactlyOne = new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/** Bytes in IEC units with exactly one digit after the point, for figures that are compared over time (S48). */
export function formatBytesDecimal(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${exactlyOne.format(bytes / 1_024 ** step)}${thin}${steps[step]}`
}

/** Bytes in IEC units; three significant digits at most. Null for what is not a size. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes == null || !Number.isFinite(bytes) || bytes < 0) return missing
  const step = bytes < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1_024 ** step
  return `${value >= 100 || step === 0 ? formatCount(value) : formatDecimal(value)}${thin}${steps[step]}`
}
