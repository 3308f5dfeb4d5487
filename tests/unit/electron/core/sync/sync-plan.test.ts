import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requestBudget, sectionQuota } from '#core/sync/request-budget.ts'
import { afterFullPass, neverPassed, planPasses, pollSeconds } from '#core/sync/sync-plan.ts'

const minute = 60_000
const day = 24 * 3_600_000
const account = { syncInterval: 3_600 }
const aRandom = fc.double({ min: 0, max: 0.999, noNaN: true })

test('S160: a fleet that was never read is due at once', () => {
  expect(planPasses(account, neverPassed, true, 0.5)).toEqual({ pollAt: 0, fullAt: 0 })
})

test('S4: a visible grid is polled every 60 s, at most a tenth earlier and never later', () => {
  fc.assert(
    fc.property(aRandom, (random) => {
      const { pollAt } = planPasses(account, { ...neverPassed, pollAt: 1_000_000, fullAt: 900_000 }, true, random)
      expect(pollAt - 1_000_000).toBeLessThanOrEqual(pollSeconds.visible * 1_000)
      expect(pollAt - 1_000_000).toBeGreaterThanOrEqual(pollSeconds.visible * 900)
    }),
  )
})

test('S160: in the background the list is asked fifteen times less often, and a full pass counts as a poll', () => {
  const { pollAt, fullAt } = planPasses(account, { ...neverPassed, pollAt: 5 * minute, fullAt: 10 * minute }, false, 0.5)
  expect(pollAt).toBe(10 * minute + pollSeconds.background * 1_000)
  expect(fullAt).toBe(10 * minute + 3_600_000)
})

test('S160: a full pass that failed is tried again after a minute, then after twice as long each time, up to the interval', () => {
  const good = afterFullPass(neverPassed, minute, 'done')
  expect(good).toEqual({ pollAt: minute, fullAt: minute, failed: null })
  let last = good
  const waits = Array.from({ length: 9 }, () => {
    last = afterFullPass(last, last.pollAt ?? 0, 'failed')
    return (planPasses(account, last, true, 0.5).fullAt - (last.pollAt ?? 0)) / minute
  })
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  expect(last.fullAt).toBe(minute)
  expect(afterFullPass(last, 5 * minute, 'partial').failed).toBeNull()
})

test('S160: a pass that somebody stopped comes back with its interval, not after a minute', () => {
  const stopped = afterFullPass({ ...neverPassed, fullAt: minute }, 10 * minute, 'cancelled')
  expect(planPasses(account, stopped, true, 0.5).fullAt).toBe(10 * minute + 3_600_000)
})

test('S160: details of 5,000 devices are spread over their due age instead of one storm', () => {
  expect(sectionQuota(5_000, 3_600, 7 * day, 50)).toBe(50)
  expect(sectionQuota(5_000, 3_600, day, 50)).toBe(209)
  expect(sectionQuota(10, 3_600, day, 50)).toBe(50)
})

const limits = { perSecond: 10, parallel: 8, parallelWaiting: 4, requestsPerPoll: 1, requestsPerPass: 42, sharedPerDay: 1_441 }

test('S160: the budget of a day is polls, passes and details, and never more than the server may be asked', () => {
  const facts = { devices: 5_000, sections: { hardware: 7 * day, software: day }, syncInterval: 3_600, wave: 50, limits }
  // 1,601 polls of one request, 28 passes of 42; 28 x 50 for hardware and 28 x 209 for software; lists all devices share.
  expect(requestBudget(facts)).toBe(1_601 + 28 * 42 + 28 * 50 + 28 * 209 + 1_441)
  expect(requestBudget({ ...facts, devices: 30 })).toBe(1_601 + 28 * 42 + 60 + 60 + 120)
  expect(requestBudget({ ...facts, devices: 4_000_000 })).toBe(604_800)
})
