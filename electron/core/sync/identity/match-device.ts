import { likeness, type Rule, type Strength } from './candidate-rules.ts'
import { withoutLearnedJunk } from './learned-junk.ts'
import { findVeto, type KnownDevice, type KnownMapping, type NewRemote, type Veto } from './link-vetoes.ts'

/** A device that may be the incoming one, and what speaks for and against it. */
export interface Candidate {
  readonly device: KnownDevice
  readonly rule: Rule
  readonly strength: Strength
  readonly veto: Veto | null
}

/** What a remote id is. */
export type Decision =
  /** It is this device. `replaced` are entries of the same account it takes the place of; `isReplaced`: it is itself the older entry. */
  | { readonly verdict: 'link'; readonly candidate: Candidate; readonly replaced: readonly KnownMapping[]; readonly isReplaced: boolean }
  /** It is a device of its own. `flagged` are devices whose serial turned out to be junk. */
  | { readonly verdict: 'create'; readonly isThin: boolean; readonly flagged: readonly string[] }
  /** A person must look. */
  | { readonly verdict: 'review'; readonly candidates: readonly Candidate[] }
  /** Unknown devices are not let in by themselves. */
  | { readonly verdict: 'hold' }

function toCandidate(incoming: NewRemote, device: KnownDevice): readonly Candidate[] {
  const found = likeness(incoming.identity, device.identity)
  return found ? [{ device, ...found, veto: findVeto(incoming, device) }] : []
}

const mayLink = (candidate: Candidate): boolean => candidate.strength !== 'suggestion' && candidate.veto === null

const hasIdentifier = ({ identity }: NewRemote): boolean =>
  identity.serial !== null || identity.systemUuid !== null || identity.macs.length > 0 || identity.hostName !== null

const inSameAccount = (incoming: NewRemote) => (mapping: KnownMapping) => mapping.accountId === incoming.accountId

/** A link within one account replaces the entry that was heard of less recently; a retired entry replaces nothing. */
function link(incoming: NewRemote, candidate: Candidate): Decision {
  const twins = candidate.device.mappings.filter(inSameAccount(incoming)).filter((one) => one.state !== 'inactive')
  const isReplaced = twins.some((one) => (one.lastSeenAt ?? 0) > (incoming.seenAt ?? 0))
  return { verdict: 'link', candidate, replaced: isReplaced || incoming.isRetired ? [] : twins, isReplaced }
}

/** K1: the remote id itself is known. */
function findOwn(incoming: NewRemote, similar: readonly KnownDevice[]): Decision | undefined {
  const device = similar.find((one) => one.mappings.filter(inSameAccount(incoming)).some((mapping) => mapping.remoteId === incoming.remoteId))
  return device && { verdict: 'link', candidate: { device, rule: 'K1', strength: 'strong', veto: null }, replaced: [], isReplaced: false }
}

/** A host name says nothing where a better identifier already points somewhere. */
function withoutWeak(candidates: readonly Candidate[]): readonly Candidate[] {
  const better = candidates.filter((one) => one.rule !== 'K5')
  return better.length > 0 ? better : candidates
}

/**
 * Decides what a remote id is. `similar` are the known devices that share any identifier with it. Exactly one candidate
 * that nothing speaks against is linked; a suggestion, a veto or a choice goes to a person; nothing similar is created,
 * or held when unknown devices are not let in.
 */
export function matchDevice(incoming: NewRemote, similar: readonly KnownDevice[], options: { readonly mayCreate: boolean }): Decision {
  const own = findOwn(incoming, similar)
  if (own) return own
  const learned = withoutLearnedJunk(incoming.identity, similar)
  const judged = { ...incoming, identity: learned.identity }
  const candidates = withoutWeak(similar.flatMap((device) => toCandidate(judged, device)))
  const [first, second] = candidates
  if (first && !second && mayLink(first)) return link(judged, first)
  if (first) return { verdict: 'review', candidates }
  if (!options.mayCreate) return { verdict: 'hold' }
  return { verdict: 'create', isThin: !hasIdentifier(incoming), flagged: learned.flagged }
}
