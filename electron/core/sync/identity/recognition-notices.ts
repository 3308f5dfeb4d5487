import type { NormalIdentity } from './normal-identity.ts'

/** News about a device that kept its remote id: worth a line in the inbox, never a reason to unlink it. */
export type Notice = 'board or device changed' | 'client changed' | 're-imaged'

const changed = (before: string | null, after: string | null): boolean => before !== null && after !== null && before !== after

/** What became different about a device between two reports (K1). */
export function findNotices(before: NormalIdentity, after: NormalIdentity): readonly Notice[] {
  const notices: Notice[] = []
  if (changed(before.serial, after.serial)) notices.push('board or device changed')
  if (changed(before.client, after.client)) notices.push('client changed')
  if (before.osFamily !== after.osFamily && after.osFamily !== 'other' && before.osFamily !== 'other') notices.push('re-imaged')
  return notices
}
