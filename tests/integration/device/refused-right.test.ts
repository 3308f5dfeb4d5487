import { beforeAll, afterAll, expect, test } from 'vitest'
import { AccountId } from '#shared/model/ids.ts'
import { aKeyWithRights } from '#tests/builders/tactical-people.ts'
import { openBench, type Bench } from './bench.ts'

let bench: Bench
let close: () => Promise<void> = async () => {}
beforeAll(async () => {
  bench = await openBench({ keep: (end) => (close = end) })
}, 60_000)
afterAll(() => close())

const capability = async (name: string) => (await bench.view(bench.online.windows)).capabilities.find((one) => one.capability === name)

test('B2: the first refusal for want of a right turns every control that needs it off, with date and right, until the next test', async () => {
  const { api, simulator, online } = bench
  const id = AccountId.parse(bench.accountId)
  const apiKey = await aKeyWithRights(simulator, ['can_list_agents', 'can_list_clients', 'can_list_software'])
  await api.accounts.setSecret({ accountId: id, secrets: { apiKey } })
  await api.accounts.test({ accountId: id })
  expect(await capability('device.command')).toMatchObject({ grant: 'unproven', reason: expect.stringContaining('can_send_cmd') })

  const refused = await bench.run(online.windows, 'hostname')
  expect(refused).toMatchObject({ state: 'failed', refusedBy: 'auth.missing-right', says: expect.stringContaining('can_send_cmd') })
  expect(await api.device.operation({ operationId: refused.id })).toMatchObject({ refusedBy: 'auth.missing-right' })
  for (const name of ['device.command', 'shell.buffered', 'metrics.live']) {
    expect(await capability(name)).toMatchObject({ grant: 'denied', reason: expect.stringMatching(/^The server refused it on \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Right needed: can_send_cmd\.$/) })
  }
  simulator.requests.clear()
  await expect(bench.run(online.windows, 'hostname')).rejects.toMatchObject({ code: 'auth.missing-right' })
  expect(bench.sent()).toEqual([])
  await api.accounts.test({ accountId: id })
  expect(await capability('device.command')).toMatchObject({ grant: 'unproven' })
})

test('B2: a refusal that does not come from the API proves nothing about the right', async () => {
  const { simulator, online } = bench
  simulator.setFaults([{ kind: 'html', status: 403, match: { path: '/agents/*/cmd/' } }])
  expect((await bench.run(online.windows, 'hostname')).state).toBe('failed')
  simulator.setFaults([])
  expect(await capability('device.command')).toMatchObject({ grant: 'unproven' })
})

test('B73: the operation keeps the request that was shown and sent, with secrets left out', async () => {
  const { api, simulator, online } = bench
  const [view] = await api.accounts.list({})
  if (!view) throw new Error('the account is gone')
  await api.accounts.setSecret({ accountId: view.account.id, secrets: { apiKey: simulator.apiKey } })
  const input = { deviceId: online.windows.id, shell: 'powershell', command: 'echo "a\ttab"', timeoutSeconds: 20 } as const
  const preview = await api.device.previewCommand(input)
  simulator.requests.clear()
  const operation = await bench.run(online.windows, input.command, { timeoutSeconds: 20 })
  expect(operation.request).toEqual(preview)
  expect(bench.sent().map((one) => one.bodyText)).toEqual([preview.body])
  expect((await api.device.operation({ operationId: operation.id })).request).toEqual(preview)
  const secret = await bench.run(online.windows, `curl -H 'X-API-KEY: ${simulator.apiKey}' https://rmm.example`)
  expect(JSON.stringify(secret)).not.toContain(simulator.apiKey)
  expect(secret.request?.body).toContain('[redacted')
})
