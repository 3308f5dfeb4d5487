import { expect, test } from './fixtures/console-test.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'

/** Without a keychain a profile outlives its process only under a passphrase. */
const environment = { OUTRIDER_PASSPHRASE: 'six tabs come back' }

test('B33: six devices that were open are open again after a restart with the list in front, and closed ones come back', async ({ startConsole }) => {
  const first = await startConsole(environment)
  await new FirstRunPage(first.page).practice.click()
  const fleet = new FleetPage(first.page)
  await fleet.holds(250)
  const tabs = first.page.getByRole('tablist', { name: 'Open pages' }).getByRole('tab')
  for (let row = 1; row <= 7; row += 1) {
    await fleet.grid.getByRole('row').nth(row).dblclick()
    await expect(tabs).toHaveCount(row + 1)
    await tabs.first().click()
  }
  await tabs.last().press('Delete')
  const names = await tabs.allInnerTexts()
  expect(names).toHaveLength(7)
  await first.close()

  const { page } = await startConsole(environment)
  await new FirstRunPage(page).practice.click()
  const again = page.getByRole('tablist', { name: 'Open pages' }).getByRole('tab')
  await expect(again).toHaveText(names)
  await expect(again.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press(test.info().project.name === 'browser' ? 'Alt+Shift+W' : 'Control+Shift+T')
  await expect(again).toHaveCount(8)
})
