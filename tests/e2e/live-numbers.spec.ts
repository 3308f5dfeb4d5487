import { expect, test } from './fixtures/console-test.ts'
import { DevicePage } from './pages/device-page.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'
import { StatusBar } from './pages/status-bar.ts'

test('B97, B12, B17: where no reading may leave, the tab says why instead of waiting; numbers come as soon as they may, and stop in words', async ({ running: { page } }) => {
  await new FirstRunPage(page).practice.click()
  const fleet = new FleetPage(page)
  await fleet.holds(250)
  await fleet.open(/^Online.*Windows 1[01]/)
  const tab = await new DevicePage(page).part('Performance')
  const status = new StatusBar(page)
  await expect(tab.getByRole('status').getByText(/Read-only mode is on.*script that runs on the device/)).toBeVisible()
  await expect(tab.getByText(/Switch read-only off in the status bar/)).toBeVisible()
  await expect(tab.getByRole('progressbar')).toHaveCount(0)
  await status.allowChanges()
  await expect(tab.getByText(/· [1-9]\d* readings?/).first()).toBeVisible()
  await expect(tab.getByText(/Read-only mode is on/)).toHaveCount(0)
  await status.offline.click()
  await expect(tab.getByRole('status').getByText('You are working offline.')).toBeVisible()
  await expect(tab.getByRole('progressbar')).toHaveCount(0)
})

test('S39: stored numbers name their source under the charts and in every row of the table', async ({ running: { page } }) => {
  await new FirstRunPage(page).practice.click()
  const fleet = new FleetPage(page)
  await fleet.holds(250)
  await new StatusBar(page).allowChanges()
  await fleet.open(/^Online.*Windows 1[01]/)
  const tab = await new DevicePage(page).part('Performance')
  const source = 'Tactical RMM, live by a sampling script'
  await expect(tab.getByText(/· [1-9]\d* readings?/)).toBeVisible()
  await tab.getByRole('combobox', { name: 'Show' }).click()
  await page.getByRole('option', { name: 'Last hour' }).click()
  await expect(tab.getByText(`Minute means: ${source} · `)).toBeVisible()
  await tab.getByRole('button', { name: 'Show as table' }).click()
  await expect(tab.getByRole('row').nth(1).getByRole('cell').first()).toHaveText(source)
})
