import type { DeviceStatus } from '#shared/model/device.ts'
import { formatAge, formatTime, isBelievable, shortLength } from './format-time.ts'
import { defineWords } from './words.ts'

const say = defineWords('status', {
  online: 'Online',
  late: 'Late',
  lateFor: 'Late {{length}}',
  offline: 'Offline',
  offlineFor: 'Offline {{length}}',
  unknown: 'Unknown',
  unknownSeen: 'Unknown, seen {{when}}',
  inactive: 'No longer reported',
})

/** The state in one word, for lists, filters and counts. */
export const statusWord = (status: DeviceStatus): string => say(status)

/** The state with what makes it useful: how long it has been late or offline, when an unknown device was last seen. */
export function statusSentence(status: DeviceStatus, lastSeenAt: number | null, now: number): string {
  if (!isBelievable(lastSeenAt, now)) return say(status)
  const isToday = now - lastSeenAt < 43_200_000
  if (status === 'late') return say('lateFor', { length: shortLength(now - lastSeenAt) })
  if (status === 'offline') return say('offlineFor', { length: shortLength(now - lastSeenAt) })
  if (status === 'unknown') return say('unknownSeen', { when: isToday ? formatTime(lastSeenAt) : formatAge(lastSeenAt, now) })
  return say(status)
}
