import { startSimulator } from '#simulators/start-simulator.ts'
import { expect, test } from './fixtures/console-test.ts'
import { ConnectPage } from './pages/connect-page.ts'
import { DevicePage } from './pages/device-page.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'
import { ShellPage } from './pages/shell-page.ts'
import { StatusBar } from './pages/status-bar.ts'

test('B92: closing a shell whose command the vendor cannot stop says that it goes on', async ({ running: { page } }) => {
  const simulator = await startSimulator({ vendor: 'tactical_rmm', devices: 6, port: 0, seed: 3, steady: true })
  try {
    await new FirstRunPage(page).connect.click()
    // An API key alone gives command mode: one request a command, which nothing can take back.
    await new ConnectPage(page).connect(simulator.url, simulator.apiKey)
    await new FleetPage(page).open(/^Online.*Windows/)
    await new StatusBar(page).allowChanges()
    await new DevicePage(page).part('Shell')
    const shells = new ShellPage(page)
    await shells.open.click()
    await expect(shells.screen(1)).toContainText('powershell>')
    await page.keyboard.type('Start-Sleep 50\n')
    await expect(shells.pane(1)).toContainText('Running')
    await shells.close(1).click()
    await expect(shells.pane(1)).toContainText('This vendor cannot stop a running command')
    await expect(shells.tabs.first()).toContainText('Closed')
    await shells.close(1).click()
    await expect(shells.panes).toHaveCount(0)
  } finally {
    await simulator.close()
  }
})
