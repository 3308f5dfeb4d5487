const second = 1_000
const minute = 60 * second
const hour = 60 * minute

const two = (value: number): string => String(value).padStart(2, '0')

/**
 * How long something took, of milliseconds: `40 ms`, `2.4 s`, `42 s`, `3 min 05 s`, `2 h 07 min`. `gap` stands between a
 * number and its unit.
 */
export function describeDuration(ms: number, gap = ' '): string {
  const length = Math.max(0, Math.round(ms))
  if (length < second) return `${length}${gap}ms`
  if (length < 10 * second) return `${(length / second).toFixed(1)}${gap}s`
  if (length < minute) return `${Math.floor(length / second)}${gap}s`
  if (length < hour) return `${Math.floor(length / minute)}${gap}min ${two(Math.floor((length % minute) / second))}${gap}s`
  return `${Math.floor(length / hour)}${gap}h ${two(Math.floor((length % hour) / minute))}${gap}min`
}
