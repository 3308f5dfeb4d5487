import { expect, test } from 'vitest'
import type { KnownDevice, NewRemote } from '#core/sync/identity/link-vetoes.ts'
import { matchDevice } from '#core/sync/identity/match-device.ts'
import { findNotices } from '#core/sync/identity/recognition-notices.ts'
import { aKnownDevice, aMapping, aNewRemote, identityOf, type RawIdentity } from '#tests/builders/identities.ts'

const day = 86_400_000
const today = 1_790_000_000_000
const weekAgo = today - 7 * day
const m1 = 'F8:75:A4:11:22:33'
const m2 = 'F8:75:A4:44:55:66'
const m3 = 'F8:75:A4:77:88:99'
const uuid = '4c4c4544-0051-3510-8052-b4c04f564432'

const raw: RawIdentity = { serial: 'PF0ABC12', model: 'T480', macs: [m1], host: 'PC-1', client: 'C1', os: 'windows' }
/** The existing device of the table; `seen` is when r1 was last heard of. */
const existing = (seen = today, overrides: RawIdentity = {}) => aKnownDevice('E', { ...raw, ...overrides }, [aMapping('A', 'r1', seen)])
const vm = (seen: number) => aKnownDevice('E', { uuid, isVirtual: true, host: 'VM-1', macs: [m1] }, [aMapping('A', 'r1', seen)])
const handMade = aKnownDevice('E', { serial: 'SW123456', model: 'Aruba 2930F', host: 'SWITCH-1', os: 'other' })
const incoming = (accountId: string, remoteId: string, identity: RawIdentity, isRetired = false) => aNewRemote(accountId, remoteId, today, identity, isRetired)

/** The word of the table: L link within the account, L2 further mapping of another account, C create, R review, H holding list. */
function verdict(remote: NewRemote, known: readonly KnownDevice[], mayCreate = true): string {
  const decision = matchDevice(remote, known, { mayCreate })
  if (decision.verdict !== 'link') return { create: 'C', review: 'R', hold: 'H' }[decision.verdict]
  const { device, rule } = decision.candidate
  const isOwn = rule === 'K1' || device.mappings.length === 0 || device.mappings.some((one) => one.accountId === remote.accountId)
  return `${isOwn ? 'L' : 'L2'}${decision.replaced.map((one) => ` ${one.remoteId} replaced`).join('')}`
}

interface Case {
  readonly n: number
  readonly what: string
  readonly remote: NewRemote
  readonly known: readonly KnownDevice[]
  readonly expected: string
  readonly mayCreate?: boolean
}

const twins = [
  aKnownDevice('D1', { serial: 'SAME1234', macs: [m1] }, [aMapping('A', 'x1', today)]),
  aKnownDevice('D2', { serial: 'SAME1234', macs: [m2] }, [aMapping('A', 'x2', today)]),
]
const dockUsers = Array.from({ length: 5 }, (_, n) => aKnownDevice(`U${n}`, { serial: `USER000${n}`, macs: [m3] }, [aMapping('A', `u${n}`, today)]))
const istanbul = aKnownDevice('E', { host: 'ISTANBUL-PC' }, [aMapping('A', 'r1', today)])
const thin = { host: 'localhost', client: null } satisfies RawIdentity

const cases: readonly Case[] = [
  { n: 1, what: 'own id, everything equal', remote: incoming('A', 'r1', raw), known: [existing()], expected: 'L' },
  { n: 2, what: 'own id, host renamed', remote: incoming('A', 'r1', { ...raw, host: 'PC-9' }), known: [existing()], expected: 'L' },
  { n: 3, what: 'own id, other serial', remote: incoming('A', 'r1', { ...raw, serial: 'ZZ999999' }), known: [existing()], expected: 'L' },
  { n: 4, what: 'own id, other client', remote: incoming('A', 'r1', { ...raw, client: 'C2' }), known: [existing()], expected: 'L' },
  { n: 5, what: 'own id, other OS family', remote: incoming('A', 'r1', { ...raw, os: 'linux' }), known: [existing()], expected: 'L' },
  { n: 6, what: 'new id, same serial and model, old one unseen', remote: incoming('A', 'r2', raw), known: [existing(weekAgo)], expected: 'L r1 replaced' },
  { n: 7, what: 'new id, same serial and model, both seen today', remote: incoming('A', 'r2', raw), known: [existing()], expected: 'R' },
  { n: 8, what: 'other account, same serial and model', remote: incoming('B', 'x', { serial: 'PF0ABC12', model: 'T480' }), known: [existing()], expected: 'L2' },
  { n: 9, what: 'other account, other client', remote: incoming('B', 'x', { serial: 'PF0ABC12', model: 'T480', client: 'C2' }), known: [existing()], expected: 'R' },
  { n: 10, what: 'model unknown, MAC agrees', remote: incoming('B', 'x', { serial: 'PF0ABC12', macs: [m1] }), known: [existing()], expected: 'L2' },
  { n: 11, what: 'model unknown, no MAC', remote: incoming('B', 'x', { serial: 'PF0ABC12' }), known: [existing()], expected: 'R' },
  { n: 12, what: 'same serial, other model', remote: incoming('B', 'x', { serial: 'PF0ABC12', model: 'X1' }), known: [existing()], expected: 'C' },
  { n: 13, what: 'junk serial, same model, no MAC', remote: incoming('B', 'x', { serial: 'To be filled by O.E.M.', model: 'T480' }), known: [existing()], expected: 'C' },
  { n: 14, what: 'junk serial, MAC, same client and OS', remote: incoming('B', 'x', { serial: 'Default string', macs: [m1] }), known: [existing()], expected: 'L2' },
  { n: 15, what: 'junk serial, MAC, other client', remote: incoming('B', 'x', { serial: 'Default string', macs: [m1], client: 'C2' }), known: [existing()], expected: 'R' },
  { n: 16, what: 'junk serial, MAC, Linux', remote: incoming('B', 'x', { serial: 'Default string', macs: [m1], os: 'linux' }), known: [existing()], expected: 'R' },
  { n: 17, what: 'serial in other writing', remote: incoming('B', 'x', { serial: ' pf0abc12 ', model: 'T480' }), known: [existing()], expected: 'L2' },
  { n: 18, what: 'serial 0', remote: incoming('B', 'x', { serial: '0', model: 'T480' }), known: [existing(today, { serial: '0' })], expected: 'C' },
  { n: 19, what: 'serial 00000000', remote: incoming('B', 'x', { serial: '00000000', model: 'T480' }), known: [existing(today, { serial: '00000000' })], expected: 'C' },
  { n: 20, what: 'serial None', remote: incoming('B', 'x', { serial: 'None', model: 'T480' }), known: [existing(today, { serial: 'None' })], expected: 'C' },
  { n: 21, what: 'third device with the serial of two others', remote: incoming('B', 'x', { serial: 'SAME1234', macs: [m3] }), known: twins, expected: 'C' },
  { n: 22, what: 'only the host name agrees', remote: incoming('B', 'x', { host: 'PC-1' }), known: [existing()], expected: 'R' },
  { n: 23, what: 'host name agrees, other valid serial', remote: incoming('B', 'x', { host: 'PC-1', serial: 'ZZ999999' }), known: [existing()], expected: 'C' },
  { n: 24, what: 'host name agrees, other client', remote: incoming('B', 'x', { host: 'PC-1', client: 'C2' }), known: [existing()], expected: 'C' },
  {
    n: 25,
    what: 'host name of two devices',
    remote: incoming('B', 'x', { host: 'PC-1' }),
    known: [existing(), aKnownDevice('F', { host: 'PC-1', serial: 'QQ111111' }, [aMapping('A', 'r5', today)])],
    expected: 'R',
  },
  { n: 26, what: 'only a dock MAC', remote: incoming('B', 'x', { macs: [m3] }), known: dockUsers, expected: 'C' },
  { n: 27, what: 'only a locally administered MAC', remote: incoming('B', 'x', { macs: ['02:11:22:33:44:55'] }), known: [existing(today, { macs: ['02:11:22:33:44:55'] })], expected: 'C' },
  { n: 28, what: 'only a VPN adapter MAC', remote: incoming('B', 'x', { macs: ['00:FF:12:34:56:78'] }), known: [existing(today, { macs: ['00:FF:12:34:56:78'] })], expected: 'C' },
  { n: 29, what: 'VM with the system id of another live VM', remote: incoming('A', 'r2', { uuid, isVirtual: true }), known: [vm(today)], expected: 'R' },
  {
    n: 30,
    what: 'VM, other system id, same host name',
    remote: incoming('A', 'r2', { uuid: '11111111-2222-3333-4444-555555555555', isVirtual: true, host: 'VM-1' }),
    known: [vm(weekAgo)],
    expected: 'R',
  },
  { n: 31, what: 'VM migrated, old entry unseen', remote: incoming('A', 'r2', { uuid, isVirtual: true, macs: [m2] }), known: [vm(weekAgo)], expected: 'L r1 replaced' },
  {
    n: 32,
    what: 'same serial, one physical, one virtual',
    remote: incoming('B', 'x', { serial: 'PF0ABC12', model: 'T480', isVirtual: true }),
    known: [existing(today, { isVirtual: false })],
    expected: 'R',
  },
  { n: 33, what: 're-imaged, old entry unseen', remote: incoming('A', 'r2', { ...raw, host: 'PC-NEW' }), known: [existing(weekAgo)], expected: 'L r1 replaced' },
  { n: 34, what: 'both accounts live', remote: incoming('B', 'x', raw), known: [existing()], expected: 'L2' },
  { n: 35, what: 'retired by the vendor, strong match', remote: incoming('B', 'x', raw, true), known: [existing()], expected: 'L2' },
  { n: 36, what: 'only a remote id', remote: incoming('B', 'x', thin), known: [], expected: 'C' },
  { n: 37, what: 'hand-made row, serial and model agree', remote: incoming('B', 'x', { serial: 'SW123456', model: 'Aruba 2930F', os: 'other' }), known: [handMade], expected: 'L' },
  { n: 38, what: 'hand-made row, only the host name', remote: incoming('B', 'x', { host: 'SWITCH-1', os: 'other' }), known: [handMade], expected: 'R' },
  { n: 39, what: 'names that only a Turkish locale makes equal', remote: incoming('B', 'x', { host: '\u0130STANBUL-PC' }), known: [istanbul], expected: 'C' },
  { n: 40, what: 'nothing matches and nothing is created', remote: incoming('B', 'x', { serial: 'NEW12345' }), known: [], expected: 'H', mayCreate: false },
]

test.each(cases)('S7: case $n, $what: $expected', ({ remote, known, expected, mayCreate }) => {
  expect(verdict(remote, known, mayCreate)).toBe(expected)
})

test('S7: the table has 40 cases', () => {
  expect(cases.map((one) => one.n)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
})

test('S7: cases 3 to 5 link and tell a person what changed', () => {
  const before = identityOf(raw, '')
  const notices = (change: RawIdentity) => findNotices(before, identityOf({ ...raw, ...change }, ''))
  expect(notices({ serial: 'ZZ999999' })).toEqual(['board or device changed'])
  expect(notices({ client: 'C2' })).toEqual(['client changed'])
  expect(notices({ os: 'linux' })).toEqual(['re-imaged'])
  expect(notices({ host: 'PC-9' })).toEqual([])
})

test('S7: case 21 flags the two devices whose serial turned out to be junk', () => {
  const third = cases.find((one) => one.n === 21)
  expect(third && matchDevice(third.remote, third.known, { mayCreate: true })).toMatchObject({ verdict: 'create', flagged: ['D1', 'D2'] })
})

test('S7: case 36 is marked as a thin identity', () => {
  expect(matchDevice(incoming('B', 'x', thin), [], { mayCreate: true })).toMatchObject({ verdict: 'create', isThin: true })
})

test('S7: the older of two entries of one account is the one that is replaced, in whichever order they arrive', () => {
  const newer = aKnownDevice('E', raw, [aMapping('A', 'r2', today)])
  const older = aNewRemote('A', 'r1', weekAgo, raw)
  expect(matchDevice(older, [newer], { mayCreate: true })).toMatchObject({ verdict: 'link', isReplaced: true, replaced: [] })
})
