import { expect, test } from './fixtures/console-test.ts'
import { openPracticeDevice } from './pages/open-practice-device.ts'
import { StatusBar } from './pages/status-bar.ts'

test('B13: services, updates, checks and alerts are read when they are looked at, searched as you type, and stay readable offline', async ({ running: { page } }) => {
  const device = await openPracticeDevice(page, /^Online.*Windows Server/)
  const services = await device.part('Services')
  await services.getByRole('textbox', { name: 'Filter services' }).fill('spooler')
  await expect(services.getByRole('row').nth(1)).toContainText(/Print Spooler.*Spooler.*Auto/)
  await services.getByRole('textbox', { name: 'Filter services' }).fill('no such thing')
  await expect(services.getByText('No service matches "no such thing".')).toBeVisible()

  const updates = await device.part('Updates')
  await expect(updates.getByText(/\d+ missing, \d+ failed, \d+ installed/)).toBeVisible()
  await updates.getByRole('textbox', { name: 'Filter updates' }).fill('kb5044285')
  await expect(updates.getByRole('row').nth(1)).toContainText(/(Missing|Failed|Installed).*Cumulative Update.*KB5044285.*Security Updates/)

  const checks = await device.part('Checks and alerts')
  await expect(checks.getByRole('heading', { name: /checks?$/ })).toBeVisible()
  await expect(checks.getByText(/open alert/).first()).toBeVisible()
  await expect(checks.getByText(/Checks observed/)).toBeVisible()
  await expect(checks.getByText(/Alerts observed/)).toBeVisible()

  const status = new StatusBar(page)
  await status.offline.click()
  await expect(status.bar.getByText('Offline: nothing is sent')).toBeVisible()
  await device.part('Overview')
  for (const part of ['Services', 'Updates', 'Checks and alerts'] as const) {
    const panel = await device.part(part)
    await expect(panel.getByRole('row').nth(1)).toBeVisible()
    await expect(panel.getByText(/observed|read/).first()).toBeVisible()
  }
})

test('B16: what a system never reports is not available, with the reason, and offers no button', async ({ running: { page } }) => {
  const device = await openPracticeDevice(page, /^Online.*(Ubuntu|Debian)/)
  for (const part of ['Services', 'Updates'] as const) {
    const panel = await device.part(part)
    await expect(panel.getByRole('heading', { name: 'Not available' })).toBeVisible()
    await expect(panel.getByText(`Tactical RMM reports ${part.toLowerCase()} of Windows devices only.`)).toBeVisible()
    await expect(panel.getByRole('button')).toHaveCount(0)
  }
  const checks = await device.part('Checks and alerts')
  await expect(checks.getByRole('columnheader', { name: 'Result' })).toBeVisible()
})
