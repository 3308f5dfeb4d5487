import { expect, test } from 'vitest'
import { AppError } from '#shared/errors/app-error.ts'
import { createAdaptiveLimit } from '#core/providers/toolkit/adaptive-limit.ts'
import { ReadPolicy, type Try } from '#core/providers/toolkit/read-policy.ts'
import { RequestGate, type Entry } from '#core/providers/toolkit/request-gate.ts'
import { TokenBucket, type Priority } from '#core/providers/toolkit/token-bucket.ts'
import { createTestClock, type TestClock } from '#tests/builders/test-clock.ts'

const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

function takeMany(bucket: TokenBucket, priority: Priority, count: number) {
  const state = { started: 0 }
  for (let index = 0; index < count; index += 1) void bucket.take(priority, undefined).then(() => (state.started += 1))
  return state
}

test('S165: a second brings exactly the rate of the manifest', async () => {
  const clock = createTestClock()
  const many = takeMany(new TokenBucket(clock, 10), 'interactive', 100)
  await settle()
  expect(many.started).toBe(10)
  await clock.advanceSettled(1_000)
  expect(many.started).toBe(20)
  await clock.advanceSettled(5_000)
  expect(many.started).toBe(70)
})

test('S165: people do not wait behind background work, and three in ten are kept for them', async () => {
  const clock = createTestClock()
  const bucket = new TokenBucket(clock, 10)
  const background = takeMany(bucket, 'background', 50)
  await settle()
  expect(background.started).toBe(7)
  const person = takeMany(bucket, 'interactive', 3)
  await settle()
  expect(person.started).toBe(3)
  await clock.advanceSettled(2_000)
  expect(background.started).toBeGreaterThan(7)
})

test('S165: after "too many" nothing starts until the time the server named, then half as fast', async () => {
  const clock = createTestClock()
  const bucket = new TokenBucket(clock, 10)
  bucket.slowDown(30_000)
  const many = takeMany(bucket, 'interactive', 100)
  await clock.advanceSettled(29_900)
  expect(many.started).toBe(0)
  await clock.advanceSettled(200)
  expect(many.started).toBe(10)
  await clock.advanceSettled(2_000)
  expect(many.started).toBe(20)
})

test('a request that was given up leaves the queue', async () => {
  const clock = createTestClock()
  const bucket = new TokenBucket(clock, 1)
  await bucket.take('interactive', undefined)
  const controller = new AbortController()
  const given = bucket.take('interactive', controller.signal)
  const other = takeMany(bucket, 'interactive', 1)
  controller.abort()
  await given
  await clock.advanceSettled(1_000)
  expect(other.started).toBe(1)
})

test('B25: a limit is halved under strain and grows back by one a minute up to its ceiling', () => {
  const clock = createTestClock()
  const limit = createAdaptiveLimit(clock, 8)
  const seen = [limit.current()]
  limit.halve()
  seen.push(limit.current())
  limit.halve()
  limit.halve()
  limit.halve()
  seen.push(limit.current())
  clock.advance(120_000)
  seen.push(limit.current())
  clock.advance(3_600_000)
  seen.push(limit.current())
  expect(seen).toEqual([8, 4, 1, 3, 8])
})

function gateWork(gate: RequestGate, entry: Partial<Entry>, name: string, running: Set<string>) {
  let finish = () => {}
  const done = gate.run({ priority: 'background', waitsForDevice: false, signal: undefined, ...entry }, async () => {
    running.add(name)
    await new Promise<void>((resolve) => (finish = resolve))
    running.delete(name)
  })
  return { done, finish: () => finish() }
}

test('S165: calls that wait for a device have a limit of their own', async () => {
  const gate = new RequestGate(createTestClock(), { parallel: 8, parallelWaiting: 4 })
  const running = new Set<string>()
  const waiting = Array.from({ length: 10 }, (_, index) => gateWork(gate, { waitsForDevice: true }, `w${index}`, running))
  Array.from({ length: 10 }, (_, index) => gateWork(gate, {}, `r${index}`, running))
  await settle()
  expect([...running].filter((name) => name.startsWith('w'))).toHaveLength(4)
  expect(running.size).toBe(8)
  waiting[0]?.finish()
  await settle()
  expect([...running].filter((name) => name.startsWith('w'))).toHaveLength(4)
  expect(running.size).toBe(8)
})

test('a person goes first, and who gave up is not waited for', async () => {
  const gate = new RequestGate(createTestClock(), { parallel: 1, parallelWaiting: 1 })
  const running = new Set<string>()
  const first = gateWork(gate, {}, 'first', running)
  const controller = new AbortController()
  gateWork(gate, { signal: controller.signal }, 'given up', running)
  gateWork(gate, {}, 'background', running)
  gateWork(gate, { priority: 'interactive' }, 'person', running)
  await settle()
  controller.abort()
  first.finish()
  await first.done
  await settle()
  expect(running.has('person')).toBe(true)
  expect(running.has('background')).toBe(false)
})

const fault = (waitMs: number | null = null): Try<string> => ({ kind: 'again', error: anError('vendor.failed'), waitMs, isFault: true })
const anError = (code: 'vendor.failed' | 'vendor.circuit-open') => new AppError({ code, what: 'x', effect: 'y', next: 'z', remedy: 'retry' })
const aPolicy = (clock = createTestClock(), more: { retries?: number; openForMs?: readonly number[]; chance?: number } = {}) => ({
  clock,
  policy: new ReadPolicy({
    clock, ids: { next: () => '', ulid: () => '', random: () => more.chance ?? 1 }, retries: more.retries ?? 3, openForMs: more.openForMs,
    circuitOpen: () => anError('vendor.circuit-open'),
  }),
})

/** Moves the clock from wait to wait until the work is done; the library in between needs real turns of the loop. */
async function drive<T>(clock: TestClock, work: Promise<T>): Promise<T> {
  let isDone = false
  void work.finally(() => (isDone = true))
  while (!isDone) {
    clock.advance(0)
    while (clock.waiting > 0) clock.advance(10)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return work
}

test('S155: waits grow 1, 2, 4 seconds with full jitter, on the clock of the core', async () => {
  for (const chance of [1, 0.5, 0]) {
    const { clock, policy } = aPolicy(createTestClock(), { chance })
    const startedAt = clock.monotonic()
    const tries: number[] = []
    const done = policy.run(60_000, undefined, async () => {
      tries.push(clock.monotonic() - startedAt)
      return fault()
    })
    expect((await drive(clock, done)).kind).toBe('final')
    expect(tries).toEqual([0, 1_000 * chance, 3_000 * chance, 7_000 * chance])
  }
})

test('S155: what the server asks for replaces the jitter, and the limit of the read is kept', async () => {
  const { clock, policy } = aPolicy()
  const remaining: number[] = []
  const done = policy.run(10_000, undefined, async (left) => {
    remaining.push(left)
    return fault(4_000)
  })
  expect(await drive(clock, done)).toMatchObject({ kind: 'final' })
  expect(remaining).toEqual([10_000, 6_000, 2_000])
})

test('a read that is stopped does not sit out its wait', async () => {
  const { policy } = aPolicy()
  const controller = new AbortController()
  const done = policy.run(60_000, controller.signal, async () => (controller.signal.aborted ? { kind: 'final', error: anError('vendor.failed'), isFault: false } : fault(50_000)))
  await settle()
  controller.abort()
  expect((await done).kind).toBe('final')
})

test('S165: five faults in a row open the circuit, an answer in between starts the count anew', async () => {
  const { policy } = aPolicy(createTestClock(), { retries: 0, openForMs: [60_000] })
  const ask = (outcome: Try<string>) => policy.run(1_000, undefined, async () => outcome)
  for (let round = 0; round < 4; round += 1) await ask(fault())
  await ask({ kind: 'done', value: 'x' })
  for (let round = 0; round < 4; round += 1) await ask(fault())
  expect(policy.link).toEqual({ isOpen: false, retryAt: null })
  await ask(fault())
  expect(policy.link.isOpen).toBe(true)
  let asked = 0
  const refused = await policy.run(1_000, undefined, async () => {
    asked += 1
    return { kind: 'done', value: 'x' }
  })
  expect(refused).toMatchObject({ kind: 'final', error: { code: 'vendor.circuit-open' } })
  expect(asked).toBe(0)
})

test('S165: when the time has come one request is let through, and its success closes the circuit', async () => {
  const { clock, policy } = aPolicy(createTestClock(), { retries: 0, openForMs: [0] })
  for (let round = 0; round < 5; round += 1) await policy.run(1_000, undefined, async () => fault())
  expect(policy.link).toEqual({ isOpen: true, retryAt: clock.now() })
  expect((await policy.run(1_000, undefined, async () => ({ kind: 'done', value: 'x' }))).kind).toBe('done')
  expect(policy.link).toEqual({ isOpen: false, retryAt: null })
})
