import type { NormalIdentity } from './normal-identity.ts'

/** One line of a device to an account, as far as matching needs it. */
export interface KnownMapping {
  readonly accountId: string
  readonly remoteId: string
  readonly state: 'active' | 'missing' | 'inactive'
  readonly lastSeenAt: number | null
}

/** A device the console knows already. A device made by hand has no mapping. */
export interface KnownDevice {
  readonly deviceId: string
  readonly identity: NormalIdentity
  readonly mappings: readonly KnownMapping[]
}

/** A remote id that was never seen before. */
export interface NewRemote {
  readonly accountId: string
  readonly remoteId: string
  readonly identity: NormalIdentity
  /** Last contact the vendor reports; null when it never had one. */
  readonly seenAt: number | null
  /** The vendor calls it deleted, retired or decommissioned. */
  readonly isRetired: boolean
}

export type Veto = 'physical against virtual' | 'other OS family' | 'other client' | 'both live in one account'

/** Two entries of one account seen within this time of each other are two live devices, not one that was enrolled again. */
const liveWindowMs = 86_400_000

/** Entries of one account that may both be alive. A contact time that is not known counts as alive: never link on a guess. */
function isLiveTwin(incoming: NewRemote, mapping: KnownMapping): boolean {
  if (mapping.accountId !== incoming.accountId || mapping.state !== 'active' || incoming.isRetired) return false
  if (mapping.lastSeenAt === null || incoming.seenAt === null) return true
  return Math.abs(incoming.seenAt - mapping.lastSeenAt) <= liveWindowMs
}

/** The first reason why a link would be wrong although identifiers agree; null when there is none. */
export function findVeto(incoming: NewRemote, known: KnownDevice): Veto | null {
  const [a, b] = [incoming.identity, known.identity]
  if (a.isVirtual !== null && b.isVirtual !== null && a.isVirtual !== b.isVirtual) return 'physical against virtual'
  if (a.osFamily !== b.osFamily) return 'other OS family'
  if (a.client !== null && b.client !== null && a.client !== b.client) return 'other client'
  return known.mappings.some((mapping) => isLiveTwin(incoming, mapping)) ? 'both live in one account' : null
}
