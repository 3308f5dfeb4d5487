import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '#simulators/start-simulator.ts'
import { parseFaults, type Fault } from '#simulators/toolkit/fault-script.ts'

let simulator: Simulator

beforeAll(async () => { simulator = await startSimulator({ vendor: 'tactical_rmm', devices: 12, port: 0, seed: 2, waitScale: 0.01, steady: true }) })
afterAll(() => simulator.close())
afterEach(() => simulator.setFaults([]))

const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(simulator.url + path, { redirect: 'manual', headers: { 'x-api-key': simulator.apiKey }, ...init })
const withFault = (fault: Fault): void => simulator.setFaults([fault])

/** Sends a request by hand and gives the raw answer up to the end of the connection. */
function raw(path: string): Promise<string> {
  const { hostname, port } = new URL(simulator.url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.on('data', (piece) => { text += String(piece) })
    socket.on('error', (error) => { text += `[${(error as NodeJS.ErrnoException).code}]` })
    socket.on('close', () => resolve(text))
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-API-KEY: ${simulator.apiKey}\r\nConnection: close\r\n\r\n`)
  })
}

describe('faults over a real socket', () => {
  test('status: the code, a sentence and Retry-After for 429; the HTML page for 500', async () => {
    withFault({ kind: 'status', status: 429, times: 1 })
    const slow = await get('/core/version/')
    expect([slow.status, slow.headers.get('retry-after'), (await slow.json()).detail]).toEqual([429, '1', expect.stringContaining('throttled')])
    expect((await get('/core/version/')).status).toBe(200)
    withFault({ kind: 'status', status: 503 })
    const broken = await get('/core/version/')
    expect([broken.status, broken.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
  })

  test('match, after and times choose which requests are hit', async () => {
    withFault({ kind: 'status', status: 418, match: { method: 'GET', path: '/agents/*/ping/' }, after: 1, times: 1 })
    const [{ agent_id: key }] = await (await get('/agents/')).json()
    const statuses: number[] = []
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await get(`/agents/${key}/ping/`)).status)
    expect(statuses).toEqual([200, 418, 200])
    expect((await get('/core/version/')).status).toBe(200)
  })

  test('redirect: another place, and the simulator sees only one request', async () => {
    simulator.requests.clear()
    withFault({ kind: 'redirect', location: 'http://192.0.2.1/' })
    const moved = await get('/agents/')
    expect([moved.status, moved.headers.get('location'), simulator.requests.count()]).toEqual([302, 'http://192.0.2.1/', 1])
  })

  test('cut: more is announced than comes', async () => {
    withFault({ kind: 'cut' })
    await expect(get('/agents/').then((answer) => answer.text())).rejects.toThrow(/terminated|aborted|failed/)
    const text = await raw('/core/version/')
    const announced = Number(/content-length: (\d+)/i.exec(text)![1])
    expect(text.split('\r\n\r\n')[1]!.length).toBeLessThan(announced)
  })

  test('reset: the connection breaks before an answer', async () => {
    withFault({ kind: 'reset' })
    expect(await raw('/core/version/')).toBe('[ECONNRESET]')
  })

  test('hang: nothing comes, not even a header', async () => {
    withFault({ kind: 'hang' })
    await expect(get('/core/version/', { signal: AbortSignal.timeout(150) })).rejects.toThrow(/abort|timeout/i)
  })

  test('delay and slow: the answer is right in the end', async () => {
    withFault({ kind: 'delay', seconds: 0.01 })
    expect(await (await get('/core/version/')).json()).toBe('0.0.203')
    withFault({ kind: 'slow', seconds: 0.02 })
    expect(await (await get('/agents/?detail=false')).json()).toHaveLength(12)
  })

  test('html and not-json: bodies a client must not trust', async () => {
    withFault({ kind: 'html' })
    expect([(await get('/agents/')).status, await (await get('/agents/')).text()]).toEqual([200, expect.stringContaining('<!doctype html>')])
    withFault({ kind: 'not-json' })
    await expect((await get('/agents/')).json()).rejects.toThrow(SyntaxError)
  })

  test('array, nulls and duplicate: JSON of an unexpected shape', async () => {
    withFault({ kind: 'array' })
    expect([await (await get('/core/dashinfo/')).json(), await (await get('/agents/')).json()]).toEqual([[], {}])
    withFault({ kind: 'nulls' })
    expect((await (await get('/agents/')).json())[0]).toMatchObject({ hostname: null, status: null })
    withFault({ kind: 'duplicate' })
    expect(await (await get('/agents/')).json()).toHaveLength(24)
  })

  test('huge: as many bytes as asked for', async () => {
    withFault({ kind: 'huge', bytes: 3_000_000 })
    const body = await (await get('/agents/')).text()
    expect(body.length).toBeGreaterThan(3_000_000)
    expect(Array.isArray(JSON.parse(body))).toBe(true)
  })

  test('clock-skew: the server date is off', async () => {
    withFault({ kind: 'clock-skew', seconds: -7_200 })
    const away = Date.parse((await get('/core/version/')).headers.get('date')!) - Date.now()
    expect(Math.abs(away + 7_200_000)).toBeLessThan(60_000)
  })

  test('a script is a list of known kinds', () => {
    expect(parseFaults('{"faults":[{"kind":"hang"}]}')).toEqual([{ kind: 'hang' }])
    expect(() => parseFaults('[{"kind":"explode"}]')).toThrow(/Unknown fault kind "explode"/)
    expect(() => parseFaults('7')).toThrow(/list of faults/)
  })
})

describe('the request log', () => {
  test('counts by verb and path and keeps the raw bodies', async () => {
    simulator.requests.clear()
    const body = '{"agent_id":"x",  "note":"“bytes” stay"}'
    await get('/agents/notes/', { method: 'POST', body })
    await get('/agents/')
    await get('/alerts/', { method: 'PATCH', body: '{"top":10}' })
    expect(simulator.requests.bodies({ path: '/agents/notes/' })).toEqual([body])
    expect([simulator.requests.count(), simulator.requests.count({ method: 'GET' }), simulator.requests.count({ isMutating: true })]).toEqual([3, 1, 1])
    expect(simulator.requests.all[0]).toMatchObject({ route: '/agents/notes/', status: 404, bodyBytes: Buffer.byteLength(body) })
  })
})
