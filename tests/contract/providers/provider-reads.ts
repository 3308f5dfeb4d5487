import { expect, test } from 'vitest'
import type { DevicePage, Provider } from '#core/providers/provider.ts'
import { isAppError } from '#shared/errors/app-error.ts'
import { aConnection } from '#tests/builders/provider-ports.ts'
import { allPages, errorOf, type Current, type Subject } from './provider-bench.ts'

/** What every provider does with reads: retries, limits, typed errors, and a key that stays home. */
export function defineReadTests(subject: Subject, current: Current): void {
  const { list, anyRead } = subject.paths
  const poll = (provider: Provider) => allPages(provider, { isPoll: true })

  test('S155: a read that fails is tried again three times, not more', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 500, match: { path: list } }])
    expect((await errorOf(poll(bench.connect()))).code).toBe('vendor.failed')
    expect(server.requests.count({ path: list })).toBe(4)
  })

  test('S155: a read that fails twice and then works has worked', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'reset', times: 1, match: { path: list } }, { kind: 'status', status: 502, times: 1, match: { path: list } }])
    expect(await poll(bench.connect())).not.toHaveLength(0)
    expect(server.requests.count({ path: list })).toBeGreaterThan(1)
  })

  test('S155: the number of tries is a setting', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 500, match: { path: list } }])
    const settings = { syncBatchSize: 100, apiTimeoutMs: 5_000, retryAttempts: 0, readOnly: undefined, logBodies: false }
    await errorOf(poll(bench.connect({}, { settings })))
    expect(server.requests.count({ path: list })).toBe(1)
  })

  test('B25: Retry-After is obeyed, and a longer one than the limit ends the read', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 429, times: 1, headers: { 'retry-after': '1' }, match: { path: list } }])
    await poll(bench.connect())
    const [first, second] = server.requests.find({ path: list })
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990)
    server.requests.clear()
    server.setFaults([{ kind: 'status', status: 429, headers: { 'retry-after': '600' }, match: { path: list } }])
    const error = await errorOf(poll(bench.connect()))
    expect([error.code, error.shape.facts['retryAfterMs']]).toEqual(['vendor.rate-limited', 600_000])
    expect(server.requests.count({ path: list })).toBe(1)
  })

  test('S154: a server that hangs ends at the limit with a typed timeout and is asked once', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'hang', match: { path: list } }])
    const settings = { syncBatchSize: 100, apiTimeoutMs: 300, retryAttempts: 3, readOnly: undefined, logBodies: false }
    expect((await errorOf(poll(bench.connect({}, { settings })))).code).toBe('network.timeout')
    expect(server.requests.count({ path: list })).toBe(1)
  })

  test('S154: the time limit is the one that is set', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'hang', match: { path: list } }])
    const limitMs = 2_000
    const startedAt = performance.now()
    const error = await errorOf(poll(bench.connect({}, { settings: { syncBatchSize: 100, apiTimeoutMs: limitMs, retryAttempts: 3, readOnly: undefined, logBodies: false } })))
    expect([error.code, error.shape.what]).toEqual(['network.timeout', expect.stringContaining('within 2 s')])
    // How late it ends is the machine's affair; that it does not end early is ours.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(limitMs - 100)
  })

  test('S154: the time a read waits for its turn counts towards its limit', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 429, times: 1, headers: { 'retry-after': '600' }, match: { path: list } }])
    const provider = bench.connect({}, { settings: { syncBatchSize: 100, apiTimeoutMs: 500, retryAttempts: 0, readOnly: undefined, logBodies: false } })
    expect((await errorOf(poll(provider))).code).toBe('vendor.rate-limited')
    // The whole account pauses for ten minutes now; a second read does not wait for that.
    expect((await errorOf(poll(provider))).code).toBe('network.timeout')
    expect(server.requests.count({ path: list })).toBe(1)
  })

  test('S165: after five faults in a row the circuit opens, nothing is sent, and the next try is named', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 500, match: { path: anyRead } }])
    const provider = bench.connect()
    await errorOf(poll(provider))
    await errorOf(poll(provider))
    expect(provider.link.isOpen).toBe(true)
    server.requests.clear()
    const error = await errorOf(poll(provider))
    expect(error.code).toBe('vendor.circuit-open')
    expect(error.shape.facts['retryAt']).toBe(provider.link.retryAt)
    expect(provider.link.retryAt).toBeGreaterThan(Date.now())
    expect(server.requests.count()).toBe(0)
  })

  test('S175: a redirect to another origin is a typed error that names it, and the key stays home', async () => {
    const { bench, server } = current()
    const elsewhere = await subject.start()
    server.setFaults([{ kind: 'redirect', location: `${elsewhere.url}/agents/`, match: { path: list } }])
    const error = await errorOf(poll(bench.connect()))
    expect(error.code).toBe('network.redirect')
    expect(error.shape.what).toContain(new URL(elsewhere.url).host)
    expect(elsewhere.requests.count()).toBe(0)
    await elsewhere.close()
  })

  test.each([
    ['a web page', { kind: 'html' }, 'vendor.not-api'],
    ['a body that is cut', { kind: 'cut', bytes: 40 }, 'network.cut'],
    ['a connection that is reset', { kind: 'reset' }, 'network.cut'],
    ['401', { kind: 'status', status: 401, body: { detail: 'Invalid token.' } }, 'auth.refused'],
    ['401 for an expired key', { kind: 'status', status: 401, body: { detail: 'The token has expired.' } }, 'auth.expired'],
    ['403', { kind: 'status', status: 403, body: { detail: 'no' } }, 'auth.missing-right'],
    ['404', { kind: 'status', status: 404, body: { detail: 'Not found.' } }, 'vendor.not-found'],
    ['400', { kind: 'status', status: 400, body: 'Something is wrong' }, 'vendor.refused'],
  ] as const)('S26: %s is a typed error with words and a remedy', async (_name, fault, code) => {
    const { bench, server } = current()
    server.setFaults([{ ...fault, match: { path: list } }])
    const { shape } = await errorOf(poll(bench.connect()))
    expect(shape.code).toBe(code)
    expect([shape.what, shape.effect, shape.remedy].every((part) => part.length > 0)).toBe(true)
    expect(JSON.stringify(shape)).not.toContain(server.apiKey)
    expect(shape.what).not.toMatch(/<html|doctype/i)
  })

  test.each([['array where an object was expected', 'array'], ['nulls everywhere', 'nulls'], ['no JSON', 'not-json']] as const)('S27: a page with %s rejects rows and throws nothing', async (_name, kind) => {
    const { bench, server } = current()
    server.setFaults([{ kind, match: { path: list } }])
    const led = await poll(bench.connect()).then(
      (pages: readonly DevicePage[]) => pages.map((page) => subject.definition.parseDevicePage(page.body, page.context)),
      (error: unknown) => (isAppError(error) ? error.code : error),
    )
    // What came whole before the fault may be there: the pass counts as incomplete and removes nobody.
    const isRejected = Array.isArray(led) && led.some((page) => page.rejected > 0)
    expect(isRejected || led).toBe(isRejected ? true : 'vendor.contract')
  })

  test('the times of a server whose clock is wrong are corrected', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'clock-skew', seconds: 3_600 }])
    const [page] = await poll(bench.connect())
    expect((page?.fetchedAt ?? 0) - Date.now()).toBeGreaterThan(3_500_000)
    expect((await bench.connect().probe()).steps.find((step) => step.step === 'clock')?.verdict).toBe('warning')
  })

  test('S145: the secret is fetched for every request and never appears in an address', async () => {
    const { bench, server } = current()
    const provider = bench.connect()
    await poll(provider)
    const before = bench.secrets.asked.get('api-key') ?? 0
    await poll(provider)
    expect(bench.secrets.asked.get('api-key')).toBeGreaterThan(before)
    for (const request of server.requests.all) expect(`${request.path}?${request.query}`).not.toContain(server.apiKey)
  })

  test('without a secret nothing is sent', async () => {
    const { bench, server } = current()
    bench.secrets.values.clear()
    expect((await errorOf(poll(bench.connect()))).code).toBe('vault.missing-secret')
    expect(server.requests.count({ path: list })).toBe(0)
  })

  test('an address that must not be used is refused before anything is sent', () => {
    const { bench } = current()
    expect(() => bench.connect({ apiUrl: 'http://rmm.example.com' })).toThrow(/http/)
    expect(() => bench.connect(aConnection('not an address'))).toThrow(/address/)
  })

  test('a pass that is stopped stops, and says so', async () => {
    const { bench } = current()
    const controller = new AbortController()
    controller.abort()
    const pages = bench.connect().listDevices({ skip: new Set(), isPoll: true, signal: controller.signal })[Symbol.asyncIterator]()
    expect((await errorOf(Promise.resolve(pages.next()))).code).toBe('network.cut')
  })
}
