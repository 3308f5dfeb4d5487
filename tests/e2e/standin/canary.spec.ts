import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSimulator } from '#simulators/start-simulator.ts'
import { expect, test } from '../fixtures/console-test.ts'
import { findCanary } from '../fixtures/find-canary.ts'
import { ConnectPage } from '../pages/connect-page.ts'
import { FirstRunPage } from '../pages/first-run-page.ts'
import { FleetPage } from '../pages/fleet-page.ts'

const secretsStay = { OUTRIDER_PASSPHRASE: 'a passphrase for this test', OUTRIDER_LOG_LEVEL: 'debug' }

test('S145: after connecting, working, a crash of the page and a restart, the key is in no file and in no page', async ({ startConsole, profile }) => {
  const server = await startSimulator({ vendor: 'tactical_rmm', devices: 20, port: 0, seed: 1, steady: true })
  try {
    const first = await startConsole(secretsStay)
    await new FirstRunPage(first.page).connect.click()
    await new ConnectPage(first.page).connect(server.url, server.apiKey)
    await expect(new FleetPage(first.page).grid).toBeVisible()
    await expect(new FleetPage(first.page).count('20 devices')).toBeVisible()
    const inPage = (await first.page.content()) + (await first.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])))
    expect(inPage.includes(server.apiKey)).toBe(false)
    const next = first.page.context().waitForEvent('page')
    await first.ask?.({ kind: 'crash' })
    await next
    await first.close()
    expect(findCanary(profile, server.apiKey)).toEqual([])
    const second = await startConsole(secretsStay)
    await expect(new FleetPage(second.page).count('20 devices')).toBeVisible()
    await second.close()
    for (const secret of [server.apiKey, secretsStay.OUTRIDER_PASSPHRASE]) expect(findCanary(profile, secret)).toEqual([])
  } finally {
    await server.close()
  }
})

test('S145: the search for planted secrets finds one that was written in plain, in base64 and in UTF-16', ({ profile }) => {
  const secret = 'M7VQ6V87YO813X7EI5HV'
  const spellings = { plain: secret, base64: Buffer.from(`{"k":"${secret}"}`).toString('base64'), wide: Buffer.from(secret, 'utf16le') }
  for (const [name, content] of Object.entries(spellings)) writeFileSync(join(profile, name), content)
  expect(findCanary(profile, secret).toSorted()).toEqual(Object.keys(spellings).toSorted().map((name) => join(profile, name)))
})
