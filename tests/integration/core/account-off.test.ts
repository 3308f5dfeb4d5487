import { describe, expect, test } from 'vitest'
import { isAppError } from '#shared/errors/app-error.ts'
import type { AccountId } from '#shared/model/ids.ts'
import type { WatchState } from '#shared/model/metric.ts'
import { finalStates, type Operation } from '#shared/model/operation.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { createJumpClock } from '#tests/builders/jump-clock.ts'
import { type LiveBench, openLiveBench } from '#tests/builders/live-bench.ts'
import { watchShell } from '#tests/builders/shell-watcher.ts'

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )

/** Everything that can go on for an account, going on. */
async function openBusyBench() {
  const clock = createJumpClock()
  const bench = await openLiveBench({ devices: 250, adapt: (ports) => ({ ...ports, clock }) })
  const { api, simulator } = bench
  const screen = watchShell(api)
  const [terminal, commanded] = [bench.find((one) => one.osFamily === 'windows'), bench.find((one) => one.osFamily === 'linux')]
  const watched = bench.devices.findLast((one) => one.status === 'online') ?? terminal

  let watch: WatchState | undefined
  api.on('metrics.sampled', ({ state }) => (watch = state))
  await api.metrics.watch({ deviceId: watched.id, intervalSeconds: 1 })
  await eventually('a live reading', () => (watch?.samples ?? 0) > 0)

  const shell = await api.shell.open({ deviceId: terminal.id })
  await screen.waitForState('ready')

  await api.sync.start({ accountId: bench.accountId as AccountId })
  await eventually('a pass reading details', () => simulator.requests.count({ method: 'GET', path: '/software/*/' }) + simulator.requests.count({ method: 'GET', path: '/agents/*/' }) > 5)

  let operation: Operation | undefined
  api.on('device.operationChanged', (one) => (operation = one))
  simulator.setFaults([{ match: { path: `/agents/${commanded.remoteId}/cmd/` }, kind: 'status', status: 429, headers: { 'retry-after': '10' }, times: 1 }])
  await api.device.runCommand({ deviceId: commanded.id, shell: 'bash', command: 'hostname' })
  await eventually('a command that waits', () => operation?.state === 'waiting' && operation.says !== null)
  return { ...bench, clock, screen, shell, watched, terminal, commanded, watch: () => watch, operation: () => operation }
}

type BusyBench = Awaited<ReturnType<typeof openBusyBench>>

const ways = [
  { title: 'S146: switching an account off', code: 'account.inactive', end: ({ api, accountId }: LiveBench) => api.accounts.update({ accountId: accountId as AccountId, isActive: false }) },
  { title: 'S146: removing an account', code: 'device.not-found', end: ({ api, accountId }: LiveBench) => api.accounts.remove({ accountId: accountId as AccountId }) },
  { title: 'B17: working offline', code: 'lock.offline', end: ({ api }: LiveBench) => api.app.setOffline({ isOffline: true }) },
] as const

describe.each(ways)('$title', ({ title, code, end }) => {
  test(`${title} with a live view, a shell, a pass and a waiting command open lets no request leave`, async () => {
    const bench = await openBusyBench()
    const { api, simulator, clock, shell } = bench
    await end(bench)
    simulator.requests.clear()
    await clock.jump(120_000)
    await eventually('no pass runs', () => bench.operation() !== undefined && finalStates.has(bench.operation()?.state ?? 'waiting'))
    expect(bench.operation()).toMatchObject({ state: 'cancelled-before-sending', sentAt: null })
    expect((await api.sync.status({})).running).toEqual([])
    expect(await api.shell.input({ shellId: shell.id, data: 'whoami\r' }).then(({ accepted }) => accepted)).toBe(false)
    expect(await refusal(api.shell.open({ deviceId: bench.terminal.id }))).toBe(code)
    expect(await refusal(api.device.runCommand({ deviceId: bench.commanded.id, shell: 'bash', command: 'hostname' }))).toBe(code)
    await eventually('every connection ended', () => bench.proxy.open === 0)
    expect(simulator.requests.all.map(({ method, path }) => `${method} ${path}`)).toEqual([])
    await bench.close()
  })
})

describe('S146: switched off', () => {
  test('S146: says why everywhere: the live view waits, the shell and the command ended with words, stored devices stay', async () => {
    const bench = await openBusyBench()
    await end(bench)
    expect((await bench.screen.waitForState('closed')).says).toContain('"Test" is switched off')
    await eventually('the live view waits', () => bench.watch()?.reason?.includes('"Test" is switched off'))
    await eventually('the command ended', () => bench.operation()?.says?.includes('"Test" is switched off'))
    const { device, isAccountActive } = await bench.api.device.get({ deviceId: bench.watched.id })
    expect({ name: device.name, isAccountActive }).toEqual({ name: bench.watched.name, isAccountActive: false })
    expect((await bench.api.sync.status({})).running).toEqual([])
    await bench.close()
  })

  test('S146: on again, the live view goes on by itself and nothing that was stopped is sent', async () => {
    const bench = await openBusyBench()
    await end(bench)
    bench.simulator.requests.clear()
    await bench.api.accounts.update({ accountId: bench.accountId as AccountId, isActive: true })
    const samples = bench.watch()?.samples ?? 0
    await eventually('a new reading', () => (bench.watch()?.samples ?? 0) > samples, () => bench.clock.jump(1_000))
    expect(bench.simulator.requests.count({ method: 'POST', path: `/agents/${bench.commanded.remoteId}/cmd/` })).toBe(0)
    await bench.close()
  })
})

const end = ({ api, accountId }: BusyBench) => api.accounts.update({ accountId: accountId as AccountId, isActive: false })
