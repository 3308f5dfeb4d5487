import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DiagnosticsOverview, TraceStory } from '#shared/contract/diagnostics.ts'
import type { PipelineEntry } from '#shared/model/pipeline.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { aDesk, aDeskWithVault, patience, runCli } from './run-cli.ts'
import type { Desk } from './run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

describe('outrider diagnostics', () => {
  let server: Simulator
  let desk: Desk
  const outrider = (args: readonly string[], variables = {}) => runCli(desk, args, { variables })

  beforeAll(async () => {
    server = await startSimulator({ vendor: 'tactical_rmm', devices: 12, port: 0, seed: 7, waitScale: 0.01, steady: true })
    desk = await aDeskWithVault()
    await outrider(['account', 'add', '--url', server.url], { OUTRIDER_API_KEY: server.apiKey })
  })
  afterAll(async () => {
    await server.close()
    desk.remove()
  })

  test('S32: a list is read and told device by device; later the pass is found by its trace id', async () => {
    const read = await outrider(['diagnostics', '--read', '--json'])
    const { entries, schedule } = read.json<{ entries: PipelineEntry[]; schedule: { last: SyncSummary[] } }>()
    expect(entries).toHaveLength(12)
    expect(read.out).not.toContain(server.apiKey)
    const traceId = entries[0]?.traceId ?? ''
    expect(schedule.last.map((one) => one.traceId)).toContain(traceId)
    const found = await outrider(['diagnostics', '--trace', traceId, '--json'])
    expect(found.json<TraceStory>().passes.map((one) => one.created)).toEqual([12])
    expect(await outrider(['diagnostics', '--trace', 't0000000000000000'])).toMatchObject({ code: 3, out: expect.stringContaining('Nothing is known') })
  })

  test('S32: one device is told in its four steps, in words', async () => {
    const { devices } = (await outrider(['device', 'list', '--json'])).json<{ devices: { name: string }[] }>()
    const name = devices[0]?.name ?? ''
    server.requests.clear()
    expect((await outrider(['diagnostics', '--device', name])).out).toContain('--read')
    expect(server.requests.all).toEqual([])
    const told = await outrider(['diagnostics', '--device', name, '--read'])
    expect(told).toMatchObject({ code: 0, out: expect.stringMatching(/response +GET \/agents\/\{agent_id\}\/: 200[^]*mapped +sections[^]*change set +updated[^]*recomputed/) })
  })

  test('S150, D26: both names of a setting that differ are named', async () => {
    const told = await outrider(['diagnostics'], { OUTRIDER_RETRY_ATTEMPTS: '1', NESTOGY_RMM_RETRY_ATTEMPTS: '2' })
    expect(told).toMatchObject({ code: 0, out: expect.stringContaining('Warning: OUTRIDER_RETRY_ATTEMPTS and NESTOGY_RMM_RETRY_ATTEMPTS differ') })
  })
})

test('S145: without a place for keys it still tells why there is none', async () => {
  const desk = aDesk()
  const told = await runCli(desk, ['diagnostics', '--json'])
  desk.remove()
  expect(told.code).toBe(0)
  expect(told.json<{ overview: DiagnosticsOverview }>().overview.vault.kind).toBe('session')
})
