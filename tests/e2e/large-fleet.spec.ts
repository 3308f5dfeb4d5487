import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from './fixtures/console-test.ts'
import { FleetPage } from './pages/fleet-page.ts'

const fill = fileURLToPath(new URL('./fixtures/fill-profile.ts', import.meta.url))

test('B27, B137: 10,000 devices come from the store without a server, filter as one types, and scroll to the last one', async ({ profile, startConsole }) => {
  const { passphrase, servers } = JSON.parse(execFileSync(process.execPath, [fill, profile, '10000'], { encoding: 'utf8' })) as { passphrase: string; servers: number }
  const { page } = await startConsole({ OUTRIDER_PASSPHRASE: passphrase })
  const fleet = new FleetPage(page)
  const count = (devices: number) => new RegExp(`\\b${devices.toLocaleString('en-US')}\\b`)
  await expect(fleet.count(count(10_000))).toBeVisible()
  await expect(fleet.grid).toHaveAttribute('aria-rowcount', /^1000[01]$/)
  await fleet.filter.pressSequentially('type:server')
  await expect(fleet.count(count(servers))).toBeVisible()
  await fleet.filter.fill('')
  await expect(fleet.count(count(10_000))).toBeVisible()
  await fleet.grid.getByRole('row').nth(5).click()
  await page.keyboard.press('Control+End')
  await expect(fleet.grid.locator('[aria-rowindex="10001"]')).toBeVisible()
  expect(await fleet.grid.getByRole('row').count()).toBeLessThan(120)
  // From the end of a long list to a short one: nothing is left of the long one, and nothing to scroll to.
  const last = await fleet.grid.locator('[aria-rowindex="10001"]').getByRole('gridcell').nth(1).innerText()
  await fleet.filter.fill(`name:=${last}`)
  await expect(fleet.grid.getByRole('row')).toHaveCount(2)
  expect(await fleet.grid.evaluate((grid) => grid.scrollHeight - grid.clientHeight)).toBe(0)
  await fleet.filter.fill('nobody has this name')
  await expect(fleet.grid).toBeHidden()
  await fleet.filter.fill('')
  await expect(fleet.grid.locator('[aria-rowindex="2"]')).toBeVisible()
})
