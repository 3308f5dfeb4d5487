import type { Device } from '#shared/model/device.ts'
import { formatAbsolute, formatAge, isBelievable, longLength } from './format-time.ts'
import { defineWords } from './words.ts'

const say = defineWords('uptime', {
  was: 'Was up since {{since}}, as of last contact {{seen}}',
  wasNever: 'Was up since {{since}}; when it was last in contact is not known',
  missing: 'Not reported',
})

type UptimeFacts = Pick<Device, 'status' | 'bootAt' | 'lastSeenAt'>

/** How long a device has been up now; null when that is not known: only one that is in contact can be said to be up. */
export const uptimeNow = ({ status, bootAt }: UptimeFacts, now: number): string | null => (status === 'online' && isBelievable(bootAt, now) ? longLength(now - bootAt) : null)

/** What is known of the last start of a device that is out of contact; null when nothing was reported. */
export function uptimeThen({ bootAt, lastSeenAt }: UptimeFacts, now: number): string | null {
  if (!isBelievable(bootAt, now)) return null
  const since = formatAbsolute(bootAt)
  return isBelievable(lastSeenAt, now) ? say('was', { since, seen: formatAge(lastSeenAt, now) }) : say('wasNever', { since })
}

/** Why there is no uptime to show. */
export const uptimeReason = (facts: UptimeFacts, now: number): string => uptimeThen(facts, now) ?? say('missing')
