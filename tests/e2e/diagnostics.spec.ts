import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/console-test.ts'
import { DevicePage } from './pages/device-page.ts'
import { DiagnosticsPage } from './pages/diagnostics-page.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'

/** Opens the practice fleet and one device of it, whose details are read then. Answers the name of the device. */
async function openDevice(page: Page): Promise<string> {
  await new FirstRunPage(page).practice.click()
  const fleet = new FleetPage(page)
  await fleet.holds(250)
  await fleet.open(/^Online.*Windows Server/)
  const device = new DevicePage(page)
  await device.part('Hardware')
  return device.name.innerText()
}

test('S32: a device that was read is followed in four steps, and found again by its trace id', async ({ running: { page } }) => {
  const name = await openDevice(page)
  // Background reading may have been here before: the reading that is looked for is asked for.
  const refresh = page.getByRole('main').getByRole('button', { name: 'Refresh', exact: true })
  await refresh.click()
  await expect(refresh).toHaveAttribute('aria-busy', 'false')
  const diagnostics = new DiagnosticsPage(page)
  await diagnostics.open()
  await diagnostics.search.fill(name)
  const row = await diagnostics.expand(name)
  for (const step of ['Response', 'Mapped record', 'Change set', 'Recomputed']) await expect(row.getByRole('region', { name: step })).toBeVisible()
  await expect(row.getByText('GET /agents/{agent_id}/', { exact: true })).toBeVisible()
  const traceId = await row.locator('code').filter({ hasText: /^[pt][a-z0-9]{16}$/ }).innerText()
  await diagnostics.search.fill(traceId)
  await expect(page.getByRole('region', { name: `Under ${traceId}` })).toBeVisible()
  await expect(diagnostics.devices.getByText(name)).toBeVisible()
})

test('S32: versions, folders, key store, settings, schedule and drift stand next to it, and everything is copied at once', async ({ running: { page }, target }) => {
  await openDevice(page)
  const diagnostics = new DiagnosticsPage(page)
  await diagnostics.open()
  await diagnostics.part('This console').click()
  for (const title of ['Versions and folders', 'Warnings', 'Settings in force', 'Schedule', 'Keys that servers sent and nobody knows']) await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(page.getByText('OUTRIDER_LOG_BODIES')).toBeVisible()
  await diagnostics.part('How devices came in').click()
  if (target !== 'desktop') await page.context().grantPermissions(['clipboard-read'])
  await page.getByRole('button', { name: 'Copy as JSON' }).click()
  await expect(page.getByText(/^Copied: \d+ devices? and the facts/)).toBeVisible()
  // The desktop window grants nobody to read the clipboard, not even its own page.
  if (target === 'desktop') return
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as { readonly devices: readonly unknown[]; readonly console: { readonly versions: object } }
  expect(copied.devices.length).toBeGreaterThan(0)
  expect(Object.keys(copied.console.versions)).toContain('node')
})
