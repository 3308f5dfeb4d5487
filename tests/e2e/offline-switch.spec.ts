import { expect, test } from './fixtures/console-test.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'
import { StatusBar } from './pages/status-bar.ts'

test('B17: one shortcut works offline and one goes online again, wherever the keyboard is; the fleet stays readable', async ({ running: { page }, target }) => {
  const chord = target === 'browser' ? 'Alt+KeyO' : 'Control+Shift+KeyO'
  await new FirstRunPage(page).practice.click()
  const fleet = new FleetPage(page)
  await expect(fleet.count('250 devices')).toBeVisible({ timeout: 30_000 })
  const row = fleet.grid.getByRole('row').nth(1)
  await expect(row).toBeVisible({ timeout: 30_000 })
  const { bar } = new StatusBar(page)
  await page.keyboard.press(chord)
  await expect(bar.getByText('Offline: nothing is sent')).toBeVisible()
  await expect(bar.getByRole('button', { name: 'Go online' })).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(row).toBeVisible()
  await row.click()
  await page.keyboard.press(chord)
  await expect(bar.getByText('Offline: nothing is sent')).toHaveCount(0)
  await expect(bar.getByRole('button', { name: 'Work offline' })).toBeVisible()
})
