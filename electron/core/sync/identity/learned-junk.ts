import type { KnownDevice } from './link-vetoes.ts'
import type { NormalIdentity } from './normal-identity.ts'

/** A value on this many devices is not an identifier. */
const tooMany = 3

const disjoint = (a: NormalIdentity, b: NormalIdentity): boolean => !a.macs.some((mac) => b.macs.includes(mac))

/** True when all of them are certainly different devices: each has MACs and no two share one. */
function areDifferent(identities: readonly NormalIdentity[]): boolean {
  const hasMacs = identities.every((one) => one.macs.length > 0)
  return hasMacs && identities.every((one, index) => identities.slice(index + 1).every((other) => disjoint(one, other)))
}

/** What was learned to be junk about an incoming identity, and the identity without it. */
export interface Learned {
  readonly identity: NormalIdentity
  /** Devices that carry the serial or system id now known to be junk. */
  readonly flagged: readonly string[]
}

function holders(known: readonly KnownDevice[], key: 'serial' | 'systemUuid', value: string | null): readonly KnownDevice[] {
  return value === null ? [] : known.filter((device) => device.identity[key] === value)
}

/**
 * Takes identifiers away that too many devices carry: a serial or system id on three devices with different MACs, a MAC
 * on three devices (a dock, a USB adapter).
 */
export function withoutLearnedJunk(incoming: NormalIdentity, known: readonly KnownDevice[]): Learned {
  const macs = incoming.macs.filter((mac) => known.filter((device) => device.identity.macs.includes(mac)).length < tooMany - 1)
  const flagged: string[] = []
  const judge = (key: 'serial' | 'systemUuid'): string | null => {
    const others = holders(known, key, incoming[key])
    const isJunk = others.length >= tooMany - 1 && areDifferent([incoming, ...others.map((one) => one.identity)])
    if (isJunk) flagged.push(...others.map((one) => one.deviceId))
    return isJunk ? null : incoming[key]
  }
  return { identity: { ...incoming, serial: judge('serial'), systemUuid: judge('systemUuid'), macs }, flagged: [...new Set(flagged)] }
}
