import { expect, test } from 'vitest'
import { placeReading, unknownTime } from '#core/metrics/device-time.ts'

const ours = Date.UTC(2026, 10, 22, 10)
const ahead = 3_600_000

test('S39: a device clock an hour ahead does not put points into the future', () => {
  const first = placeReading(unknownTime, { deviceAt: ours + ahead, receivedAt: ours + 100, arrivedAt: 100, roundTripMs: 200 })
  expect(first.at).toBe(ours)
  expect(first.seconds).toBeNull()
})

test('S49: the distance of two points is the one the device measured, not the jitter of the network', () => {
  const first = placeReading(unknownTime, { deviceAt: ours + ahead, receivedAt: ours + 100, arrivedAt: 0, roundTripMs: 200 })
  const second = placeReading(first.time, { deviceAt: ours + ahead + 10_000, receivedAt: ours + 10_700, arrivedAt: 10_600, roundTripMs: 800 })
  expect(second.seconds).toBe(10)
  expect(second.at - first.at).toBe(10_000)
})

test('S51: across a clock that was set no rate is computed, and times stay ours', () => {
  const first = placeReading(unknownTime, { deviceAt: ours + ahead, receivedAt: ours, arrivedAt: 0, roundTripMs: 0 })
  const second = placeReading(first.time, { deviceAt: ours + 10_000, receivedAt: ours + 10_000, arrivedAt: 10_000, roundTripMs: 0 })
  expect(second.seconds).toBeNull()
  expect(second.at).toBe(ours + 10_000)
  const third = placeReading(second.time, { deviceAt: ours + 20_000, receivedAt: ours + 20_000, arrivedAt: 20_000, roundTripMs: 0 })
  expect(third.seconds).toBe(10)
})
