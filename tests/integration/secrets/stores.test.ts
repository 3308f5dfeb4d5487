import { expect, test } from 'vitest'
import type { AccountId } from '#shared/model/ids.ts'
import { finalStates } from '#shared/model/operation.ts'
import { searchProfile } from '#tests/builders/search-stores.ts'
import { openConnectedCore, testPassphrase } from '#tests/builders/test-core.ts'
import { oneTimeCode } from '#platform/one-time-code.ts'

const planted = 'PLANTED-7f3a-canary-of-this-test'

test('S145: with the stores open, no table, no packed value, no setting and no result file holds a key, a password or a token', async () => {
  const bench = await openConnectedCore({ devices: 12, frozen: true })
  const { api, simulator, accountId, folder, ports } = bench
  await api.accounts.signIn({ accountId: accountId as AccountId, user: simulator.user, password: simulator.password, code: oneTimeCode(simulator.totpSecret, Date.now()) })
  await api.sync.run({ withSections: true })
  await api.app.setReadOnly({ isReadOnly: false })
  const [deviceId] = (await api.inventory.match({ filter: 'os:windows status:online' })).ids
  if (!deviceId) throw new Error('the fleet has no device to work on')
  const token = await tokenOf(ports, accountId, (await api.app.state({})).company.id)
  // What the vault holds travels through everything a person can do: as text of a command and in its output. The password of the sign-in is kept nowhere.
  for (const command of [`Write-Output ${simulator.apiKey}`, `Write-Output ${'x'.repeat(8_000)} ${token}`, `Write-Output ${planted}`]) {
    const { id } = await api.device.runCommand({ deviceId, shell: 'powershell', command })
    await expect.poll(async () => finalStates.has((await api.device.operation({ operationId: id })).state), { timeout: 20_000 }).toBe(true)
  }
  await bench.ports.profile.setSetting('a-setting', 'harmless')
  await bench.close()
  for (const secret of [simulator.apiKey, simulator.password, token, testPassphrase]) {
    const found = await searchProfile(folder, testPassphrase, secret)
    expect(found.places).toEqual([])
    expect(found.rows).toBeGreaterThan(100)
  }
  // The search sees what is there: a text that is no secret lies in the rows of its operation and of the journal.
  const { places } = await searchProfile(folder, testPassphrase, planted)
  expect(places).toEqual(expect.arrayContaining(['work.db: operation.params', 'work.db: operation.output', 'work.db: journal.record']))
  bench.removeFolder()
}, 120_000)

test('S145: the search opens packed values: a program that is installed is found in them', async () => {
  const bench = await openConnectedCore({ devices: 4, frozen: true })
  await bench.api.sync.run({ withSections: true })
  const { ids } = await bench.api.inventory.match({ filter: 'os:windows' })
  const views = await Promise.all(ids.map((deviceId) => bench.api.device.get({ deviceId })))
  const services = views.flatMap(({ sections }) => sections.filter((one) => one.section === 'services' && one.value !== null))
  const adapters = views.flatMap(({ sections }) => sections.filter((one) => one.section === 'network' && one.value !== null))
  const network = adapters[0]?.value as { adapters: { name: string }[] }
  expect(services.length + adapters.length).toBeGreaterThan(0)
  await bench.close()
  const { places } = await searchProfile(bench.folder, testPassphrase, network.adapters[0]?.name ?? 'no adapter')
  expect(places).toContain('cache.db: section_state.value')
  bench.removeFolder()
}, 60_000)

/** The login token the vault holds after the sign-in: a secret that was never typed. */
async function tokenOf(ports: Awaited<ReturnType<typeof openConnectedCore>>['ports'], accountId: string, companyId: string): Promise<string> {
  const token = await ports.vault.get(`${ports.profile.installId}/${companyId}/${accountId}/login-token`)
  if (token === null) throw new Error('the vault holds no token')
  return token
}
