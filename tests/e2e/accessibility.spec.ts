import type { Page } from '@playwright/test'
import { accessibilityProblems } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/console-test.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'

/** Brings the window into a state worth checking and waits until it stands. */
type Step = readonly [name: string, go: (page: Page) => Promise<void>]

const dialog = async (page: Page) => expect(page.getByRole('dialog')).toBeVisible()
const closeDialog = async (page: Page) => {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

const palette = (page: Page) => page.getByRole('combobox', { name: 'Commands and devices' })

/** Runs a command of the palette by its name. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await palette(page).fill(`>${name}`)
  await page.keyboard.press('Enter')
}

const grid = (page: Page) => new FleetPage(page).grid

const steps: readonly Step[] = [
  ['first run', async (page) => expect(new FirstRunPage(page).practice).toBeVisible()],
  [
    'list',
    async (page) => {
      await new FirstRunPage(page).practice.click()
      await new FleetPage(page).holds(250)
    },
  ],
  [
    'selection and peek',
    async (page) => {
      await grid(page).getByRole('row').nth(3).click()
      await page.keyboard.press('Shift+Space')
      await page.keyboard.press('Space')
      await expect(page.getByRole('complementary', { name: 'Peek' })).toBeVisible()
    },
  ],
  [
    'row menu',
    async (page) => {
      await grid(page).getByRole('row').nth(3).click({ button: 'right' })
      await expect(page.getByRole('menu')).toBeVisible()
    },
  ],
  [
    'views',
    async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('tabpanel', { name: 'Page' }).getByRole('button', { name: 'All devices' }).click()
      await expect(page.getByRole('menuitemcheckbox').first()).toBeVisible()
    },
  ],
  [
    'columns',
    async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Columns' }).click()
      await dialog(page)
    },
  ],
  [
    'empty list',
    async (page) => {
      await closeDialog(page)
      await new FleetPage(page).filter.fill('site:Nowhere')
      await expect(page.getByText('No device matches')).toBeVisible()
    },
  ],
  [
    'palette',
    async (page) => {
      await new FleetPage(page).filter.fill('')
      await page.keyboard.press('Control+k')
      await expect(palette(page)).toBeVisible()
    },
  ],
  ...['Appearance', 'Shortcuts', 'Read-only'].map((name): Step => [
    `dialog ${name}`,
    async (page) => {
      await closeDialog(page)
      await command(page, name)
      await dialog(page)
    },
  ]),
  ...(['Accounts', 'Connect', 'Activity'] as const).map((name): Step => [
    name,
    async (page) => {
      await page.keyboard.press('Escape')
      await command(page, { Accounts: 'Show accounts', Connect: 'Connect an RMM', Activity: 'Show activity' }[name])
      await expect(page.getByRole('tablist', { name: 'Open pages' }).getByRole('tab', { name, selected: true })).toBeVisible()
    },
  ]),
  [
    'device',
    async (page) => {
      await command(page, 'Show devices')
      await grid(page).getByRole('row', { name: /^Online/ }).first().dblclick()
      await expect(page.getByRole('tab', { name: 'Overview', selected: true })).toBeVisible()
    },
  ],
  [
    'question before a note is thrown away',
    async (page) => {
      await page.getByRole('button', { name: 'Write a note' }).click()
      await page.keyboard.type('Key at reception')
      await page.keyboard.press('Escape')
      await dialog(page)
    },
  ],
  ['note being written', closeDialog],
  ...['Performance', 'Shell', 'Commands', 'Services', 'Updates', 'Software', 'Hardware', 'Network', 'Checks and alerts', 'Activity'].map((part): Step => [
    `device, ${part}`,
    async (page) => {
      const tab = page.getByRole('tabpanel', { name: 'Page' }).getByRole('tab', { name: part })
      await tab.click()
      await expect(tab).toHaveAttribute('aria-selected', 'true')
    },
  ]),
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`B157: no page, menu or dialog breaks a rule of WCAG 2.2 AA that a program can decide, ${colorScheme}`, async ({ running: { page } }) => {
    test.slow()
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const found: Record<string, readonly string[]> = {}
    for (const [name, go] of steps) {
      await go(page)
      const problems = await accessibilityProblems(page)
      if (problems.length > 0) found[name] = problems
    }
    expect(found).toEqual({})
  })
}
