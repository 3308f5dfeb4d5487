import type { Locator } from '@playwright/test'
import { startSimulator } from '#simulators/start-simulator.ts'
import { expect, test } from './fixtures/console-test.ts'
import { ConnectPage } from './pages/connect-page.ts'
import { DevicePage } from './pages/device-page.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'
import { ShellPage } from './pages/shell-page.ts'
import { StatusBar } from './pages/status-bar.ts'

/** Presses the control, reads the whole text to the last blank, and closes it again. */
async function readRequest(place: Locator, tense: 'will be' | 'was'): Promise<string> {
  await place.getByRole('button', { name: `Show what ${tense} sent` }).click()
  const text = place.getByRole('region', { name: `What ${tense} sent` })
  await expect(text).toHaveText(/POST http/)
  const shown = (await text.textContent()) ?? ''
  await place.getByRole('button', { name: `Hide what ${tense} sent` }).click()
  return shown
}

test('B73: every control that runs something on a device shows what will be sent; the server receives just that, and the operation shows it afterwards', async ({ running: { page } }) => {
  const simulator = await startSimulator({ vendor: 'tactical_rmm', devices: 6, port: 0, seed: 3, waitScale: 0.01, steady: true })
  const received = () => simulator.requests.all.filter(({ method, path }) => method === 'POST' && path.endsWith('/cmd/')).map(({ method, path, bodyText }) => `${method} ${simulator.url}${path}\n\n${bodyText}`)
  try {
    await new FirstRunPage(page).connect.click()
    await new ConnectPage(page).connect(simulator.url, simulator.apiKey)
    await new FleetPage(page).open(/^Online.*Windows/)
    await new StatusBar(page).allowChanges()
    const device = new DevicePage(page)

    const commands = await device.part('Commands')
    const typed = '  Write-Output "ä  \u201Cb\u201D" | Out-String\n# second line \t'
    await device.command.fill(typed)
    const command = await readRequest(commands, 'will be')
    expect(JSON.parse(command.slice(command.indexOf('\n\n')))).toMatchObject({ cmd: typed })
    await device.run.click()
    await expect(commands.getByText('Succeeded').first()).toBeVisible()
    expect(received().at(-1)).toBe(command)
    expect(await readRequest(commands.getByRole('listitem').first(), 'was')).toBe(command)

    const hardware = await device.part('Hardware')
    const health = await readRequest(hardware, 'will be')
    await hardware.getByRole('button', { name: 'Read disk health' }).click()
    await expect.poll(() => received().at(-1)).toBe(health)

    const performance = await device.part('Performance')
    const reading = await readRequest(performance, 'will be')
    await expect.poll(() => received().at(-1)).toBe(reading)
    expect(reading).toContain('POST')

    const shell = await device.part('Shell')
    const shells = new ShellPage(page)
    await shell.getByRole('button', { name: 'Show what will be sent' }).click()
    await shell.getByRole('textbox', { name: 'A line in command mode' }).fill('hostname  #  ä')
    const region = shell.getByRole('region', { name: 'What will be sent' })
    await expect(region).toHaveText(/hostname/)
    const line = await region.textContent()
    await shells.open.click()
    await expect(shells.screen(1)).toContainText('powershell>')
    await page.keyboard.insertText('hostname  #  ä')
    await page.keyboard.press('Enter')
    await expect.poll(() => received().at(-1)).toBe(line)

    await device.part('Commands')
    const row = commands.getByRole('listitem').filter({ hasText: 'hostname  #  ä' })
    await row.getByRole('button', { expanded: false }).click()
    expect(await readRequest(row, 'was')).toBe(line)
    expect(received()).toEqual(expect.arrayContaining([command, health, reading, line]))
  } finally {
    await simulator.close()
  }
})
