import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NormalIdentity } from '#core/sync/identity/normal-identity.ts'
import type { KnownDevice, NewRemote } from '#core/sync/identity/link-vetoes.ts'
import { matchDevice } from '#core/sync/identity/match-device.ts'

const day = 86_400_000
const maybe = <Value>(...values: readonly Value[]) => fc.constantFrom<Value | null>(null, ...values)

/** Few values of each kind, so that pairs agree and contradict each other often. */
const identity: fc.Arbitrary<NormalIdentity> = fc.record({
  serial: maybe('S111', 'S222'),
  model: maybe('M1', 'M2'),
  systemUuid: maybe('u1', 'u2'),
  hostName: maybe('pc-1', 'pc-2'),
  client: maybe('C1', 'C2'),
  osFamily: fc.constantFrom('windows', 'linux', 'other'),
  isVirtual: maybe(true, false),
  macs: fc.subarray(['F8:00:00:00:00:01', 'F8:00:00:00:00:02']),
})
const moment = maybe(0, day / 2, 10 * day, 20 * day)
const mapping = fc.record({
  accountId: fc.constantFrom('A', 'B'),
  remoteId: fc.constantFrom('r1', 'r2'),
  state: fc.constantFrom('active' as const, 'missing' as const, 'inactive' as const),
  lastSeenAt: moment,
})
const known: fc.Arbitrary<KnownDevice> = fc.record({ deviceId: fc.constant('E'), identity, mappings: fc.array(mapping, { maxLength: 2 }) })
const remote: fc.Arbitrary<NewRemote> = fc.record({
  accountId: fc.constantFrom('A', 'B'),
  remoteId: fc.constant('new'),
  identity,
  seenAt: moment,
  isRetired: fc.constant(false),
})

const differ = <Value>(a: Value | null, b: Value | null) => a !== null && b !== null && a !== b

/** The vetoes of the reference, written down a second time and in other words. */
function contradictions(incoming: NewRemote, device: KnownDevice): string[] {
  const [a, b] = [incoming.identity, device.identity]
  const close = (at: number | null) => at === null || incoming.seenAt === null || Math.abs(at - incoming.seenAt) <= day
  const twins = device.mappings.filter((one) => one.accountId === incoming.accountId && one.state === 'active' && close(one.lastSeenAt))
  return [
    ...(differ(a.serial, b.serial) ? ['serial'] : []),
    ...(differ(a.isVirtual, b.isVirtual) ? ['virtual'] : []),
    ...(a.osFamily !== b.osFamily ? ['os'] : []),
    ...(differ(a.client, b.client) ? ['client'] : []),
    ...(twins.length > 0 ? ['twin'] : []),
  ]
}

const shares = (a: NormalIdentity, b: NormalIdentity) =>
  (a.serial !== null && a.serial === b.serial) || (a.systemUuid !== null && a.systemUuid === b.systemUuid) || a.macs.some((mac) => b.macs.includes(mac))

test('S7: over 10,000 random pairs no automatic link contradicts a veto or rests on a host name alone', () => {
  const seen = { link: 0, review: 0, create: 0, hold: 0 }
  fc.assert(
    fc.property(remote, known, (incoming, device) => {
      const decision = matchDevice(incoming, [device], { mayCreate: true })
      seen[decision.verdict] += 1
      if (decision.verdict !== 'link') return
      expect(contradictions(incoming, device)).toEqual([])
      expect(shares(incoming.identity, device.identity)).toBe(true)
    }),
    { numRuns: 10_000, seed: 7 },
  )
  expect(seen.link).toBeGreaterThan(100)
  expect(seen.review).toBeGreaterThan(100)
  expect(seen.create).toBeGreaterThan(100)
})
