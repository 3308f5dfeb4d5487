import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IncomingDevice } from '#shared/model/device.ts'
import { mergeFacts } from '#core/sync/ingest/merge-facts.ts'
import { toFacts } from '#core/sync/ingest/row-digest.ts'
import { anIncomingDevice } from '#tests/builders/an-incoming-device.ts'

const known = toFacts(anIncomingDevice(1, { description: 'front desk', user: 'ann', isUserCurrent: true }))
const report = (changes: Partial<IncomingDevice>) => toFacts(anIncomingDevice(1, { description: 'front desk', user: 'ann', isUserCurrent: true, ...changes }))

test('S6: an address, a serial or a list that is not reported any more stays, with the time since when', () => {
  const { facts, unreported, changed } = mergeFacts(known, report({ publicIp: null, localIps: [], serial: '', disks: [] }), {}, 1_000)
  expect(facts).toEqual(known)
  expect(unreported).toEqual({ publicIp: 1_000, localIps: 1_000, serial: 1_000, disks: 1_000 })
  expect(changed).toEqual([])
})

test('S6: the first silence is remembered, a value ends it', () => {
  const silent = mergeFacts(known, report({ publicIp: null }), {}, 1_000)
  const still = mergeFacts(silent.facts, report({ publicIp: null }), silent.unreported, 2_000)
  expect(still.unreported).toEqual({ publicIp: 1_000 })
  const back = mergeFacts(still.facts, report({ publicIp: '198.51.100.7' }), still.unreported, 3_000)
  expect(back).toMatchObject({ unreported: {}, changed: ['publicIp'], facts: { publicIp: '198.51.100.7' } })
})

test('S6: zero and false are values', () => {
  const { facts, changed } = mergeFacts({ ...known, pendingActions: 3, needsReboot: true }, report({ pendingActions: 0, needsReboot: false }), {}, 1)
  expect(facts).toMatchObject({ pendingActions: 0, needsReboot: false })
  expect(changed).toEqual(expect.arrayContaining(['pendingActions', 'needsReboot']))
})

test('S6: a user that is not reported any more becomes the last known one', () => {
  expect(mergeFacts(known, report({ user: null, isUserCurrent: null }), {}, 1).facts).toMatchObject({ user: 'ann', isUserCurrent: false })
})

test('S6: custom fields are kept one by one', () => {
  const before = { ...known, customFields: { Floor: 2, Owner: 'ann' } }
  const { facts, unreported, changed } = mergeFacts(before, report({ customFields: { Floor: 3, Owner: null, Rack: 'B' } }), {}, 5)
  expect(facts.customFields).toEqual({ Floor: 3, Owner: 'ann', Rack: 'B' })
  expect(unreported).toEqual({ 'customFields.Owner': 5 })
  expect(changed).toEqual(['customFields.Floor', 'customFields.Rack'])
})

test('the order of a list and a boot time that wanders by seconds are no change', () => {
  const { changed, facts } = mergeFacts(known, report({ localIps: known.localIps.toReversed(), bootAt: (known.bootAt ?? 0) + 4_000 }), {}, 1)
  expect(changed).toEqual([])
  expect(facts).toEqual(known)
})

const erasable = ['client', 'site', 'os', 'publicIp', 'serial', 'model', 'description', 'cpuModel', 'localIps', 'disks', 'user', 'bootAt', 'lastSeenAt', 'needsReboot', 'checksTotal'] as const

test('S6: no sequence of null, empty and absent reports erases a value', () => {
  const silence = fc.constantFrom(null, '', [], undefined)
  const reports = fc.array(fc.dictionary(fc.constantFrom(...erasable), silence, { noNullPrototype: true }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(reports, (sequence) => {
      let state = { facts: known, unreported: {} as Readonly<Record<string, number>> }
      for (const [at, changes] of sequence.entries()) state = mergeFacts(state.facts, report(changes as Partial<IncomingDevice>), state.unreported, at)
      for (const field of erasable) expect(state.facts[field]).toEqual(known[field])
    }),
    { numRuns: 500, seed: 6 },
  )
})
