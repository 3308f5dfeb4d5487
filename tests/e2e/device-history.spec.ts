import { expect, test } from './fixtures/console-test.ts'
import { openPracticeDevice } from './pages/open-practice-device.ts'
import { StatusBar } from './pages/status-bar.ts'

test('S44: disk health is unknown until it is read, the button says what reading costs, and then each disk has its word and its reason', async ({ running: { page } }) => {
  const device = await openPracticeDevice(page, /^Online.*Windows 1[01]/)
  const hardware = await device.part('Hardware')
  await expect(hardware.getByText(/^unknown: SMART values are not collected/).first()).toBeVisible()
  await expect(hardware.getByText(/no all-clear/)).toBeVisible()
  await expect(hardware.getByText(/one small script that only reads/)).toBeVisible()
  const read = hardware.getByRole('button', { name: 'Read disk health' })
  await expect(read).toBeDisabled()
  await new StatusBar(page).allowChanges()
  await hardware.getByRole('button', { name: 'Show what will be sent' }).click()
  await expect(hardware.getByText(/outrider-disk-health v1/)).toBeVisible()
  await hardware.getByRole('button', { name: 'Hide what will be sent' }).click()
  await read.click()
  await expect(hardware.getByText(/^unknown: SMART values are not collected/)).toHaveCount(0)
  await expect(hardware.getByText(/^(good|warning|failing|unknown): \S/).first()).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('disk-health.png') })
})

test('S46: a device without a change says so in words', async ({ running: { page } }) => {
  const device = await openPracticeDevice(page, /^Online.*Windows Server/)
  const changes = await device.part('Changes')
  await expect(changes.getByRole('heading', { name: 'No change seen yet' })).toBeVisible()
  await expect(changes.getByText(/compared with the reading before/)).toBeVisible()
})

test('S46: a stopped service becomes one row with before and after, and the filter finds it', async ({ running: { page } }) => {
  const device = await openPracticeDevice(page, /^Online.*Windows Server/)
  await new StatusBar(page).allowChanges()
  await device.part('Hardware')
  await expect(page.getByText(/observed/).first()).toBeVisible()
  const commands = await device.part('Commands')
  await device.command.fill('Stop-Service Spooler')
  await device.run.click()
  await expect(commands.getByText('Succeeded').first()).toBeVisible()
  const hardware = await device.part('Hardware')
  await hardware.getByRole('button', { name: 'Read again' }).click()
  const changes = await device.part('Changes')
  await expect(changes.getByRole('cell', { name: /Service .*Spool.*state/i })).toBeVisible()
  await changes.getByRole('textbox', { name: 'Filter changes' }).fill('spool')
  await expect(changes.getByRole('row').nth(1)).toContainText(/running.*stopped/)
  await page.screenshot({ path: test.info().outputPath('changes.png') })
  await changes.getByRole('textbox', { name: 'Filter changes' }).fill('no such thing')
  await expect(changes.getByText('No change matches "no such thing".')).toBeVisible()
})
