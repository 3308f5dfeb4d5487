import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sectionQuota } from '#core/sync/section-waves.ts'
import { planPasses, pollSeconds } from '#core/sync/sync-plan.ts'

const minute = 60_000
const account = { syncInterval: 3_600 }

test('S160: a fleet that was never read is due at once', () => {
  expect(planPasses(account, { pollAt: null, fullAt: null }, true, 0.5)).toEqual({ pollAt: 0, fullAt: 0 })
})

test('S4: a visible grid is polled every 60 s, within a tenth either way', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
      const { pollAt } = planPasses(account, { pollAt: 1_000_000, fullAt: 900_000 }, true, random)
      expect(Math.abs(pollAt - 1_000_000 - pollSeconds.visible * 1_000)).toBeLessThanOrEqual(6_000)
    }),
  )
})

test('S160: in the background the list is asked fifteen times less often, and a full pass counts as a poll', () => {
  const { pollAt, fullAt } = planPasses(account, { pollAt: 5 * minute, fullAt: 10 * minute }, false, 0.5)
  expect(pollAt).toBe(10 * minute + pollSeconds.background * 1_000)
  expect(fullAt).toBe(10 * minute + 3_600_000)
})

test('S160: details of 5,000 devices are spread over their due age instead of one storm', () => {
  const day = 24 * 3_600_000
  expect(sectionQuota(5_000, 3_600, 7 * day, 50)).toBe(50)
  expect(sectionQuota(5_000, 3_600, day, 50)).toBe(209)
  expect(sectionQuota(10, 3_600, day, 50)).toBe(50)
})
