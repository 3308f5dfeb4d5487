import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capabilityStates } from '#core/device/device-capabilities.ts'
import { shellsFor } from '#core/device/device-shells.ts'
import { factAges } from '#core/device/fact-ages.ts'
import { sectionStates } from '#core/device/section-states.ts'
import { manifest } from '#core/providers/tactical-rmm/manifest.ts'
import type { StoredSection } from '#core/storage/store.ts'
import type { ProbeReport } from '#shared/model/account.ts'
import type { CapabilityState } from '#shared/model/capability.ts'
import { sectionNames } from '#shared/model/section.ts'
import { aDevice } from '#tests/builders/a-device.ts'

const now = Date.UTC(2026, 10, 22, 10)
const minute = 60_000
const quiet = () => ({ isAnsweredEmpty: false, problem: undefined })
const capabilities = capabilityStates(manifest, null)
const stored = (change: Partial<StoredSection>): StoredSection => ({ section: 'hardware', value: {}, observedAt: now, observedKind: 'bounded', fetchedAt: now, source: 'Tactical RMM, device detail', ...change })
const oddInstants = fc.oneof(fc.constantFrom(null, 0, 1, -1, Number.NaN, Infinity, Date.UTC(1970, 0, 1), Date.UTC(9999, 0, 1)), fc.integer({ min: -1e15, max: 1e15 }), fc.double())

describe('ages of list facts', () => {
  test('B14: every group answers observed at, fetched at, source and freshness', () => {
    const ages = factAges(aDevice({ lastSeenAt: now - 20 * minute, fetchedAt: now - minute }), manifest, now)
    expect(Object.keys(ages).sort()).toEqual(['checks', 'identity', 'publicIp', 'status', 'user'])
    expect(ages['status']).toEqual({ observedAt: now - minute, observedKind: 'reported', fetchedAt: now - minute, source: 'Tactical RMM, device list', freshness: 'fresh' })
    expect(ages['publicIp']).toMatchObject({ observedAt: now - 20 * minute, observedKind: 'bounded', freshness: 'ageing' })
    expect(ages['identity']).toMatchObject({ freshness: 'fresh' })
  })

  test('B14: a device that was never seen has facts of unknown age, not of age zero', () => {
    expect(factAges(aDevice({ lastSeenAt: null, fetchedAt: now }), manifest, now)['user']).toMatchObject({ observedAt: null, observedKind: 'unknown', freshness: 'unknown' })
  })

  test('B14: over odd dates nothing is observed in the future, in 1970 or after it was fetched', () => {
    fc.assert(
      fc.property(oddInstants, (lastSeenAt) => {
        for (const age of Object.values(factAges(aDevice({ lastSeenAt, fetchedAt: now }), manifest, now))) {
          expect(age.observedAt === null).toBe(age.freshness === 'unknown')
          expect(age.observedAt ?? now).toBeLessThanOrEqual(now)
          expect(age.observedAt ?? now).toBeGreaterThan(Date.UTC(1971, 0, 1))
        }
      }),
    )
  })
})

describe('sections', () => {
  const show = (sections: readonly StoredSection[], change: Partial<Parameters<typeof sectionStates>[1]> = {}) => sectionStates(sections, { manifest, osFamily: 'windows', capabilities, notes: quiet, now, ...change })
  const find = (states: ReturnType<typeof show>, name: string) => states.find((one) => one.section === name)

  test('B14: all sections are listed, each with age and source or with the reason why it is absent', () => {
    const states = show([stored({ section: 'hardware' })])
    expect(states.map((one) => one.section)).toEqual([...sectionNames])
    expect(find(states, 'hardware')).toMatchObject({ observedAt: now, freshness: 'fresh', source: 'Tactical RMM, device detail', missing: null })
    expect(find(states, 'software')).toMatchObject({ value: null, fetchedAt: null, freshness: 'unknown', missing: 'not collected' })
  })

  test('B16: absent is said by its reason and in the product’s words', () => {
    const change = (one: CapabilityState, support: CapabilityState['support'], grant: CapabilityState['grant']): CapabilityState => ({ ...one, support, grant })
    const only = (name: string, support: CapabilityState['support'], grant: CapabilityState['grant']) => capabilities.map((one) => (one.capability === name ? change(one, support, grant) : one))
    expect(find(show([], { capabilities: only('inventory.software', 'absent', 'unproven') }), 'software')?.missing).toBe('not available from this vendor')
    expect(find(show([], { capabilities: only('device.services', 'native', 'denied') }), 'services')?.missing).toBe('no right')
    expect(find(show([], { notes: () => ({ isAnsweredEmpty: true, problem: undefined }) }), 'network')?.missing).toBe('not reported')
    expect(find(show([stored({ section: 'network', value: null })]), 'network')?.missing).toBe('not reported')
  })

  test('a failed read is said beside the older value, which stays', () => {
    const states = show([stored({ section: 'hardware', value: { model: 'X' } })], { notes: (name) => ({ isAnsweredEmpty: false, problem: name === 'hardware' ? 'The device did not answer.' : undefined }) })
    expect(find(states, 'hardware')).toMatchObject({ value: { model: 'X' }, missing: null, problem: 'The device did not answer.' })
    expect(find(states, 'software')).not.toHaveProperty('problem')
  })

  test('B16: a section with an impossible date is of unknown age and keeps its value', () => {
    fc.assert(
      fc.property(oddInstants, fc.constantFrom('reported', 'bounded', 'unknown' as const), (observedAt, observedKind) => {
        const state = find(show([stored({ observedAt, observedKind, value: { model: 'X' } })]), 'hardware')
        expect(state?.value).toEqual({ model: 'X' })
        expect(state?.observedAt === null).toBe(state?.freshness === 'unknown')
        expect(state?.observedAt ?? now).toBeLessThanOrEqual(now + 5 * minute)
      }),
    )
  })
})

describe('what a device and an account offer', () => {
  test('S53: the shells match the operating system, and an unknown system is offered none', () => {
    expect(shellsFor({ osFamily: 'windows' })).toEqual(['powershell', 'cmd'])
    expect(shellsFor({ osFamily: 'linux' })).toEqual(['bash', 'sh', 'zsh'])
    expect(shellsFor({ osFamily: 'macos' })).toEqual(['zsh', 'bash', 'sh'])
    expect(shellsFor({ osFamily: 'other' })).toEqual([])
  })

  test('capabilities come from the connection test; untested ones are unproven, never granted', () => {
    const tested: CapabilityState = { capability: 'device.command', support: 'native', grant: 'denied', reason: 'The key lacks can_send_cmd.' }
    const states = capabilityStates(manifest, { capabilities: [tested] } as unknown as ProbeReport)
    expect(states.find((one) => one.capability === 'device.command')).toEqual(tested)
    expect(states.filter((one) => one.grant === 'granted')).toEqual([])
    expect(capabilities.filter((one) => one.support !== 'absent').every((one) => one.grant === 'unproven' && one.reason !== '')).toBe(true)
  })
})
