import { expect, test } from 'vitest'
import { isAppError } from '#shared/errors/app-error.ts'
import { openBench } from '../device/bench.ts'

test('S154: a server that hangs ends the list, a detail and a command at the limit, each with its type and its words, and nothing is asked twice', async () => {
  const bench = await openBench({ variables: { NESTOGY_RMM_API_TIMEOUT: '5' } })
  const { api, online, simulator } = bench
  simulator.requests.clear()
  simulator.setFaults([{ kind: 'hang' }])
  const [[list], detail, command] = await Promise.all([
    api.sync.run({}),
    api.device.refresh({ deviceId: online.windows.id, sections: ['services'], force: true }).catch((error: unknown) => error),
    // Its own limit holds for a command, and what the server may add to it.
    bench.run(online.linux, 'hostname', { timeoutSeconds: 1 }),
  ])
  expect(list).toMatchObject({ outcome: 'failed', error: expect.stringContaining('did not answer within 5 s') })
  expect(isAppError(detail) && detail.shape).toMatchObject({ code: 'network.timeout', what: expect.stringContaining('did not answer within 5 s'), effect: expect.stringMatching(/\.$/), next: expect.stringMatching(/\.$/) })
  expect(command).toMatchObject({ state: 'sent-no-answer', says: expect.stringMatching(/did not answer within 16 s\. The command may have run/) })
  const counts = Map.groupBy(simulator.requests.all, ({ method, path }) => `${method} ${path}`)
  expect([...counts.values()].map((requests) => requests.length)).toEqual([...counts.values()].map(() => 1))
}, 60_000)
