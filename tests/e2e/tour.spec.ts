import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/console-test.ts'
import { DevicePage } from './pages/device-page.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'
import { StatusBar } from './pages/status-bar.ts'

/** Opens the practice fleet and waits until all of it is listed. */
async function openPractice(page: Page): Promise<FleetPage> {
  await new FirstRunPage(page).practice.click()
  const fleet = new FleetPage(page)
  await fleet.holds(250)
  return fleet
}

async function openServer(page: Page): Promise<DevicePage> {
  const fleet = await openPractice(page)
  await fleet.open(/^Online.*Windows Server/)
  return new DevicePage(page)
}

async function openAccounts(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('Show accounts')
  await page.getByRole('option', { name: /Show accounts/ }).click()
  await expect(page.getByRole('navigation', { name: 'Accounts' })).toBeVisible()
}

test('B134: the first screen offers to connect or to practise, and says that read-only is on', async ({ running: { page } }) => {
  const { connect, practice } = new FirstRunPage(page)
  await expect(connect).toBeVisible()
  await expect(practice).toBeVisible()
  await expect(page.getByText(/read-only is on/i)).toBeVisible()
})

test('B134: one press leads from the first screen to a practice fleet that is marked as such and can be searched', async ({ running: { page } }) => {
  const fleet = await openPractice(page)
  await expect(page.getByRole('banner').getByText('Practice fleet')).toBeVisible()
  const first = await fleet.grid.getByRole('row').nth(1).getByRole('gridcell').nth(1).innerText()
  await fleet.filter.fill(first)
  await expect(fleet.grid.getByRole('row')).toHaveCount(2)
  await expect(fleet.grid.getByRole('gridcell', { name: first, exact: true })).toBeVisible()
})

test('B12: read-only is on at first run; nothing can be sent until a person allows it', async ({ running: { page } }) => {
  const device = await openServer(page)
  await device.part('Commands')
  await device.command.fill('hostname')
  await expect(device.run).toBeDisabled()
  await new StatusBar(page).allowChanges()
  await expect(device.run).toBeEnabled()
})

test('S53: a command is run once and ends in a state with its output, and the activity shows it', async ({ running: { page } }) => {
  const device = await openServer(page)
  await new StatusBar(page).allowChanges()
  const commands = await device.part('Commands')
  await device.command.fill('hostname')
  await device.run.click()
  await expect(commands.getByText('Succeeded').first()).toBeVisible()
  await expect(commands.getByText(await device.name.innerText()).first()).toBeVisible()
  const activity = await device.part('Activity')
  await expect(activity.getByText(/command/i).first()).toBeVisible()
})

test('S10, S39: a live view draws processor, memory, disk and network, names source and time, and says what is not available', async ({ running: { page } }) => {
  const device = await openServer(page)
  await new StatusBar(page).allowChanges()
  const performance = await device.part('Performance')
  for (const title of ['Processor', 'Memory', 'Disk', 'Network', 'Memory in bytes', 'Disk queue depth']) {
    await expect(performance.getByRole('region', { name: title, exact: true }).locator('canvas')).toBeVisible()
  }
  await expect(performance.getByRole('region', { name: 'Memory in bytes' })).toContainText(/available\s*[\d,.]+\sGiB/)
  await expect(performance.getByRole('region', { name: 'Disk response time' })).toContainText('P95 15 min')
  await expect(performance.getByRole('region', { name: 'Processor temperature' })).toContainText(/sensor not available|°C/)
  await expect(performance.getByRole('contentinfo').or(performance.locator('footer'))).toContainText(/live by a sampling script · read .* · \d+ reading/)
})

test('S26, S145: a key that stopped working is changed on the account page; a wrong one is refused and the old one stays', async ({ running: { page } }) => {
  await openServer(page)
  await openAccounts(page)
  await page.getByRole('button', { name: 'Change key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('API key').fill('WRONGWRONGWRONGWRONGWRONGWRONG12')
  await dialog.getByRole('button', { name: 'Check and keep' }).click()
  await expect(dialog.getByRole('alert')).toContainText('the old one stays')
  await expect(dialog.getByLabel('API key')).toHaveValue('')
})

test('S146: an account that is switched off says so in its list and on the device', async ({ running: { page } }) => {
  const device = await openServer(page)
  const name = await device.name.innerText()
  await openAccounts(page)
  await page.getByRole('switch', { name: 'Active' }).click()
  await expect(page.getByRole('navigation', { name: 'Accounts' })).toContainText('Account is off')
  await page.getByRole('tab', { name }).click()
  await expect(page.getByText('Account is off', { exact: true })).toBeVisible()
})

test('B90: a shell opens on the device and answers what is typed', async ({ running: { page } }) => {
  const device = await openServer(page)
  await new StatusBar(page).allowChanges()
  const shell = await device.part('Shell')
  await shell.getByRole('button', { name: /^open /i }).click()
  await expect(device.terminal).toBeVisible()
  await expect(device.terminal).toContainText(/PS .*>/)
  await page.keyboard.type('hostname\n')
  await expect.poll(async () => (await device.terminal.innerText()).split(await device.name.innerText()).length).toBeGreaterThan(1)
})
