import { startSimulator } from '#simulators/start-simulator.ts'
import { expect, test } from './fixtures/console-test.ts'
import { ConnectPage } from './pages/connect-page.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'
import { StatusBar } from './pages/status-bar.ts'

test('B17: one shortcut works offline and one goes online again, wherever the keyboard is; the fleet stays readable', async ({ running: { page }, target }) => {
  const chord = target === 'browser' ? 'Alt+KeyO' : 'Control+Shift+KeyO'
  await new FirstRunPage(page).practice.click()
  const fleet = new FleetPage(page)
  await fleet.holds(250)
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

test('B17: going offline while a list is read for the first time leaves a page that says so, and back online the list is there at once', async ({ running: { page } }) => {
  const simulator = await startSimulator({ vendor: 'tactical_rmm', devices: 6, port: 0, seed: 3, steady: true })
  try {
    const { offline } = new StatusBar(page)
    const fleet = new FleetPage(page)
    await new FirstRunPage(page).connect.click()
    const form = new ConnectPage(page)
    await form.fill(simulator.url, simulator.apiKey)
    await form.check.click()
    await expect(form.add).toBeEnabled()
    // What the account is tested with is answered; the first list is not.
    simulator.setFaults([{ kind: 'hang', match: { path: '/clients/' } }])
    simulator.requests.clear()
    await form.add.click()
    await expect.poll(() => simulator.requests.count({ path: '/clients/' })).toBeGreaterThan(0)
    await offline.click()
    await expect(page.getByText('You are working offline, and no list was read before.')).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('no-list.png') })
    simulator.setFaults([])
    await page.getByRole('tabpanel').getByRole('button', { name: 'Go online' }).click()
    // Sooner than a minute, which is what a failure waits.
    await expect(fleet.grid.getByRole('row', { name: /^Online/ }).first()).toBeVisible()
  } finally {
    await simulator.close()
  }
})

test('B17: the practice fleet is refused while working offline, in words, and nothing is switched', async ({ running: { page } }) => {
  const { offline } = new StatusBar(page)
  await offline.click()
  await expect(page.getByText('Go online in the status bar first')).toBeVisible()
  await new FirstRunPage(page).practice.click()
  await expect(page.getByRole('alert').getByText('You are working offline.')).toBeVisible()
  await expect(page.getByText('My company')).toBeVisible()
})
