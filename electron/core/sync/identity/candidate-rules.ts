import type { NormalIdentity } from './normal-identity.ts'

/** Which rule recognised a device (K1 is the same account and remote id and needs no judgement). */
export type Rule = 'K1' | 'K2' | 'K3' | 'K4' | 'K5'

/** How sure a rule is. `suggestion` never links by itself. */
export type Strength = 'strong' | 'medium' | 'suggestion'

export interface Likeness {
  readonly rule: Rule
  readonly strength: Strength
}

const sharesMac = (a: NormalIdentity, b: NormalIdentity): boolean => a.macs.some((mac) => b.macs.includes(mac))
const sameUuid = (a: NormalIdentity, b: NormalIdentity): boolean => a.systemUuid !== null && a.systemUuid === b.systemUuid

function bySerial(a: NormalIdentity, b: NormalIdentity): Likeness | 'different' {
  if (a.model !== null && b.model !== null) return a.model === b.model ? { rule: 'K2', strength: 'strong' } : 'different'
  return sharesMac(a, b) || sameUuid(a, b) ? { rule: 'K2', strength: 'strong' } : { rule: 'K2', strength: 'suggestion' }
}

const sameHostPlace = (a: NormalIdentity, b: NormalIdentity): boolean =>
  a.hostName !== null && a.hostName === b.hostName && a.client !== null && a.client === b.client && a.osFamily === b.osFamily

/**
 * How alike two devices are by their identifiers; the first rule that applies decides (K2 serial, K3 system id, K4 MAC,
 * K5 host name). Null: nothing says that they are one device, or something says that they are not.
 */
export function likeness(a: NormalIdentity, b: NormalIdentity): Likeness | null {
  if (a.serial !== null && b.serial !== null && a.serial !== b.serial) return null
  if (a.serial !== null && a.serial === b.serial) {
    const verdict = bySerial(a, b)
    return verdict === 'different' ? null : verdict
  }
  if (sameUuid(a, b)) return { rule: 'K3', strength: 'strong' }
  if (sharesMac(a, b)) return { rule: 'K4', strength: 'medium' }
  return sameHostPlace(a, b) ? { rule: 'K5', strength: 'suggestion' } : null
}
