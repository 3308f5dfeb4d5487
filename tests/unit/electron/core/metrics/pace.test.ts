import { expect, test } from 'vitest'
import { type Pace, afterAnswer, afterError, askPace, intervalSeconds, startPace } from '#core/metrics/pace.ts'

const answers = (pace: Pace, ...roundTrips: readonly number[]): Pace => roundTrips.reduce(afterAnswer, pace)

test('B99: an error doubles the interval and says why', () => {
  const slow = afterError(answers(startPace(5), 100, 110), 'The device did not answer.')
  expect(intervalSeconds(slow)).toBe(10)
  expect(slow.reason).toContain('Every 10 s instead of 5 s')
  expect(slow.reason).toContain('The device did not answer.')
  expect(intervalSeconds(afterError(slow, 'Again.'))).toBe(20)
})

test('B99: recovery halves it step by step until the asked pace, and the reason goes', () => {
  let pace = afterError(afterError(startPace(5), 'No answer.'), 'No answer.')
  const seen = [intervalSeconds(pace)]
  for (let answer = 0; answer < 6; answer += 1) {
    pace = afterAnswer(pace, 100)
    seen.push(intervalSeconds(pace))
  }
  expect(seen).toEqual([20, 20, 20, 10, 10, 10, 5])
  expect(pace.reason).toBeNull()
})

test('B99: a round trip that grows doubles the interval; noise does not', () => {
  const calm = answers(startPace(5), 200, 260, 240, 300)
  expect(intervalSeconds(calm)).toBe(5)
  const slow = afterAnswer(calm, 2_500)
  expect(intervalSeconds(slow)).toBe(10)
  expect(slow.reason).toMatch(/an answer takes 2\.5 s, usually 0\.2 s/)
})

test('B97: an interval shorter than an answer takes is not kept', () => {
  const pace = afterAnswer(startPace(1), 1_800)
  expect(intervalSeconds(pace)).toBe(2)
  expect(pace.reason).toContain('an answer takes 1.8 s')
})

test('B99: it never gets slower than five minutes', () => {
  let pace = startPace(60)
  for (let error = 0; error < 20; error += 1) pace = afterError(pace, 'No answer.')
  expect(intervalSeconds(pace)).toBe(300)
  expect(intervalSeconds(answers(pace, 50, 50, 50))).toBeLessThan(300)
})

test('B97: asking for another pace starts from it', () => {
  const pace = askPace(afterError(startPace(5), 'No answer.'), 15)
  expect(intervalSeconds(pace)).toBe(15)
  expect(pace.reason).toBeNull()
})
