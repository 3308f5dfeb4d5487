import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/console-test.ts'
import { DevicePage } from './pages/device-page.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'
import { ShellPage } from './pages/shell-page.ts'
import { StatusBar } from './pages/status-bar.ts'

/** A shell on a server of the practice fleet, its prompt there and the focus in it. */
async function openShell(page: Page): Promise<ShellPage> {
  await new FirstRunPage(page).practice.click()
  const fleet = new FleetPage(page)
  await fleet.holds(250)
  await fleet.filter.fill('type:server os:windows status:online')
  await expect(fleet.count(/of 250/)).toBeVisible()
  await fleet.open(/^Online.*Windows Server/)
  await new StatusBar(page).allowChanges()
  await new DevicePage(page).part('Shell')
  const shells = new ShellPage(page)
  await shells.open.click()
  await expect(shells.screen(1)).toContainText(/PS .*>/)
  return shells
}

const widthOf = async (shells: ShellPage, number: number): Promise<number> => (await shells.pane(number).boundingBox())?.width ?? 0

test('B92: two shells side by side each show their own output, with the keyboard alone', async ({ running: { page } }) => {
  const shells = await openShell(page)
  const { keyboard } = page
  await keyboard.type('echo left-one\n')
  await expect(shells.screen(1)).toContainText(/left-one\s*PS /)
  await keyboard.press('Control+Shift+D')
  await expect(shells.screen(2)).toContainText(/PS .*>/)
  await keyboard.type('echo right-two\n')
  await expect(shells.screen(2)).toContainText(/right-two\s*PS /)
  await expect(shells.screen(1)).not.toContainText('right-two')
  await expect(shells.screen(2)).not.toContainText('left-one')
  await expect(shells.pane(2)).toHaveAttribute('data-front', 'true')

  await keyboard.press('Shift+F6')
  await expect(shells.pane(1)).toHaveAttribute('data-front', 'true')
  await keyboard.type('echo left-again\n')
  await expect(shells.screen(1)).toContainText(/left-again\s*PS /)
  await expect(shells.screen(2)).not.toContainText('left-again')

  await keyboard.press('F6')
  await expect(shells.pane(2)).toHaveAttribute('data-front', 'true')
  await keyboard.press('F6')
  await expect(page.getByRole('contentinfo').locator(':focus')).toHaveCount(1)
})

test('B92: the line between two shells moves by keyboard and says where it stands; the menu does the same', async ({ running: { page } }) => {
  const shells = await openShell(page)
  await shells.split.click()
  await expect(shells.panes).toHaveCount(2)
  await expect(shells.splitter).toHaveAttribute('aria-valuenow', /^(49|50)/)
  const before = await widthOf(shells, 1)
  await shells.splitter.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => widthOf(shells, 1)).toBeGreaterThan(before)
  const moved = Number(await shells.splitter.getAttribute('aria-valuenow'))
  expect(moved).toBeGreaterThan(51)

  await shells.choose('Same room for all')
  await expect(shells.splitter).toHaveAttribute('aria-valuenow', /^(49|50)/)
  await shells.choose('More room')
  await expect(shells.splitter).toHaveAttribute('aria-valuenow', /^(39|40)/)
  await shells.choose('One above the other')
  await expect(shells.splitter).toHaveAttribute('aria-orientation', 'horizontal')
  await expect.poll(async () => ((await shells.pane(2).boundingBox())?.y ?? 0) - ((await shells.pane(1).boundingBox())?.y ?? 0)).toBeGreaterThan(50)
})

test('B92: a closed pane ends its session, the other one takes the room and goes on', async ({ running: { page } }) => {
  const shells = await openShell(page)
  await page.keyboard.press('Control+Shift+D')
  await expect(shells.screen(2)).toContainText(/PS .*>/)
  await page.keyboard.type('echo kept-alive\n')
  await expect(shells.screen(2)).toContainText(/kept-alive\s*PS /)
  const half = await widthOf(shells, 2)
  await shells.close(1).click()
  await expect(shells.panes).toHaveCount(1)
  await expect(shells.screen(1)).toContainText('kept-alive')
  await expect.poll(() => widthOf(shells, 1)).toBeGreaterThan(half * 1.8)
  await page.keyboard.type('echo goes-on\n')
  await expect(shells.screen(1)).toContainText(/goes-on\s*PS /)
})

test('B92: names, splits and every line survive leaving the tab and the device', async ({ running: { page } }) => {
  const shells = await openShell(page)
  await page.keyboard.type('echo before-leaving\n')
  await expect(shells.screen(1)).toContainText(/before-leaving\s*PS /)
  await page.keyboard.press('Control+Shift+D')
  await expect(shells.panes).toHaveCount(2)
  await shells.tabs.first().dblclick()
  await page.getByRole('textbox', { name: 'Name of the tab' }).fill('disk space')
  await page.keyboard.press('Enter')
  await expect(shells.tabs.first()).toContainText(/disk space.*2 shells.*Live/)

  await new DevicePage(page).part('Overview')
  await page.getByRole('tab', { name: 'Devices' }).click()
  await page.getByRole('tablist').first().getByRole('tab').nth(1).click()
  await new DevicePage(page).part('Shell')
  await expect(shells.panes).toHaveCount(2)
  await expect(shells.screen(1)).toContainText('before-leaving')
  await expect(shells.tabs.first()).toContainText('disk space')

  await page.getByRole('button', { name: 'New shell' }).click()
  await shells.open.click()
  await expect(shells.tabs).toHaveCount(2)
  await expect(shells.panes).toHaveCount(1)
  await shells.tabs.first().click()
  await expect(shells.screen(1)).toContainText('before-leaving')
  await page.keyboard.type('echo after-coming-back\n')
  await expect(shells.screen(2)).toContainText(/after-coming-back\s*PS /)
})

test('B92: the console keeps only its own chords; find looks through all that scrolled away', async ({ running: { page } }) => {
  const shells = await openShell(page)
  const { keyboard } = page
  await keyboard.type('echo needle-first\n')
  await expect(shells.screen(1)).toContainText(/needle-first\s*PS /)
  await keyboard.type('flood 262144\n')
  await expect(shells.screen(1)).toContainText(/PS .*>\s*$/)
  await expect(shells.screen(1)).not.toContainText('needle-first')

  await keyboard.press('Control+Shift+F')
  await expect(shells.find).toBeFocused()
  await keyboard.type('needle-first')
  await expect(shells.found).toHaveText(/2 of 2/)
  await expect(shells.screen(1)).toContainText('needle-first')
  await keyboard.press('Enter')
  await expect(shells.found).toHaveText(/1 of 2/)
  await keyboard.press('Shift+Enter')
  await expect(shells.found).toHaveText(/2 of 2/)
  await keyboard.press('Escape')
  await expect(shells.find).toBeHidden()

  await keyboard.type('hostname')
  await expect(shells.screen(1)).toContainText(/PS .*> hostname\s*$/)
  await keyboard.press('Control+Shift+PageUp')
  await expect(shells.screen(1)).not.toContainText(/hostname\s*$/)
  await keyboard.press('Control+Shift+PageDown')
  await expect(shells.screen(1)).toContainText(/hostname\s*$/)
  await keyboard.press('Control+K')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('B92: what is copied in one shell is pasted into another by the chords of the terminal', async ({ running: { page } }) => {
  const shells = await openShell(page)
  const { keyboard } = page
  await keyboard.type('echo carried-over\n')
  await expect(shells.screen(1)).toContainText(/carried-over\s*PS /)
  await shells.screen(1).getByText('carried-over', { exact: true }).last().dblclick({ force: true })
  await keyboard.press('Control+Shift+C')
  await keyboard.press('Control+Shift+D')
  await expect(shells.screen(2)).toContainText(/PS .*>/)
  await keyboard.type('echo ')
  await keyboard.press('Control+Shift+V')
  await expect(shells.screen(2)).toContainText(/echo carried-over\s*$/)
})
