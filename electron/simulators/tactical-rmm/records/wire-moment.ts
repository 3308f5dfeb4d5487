/** Formats a moment as the server does: microseconds and `Z`, the fraction left out when it is zero. */
export function wireMoment(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString()
  return iso.endsWith('.000Z') ? `${iso.slice(0, 19)}Z` : `${iso.slice(0, 23)}000Z`
}

/** Reads a date-time a caller sent. A value without an offset is taken as UTC. `undefined` when it is no date. */
export function readMoment(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text)) return undefined
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`
  const milliseconds = Date.parse(zoned.replace(' ', 'T'))
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}
