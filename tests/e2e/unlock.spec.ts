import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures/console-test.ts'
import { findCanary } from './fixtures/find-canary.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { UnlockPage } from './pages/unlock-page.ts'

const noKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere', OUTRIDER_LOG_LEVEL: 'debug' }
const phrase = 'CANARY otter lantern seventeen'

test('B5, S174: without a key store the first screen says so and creates a vault; the next start asks for its passphrase', async ({ startConsole, profile }) => {
  const first = await startConsole(noKeychain)
  const lock = new UnlockPage(first.page)
  await expect(lock.title).toHaveText('Where should Outrider keep your keys?')
  await expect(first.page.getByText(/does not answer/).first()).toBeVisible()
  await lock.passphrase.fill('short')
  await expect(first.page.getByRole('status').filter({ hasText: 'Too short: 3 more.' })).toBeVisible()
  await lock.passphrase.fill('password12')
  await expect(first.page.getByText(/Strength: weak/)).toBeVisible()
  await lock.passphrase.fill(phrase)
  await expect(first.page.getByText(/Strength: (good|strong)/)).toBeVisible()
  await lock.repeat.fill('CANARY otter lamp')
  await expect(first.page.getByText('The two are not the same.').first()).toBeVisible()
  await expect(lock.create).toBeDisabled()
  expect(existsSync(join(profile, 'vault.json'))).toBe(false)
  await lock.repeat.fill(phrase)
  await lock.create.click()
  await expect(new FirstRunPage(first.page).connect).toBeVisible()
  await expect(first.page.getByText(/a file that only your passphrase opens/)).toBeVisible()
  await first.close()
  const second = await startConsole(noKeychain)
  const again = new UnlockPage(second.page)
  await expect(again.title).toHaveText('Unlock Outrider')
  await expect(again.passphrase).toBeFocused()
  await second.page.keyboard.type('CANARY a wrong guess')
  await second.page.keyboard.press('Enter')
  await expect(again.alert).toContainText('The passphrase does not open the vault.')
  await expect(again.passphrase).toHaveValue('')
  await expect(again.passphrase).toBeFocused()
  await again.passphrase.fill(phrase)
  await second.page.keyboard.press('Enter')
  await expect(new FirstRunPage(second.page).connect).toBeVisible()
  const inPage = (await second.page.content()) + (await second.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])))
  expect(inPage).not.toContain('CANARY')
  await second.close()
  for (const secret of [phrase, 'CANARY a wrong guess']) expect(findCanary(profile, secret)).toEqual([])
})

test('B5: a passphrase can be pasted into both fields and shown while it is typed', async ({ startConsole }) => {
  const { page } = await startConsole(noKeychain)
  const lock = new UnlockPage(page)
  for (const field of [lock.passphrase, lock.repeat]) {
    await field.focus()
    await page.evaluate((text) => {
      const data = new DataTransfer()
      data.setData('text/plain', text)
      const isAllowed = document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })) ?? false
      if (isAllowed) document.execCommand('insertText', false, text)
    }, phrase)
    await expect(field).toHaveValue(phrase)
    await expect(field).toHaveAttribute('autocomplete', 'new-password')
  }
  await expect(lock.passphrase).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: /visibility/i }).first().click()
  await expect(lock.passphrase).toHaveAttribute('type', 'text')
})

test('B5: this session only leads on with one press, says that nothing is kept, and keeps nothing', async ({ startConsole, profile }) => {
  const { page, close } = await startConsole(noKeychain)
  const lock = new UnlockPage(page)
  await lock.retry.click()
  await expect(page.getByText('The key store still does not open.')).toBeVisible()
  await lock.session.click()
  await expect(page.getByRole('contentinfo').getByText('Secrets for this session only')).toBeVisible()
  await expect(page.getByText(/Nothing is saved/).first()).toBeVisible()
  await close()
  expect(readdirSync(profile).filter((name) => name !== 'desktop')).toEqual(['logs'])
})
