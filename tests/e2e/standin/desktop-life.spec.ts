import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callCore } from '../fixtures/call-core.ts'
import { expect, test } from '../fixtures/console-test.ts'
import { startInVain } from '../fixtures/failed-start.ts'

const passphrase = { OUTRIDER_PASSPHRASE: 'a passphrase for this test' }

test('F22: after a crash of the page it is there again, and the core is the same', async ({ running: { page, ask } }) => {
  await callCore(page, 'app.setOffline', { isOffline: true })
  const next = page.context().waitForEvent('page')
  await ask?.({ kind: 'crash' })
  const again = await next
  await expect.poll(() => callCore(again, 'app.state', {}).catch(() => undefined)).toMatchObject({ value: { isOffline: true } })
})

test('B146: the profile is where OUTRIDER_DATA_DIR says, private, and comes back after a restart', async ({ startConsole, profile }) => {
  const first = await startConsole(passphrase)
  await callCore(first.page, 'company.create', { name: 'ACME GmbH' })
  await first.close()
  expect(statSync(profile).mode & 0o777).toBe(0o700)
  expect(existsSync(join(profile, 'app.json'))).toBe(true)
  const second = await startConsole(passphrase)
  expect(await callCore(second.page, 'app.state', {})).toMatchObject({ value: { isWriter: true, vault: { kind: 'passphrase' }, companies: [{ name: 'My company' }, { name: 'ACME GmbH' }] } })
})

test('B5: without a keychain and a passphrase it waits locked, and saves nothing', async ({ startConsole, profile }) => {
  const { page, close } = await startConsole({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' })
  expect(await callCore(page, 'app.state', {})).toMatchObject({ ok: false, error: { code: 'vault.locked' } })
  await close()
  expect(readdirSync(profile).toSorted()).toEqual(['desktop', 'logs'])
})

test('F11: a second start shows the window of the first', async ({ running: { page, ask } }) => {
  await ask?.({ kind: 'focus-second-instance' })
  expect(page.context().pages()).toHaveLength(1)
  expect(await callCore(page, 'app.state', {})).toMatchObject({ value: { isWriter: true } })
})

test('B127: the menu has roles only, and a packaged build offers no developer tools', async ({ startConsole }) => {
  const { ask } = await startConsole({ STANDIN_IS_PACKAGED: '1' })
  expect(JSON.stringify(await ask?.({ kind: 'menu' }))).toMatch(/editMenu/)
  expect(JSON.stringify(await ask?.({ kind: 'menu' }))).not.toMatch(/toggleDevTools|reload|click/i)
  expect(await ask?.({ kind: 'preferences' })).toMatchObject({ devTools: false })
})

test('a window that is closed while everything still starts leaves a whole profile', async ({ startConsole, profile }) => {
  await (await startConsole(passphrase)).close()
  expect(readdirSync(profile)).toEqual(expect.arrayContaining(['app.json', 'vault.json']))
  const again = await startConsole(passphrase)
  expect(await callCore(again.page, 'app.state', {})).toMatchObject({ value: { isWriter: true, vault: { kind: 'passphrase' } } })
})

test('B161: a bad setting ends the start with three sentences', async ({ profile }) => {
  const bad = await startInVain({ folder: profile, environment: { OUTRIDER_API_TIMEOUT: 'soon' } })
  const file = join(profile, 'not-a-folder')
  writeFileSync(file, '')
  expect(await startInVain({ folder: file, environment: {} })).toMatchObject({ exitCode: 1, said: expect.stringContaining('OUTRIDER_DATA_DIR') })
  expect(bad).toMatchObject({ exitCode: 1, said: expect.stringMatching(/did not start\n.*OUTRIDER_API_TIMEOUT.*Nothing was started.*whole number/s) })
})

test('B161: a passphrase of the environment that does not open the vault ends the start with its sentences', async ({ startConsole, profile }) => {
  const first = await startConsole(passphrase)
  await callCore(first.page, 'app.state', {})
  await first.close()
  const wrong = await startInVain({ folder: profile, environment: { OUTRIDER_PASSPHRASE: 'another' } })
  expect(wrong).toMatchObject({ exitCode: 1, said: expect.stringContaining('The passphrase does not open the vault.') })
})

test('S20: a window without isolation or with Node ends the app before it shows anything', async ({ startConsole }) => {
  for (const change of [{ contextIsolation: false }, { nodeIntegration: true }]) {
    const { page, ask, outside } = await startConsole(passphrase)
    const preferences = (await ask?.({ kind: 'preferences' })) as Record<string, unknown>
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
    await Promise.all([page.waitForEvent('close'), ask?.({ kind: 'open-window', preferences: { ...preferences, ...change } })])
    expect(outside.map((one) => one.text).join()).toContain('without the protection of the sandbox')
  }
})
