const DAY = 86_400_000
const offsets = new Map<string, number>()

/** Milliseconds a zone's clock is ahead of UTC at a moment. Unknown zones count as UTC. */
export function zoneOffset(zone: string, at: number): number {
  const key = `${zone} ${Math.floor(at / (DAY / 2))}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size > 5_000) offsets.clear()
  const offset = readOffset(zone, at)
  offsets.set(key, offset)
  return offset
}

/** The wall clock of a zone, as a moment whose UTC digits are the local ones. */
export const localMoment = (zone: string, at: number): Date => new Date(at + zoneOffset(zone, at))

/** The moment a wall clock in a zone shows these digits (given as UTC digits). */
export const fromLocal = (zone: string, digits: number): number => digits - zoneOffset(zone, digits - zoneOffset(zone, digits))

/** `+0100 CET` for a moment in a zone. */
export function zoneSuffix(zone: string, at: number): string {
  const minutes = Math.round(zoneOffset(zone, at) / 60_000)
  const digits = `${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}${String(Math.abs(minutes) % 60).padStart(2, '0')}`
  return `${minutes < 0 ? '-' : '+'}${digits} ${shortName(zone, at)}`
}

function readOffset(zone: string, at: number): number {
  try {
    const text = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).format(at)
    const found = /GMT([+-])(\d\d):(\d\d)/.exec(text)
    return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000 : 0
  } catch {
    return 0
  }
}

function shortName(zone: string, at: number): string {
  const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC'
  return name.replace(/\s/g, '')
}
