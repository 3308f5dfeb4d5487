import { execFile } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '#simulators/start-simulator.ts'
import { routes } from '#simulators/tactical-rmm/routes/index.ts'

/** Path of the checker that compares a server with recorded answers of a real one; it is not part of this project. */
const checker = process.env.OUTRIDER_CONFORMANCE

let simulator: Simulator
beforeAll(async () => { simulator = await startSimulator({ vendor: 'tactical_rmm', devices: 60, port: 0, seed: 1, waitScale: 0.02, steady: true }) })
afterAll(() => simulator.close())

describe('the routes of the simulator', () => {
  const pathOf = (pattern: string): string => pattern
    .replace(':agentId', simulator.fleet.byId(1)!.key).replace(':logname', 'System').replace(':name', 'Spooler').replace(/:\w+\(int\)/g, '1').replace(/:\w+/g, '1')

  test('no reading call of a superuser crashes, and only paths to things that may be absent answer 404', async () => {
    const wrong: unknown[] = []
    for (const { pattern, method } of routes) {
      if (method !== 'GET') continue
      const reply = await fetch(simulator.url + pathOf(pattern), { headers: { 'x-api-key': simulator.apiKey } })
      const isNamed = /:(?!agentId)/.test(pattern)
      if (reply.status >= 500 || (reply.status === 404 && !isNamed)) wrong.push([pattern, reply.status])
      await reply.arrayBuffer()
    }
    expect(wrong).toEqual([])
  })

  test('no call works without credentials, except those that say so', async () => {
    for (const { pattern, method, permission } of routes) {
      if (permission === 'public') continue
      const reply = await fetch(simulator.url + pathOf(pattern), { method })
      expect([pattern, method, reply.status]).toEqual([pattern, method, 401])
    }
  })
})

if (checker === undefined) console.log('Not compared with a real server: OUTRIDER_CONFORMANCE does not name the checker.')

/** Defined only when the checker is there. */
test.each(checker === undefined ? [] : [checker])('the simulator answers every recorded call and sequence as a real server does (%s)', { timeout: 300_000 }, async (path) => {
  const words = [path, '--url', simulator.url, '--api-key', simulator.apiKey, '--json']
  const report = await new Promise<string>((resolve) => { execFile(process.execPath, words, { maxBuffer: 64 * 1024 * 1024 }, (_error, stdout) => resolve(stdout)) })
  const { failed, skipped, results } = JSON.parse(report)
  const wrong = results.filter((row: { state: string }) => row.state !== 'pass').map(({ id, problems }: { id: string; problems: string[] }) => [id, problems])
  expect({ failed, skipped, wrong }).toEqual({ failed: 0, skipped: 0, wrong: [] })
})
