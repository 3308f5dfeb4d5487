import type { Page } from '@playwright/test'
import { accessibilityProblems } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/console-test.ts'
import { DevicePage } from './pages/device-page.ts'
import { FirstRunPage } from './pages/first-run-page.ts'
import { FleetPage } from './pages/fleet-page.ts'
import { StatusBar } from './pages/status-bar.ts'

/** Without a keychain a profile outlives its process only under a passphrase. */
const environment = { OUTRIDER_PASSPHRASE: 'notes come back' }

async function openPractice(page: Page): Promise<FleetPage> {
  await new FirstRunPage(page).practice.click()
  const fleet = new FleetPage(page)
  // From its beginning: the first screen speaks of 250 devices too, and a filter that is asked too early answers for a short list.
  await expect(fleet.count(/^250 devices/)).toBeVisible({ timeout: 30_000 })
  return fleet
}

const picture = (page: Page, name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) })

test('S28: a note is written by keyboard in read-only mode and offline, Esc asks before typed text goes, and after a restart it is there and found', async ({ startConsole }) => {
  const { page, close } = await startConsole(environment)
  const fleet = await openPractice(page)
  // A machine with a serial: the practice server is another one after a restart, and only such a machine is recognised by itself.
  await fleet.open(/^Online.*Windows 1[01]/)
  await new StatusBar(page).offline.click()
  const device = new DevicePage(page)
  const name = await device.name.innerText()
  const notes = (await device.part('Overview')).getByRole('region', { name: 'Notes' })
  await expect(notes.getByText('Nobody wrote anything about this device yet.')).toBeVisible()
  await notes.getByRole('button', { name: 'Write a note' }).press('Enter')
  const field = notes.getByRole('textbox', { name: `Notes of ${name}` })
  await expect(field).toBeFocused()
  await expect(notes.getByText('It is not the notes of the RMM system, and nothing is sent.', { exact: false })).toBeVisible()
  await page.keyboard.type('Rack 2, behind the door.\n<b>Key</b>: caretaker.')

  await page.keyboard.press('Escape')
  const question = page.getByRole('dialog', { name: 'Throw away what you typed?' })
  await expect(question.getByRole('button', { name: 'Keep writing' })).toBeFocused()
  expect(await accessibilityProblems(page)).toEqual([])
  await picture(page, 'question')
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(field).toBeFocused()
  await device.part('Hardware')
  await device.part('Overview')
  await expect(field).toHaveValue('Rack 2, behind the door.\n<b>Key</b>: caretaker.')
  expect(await accessibilityProblems(page)).toEqual([])
  await picture(page, 'writing')

  await field.press('Control+Enter')
  const text = notes.getByRole('group', { name: `Notes of ${name}` })
  await expect(text).toHaveText('Rack 2, behind the door.\n<b>Key</b>: caretaker.', { useInnerText: true })
  await expect(notes.getByText(/^saved .* by \S/)).toBeVisible()
  const edit = notes.getByRole('button', { name: 'Edit' })
  await expect(edit).toBeFocused()
  expect(await accessibilityProblems(page)).toEqual([])
  await picture(page, 'saved')

  await edit.press('Enter')
  await field.press('Escape')
  await expect(edit).toBeFocused()
  await edit.press('Enter')
  await page.keyboard.type(' Not on Fridays.')
  await notes.getByRole('button', { name: 'Cancel' }).click()
  await question.getByRole('button', { name: 'Throw away' }).click()
  await expect(text).toHaveText('Rack 2, behind the door.\n<b>Key</b>: caretaker.', { useInnerText: true })
  await new StatusBar(page).bar.getByRole('button', { name: 'Go online' }).click()
  await expect(new StatusBar(page).bar.getByRole('button', { name: 'Work offline', exact: true })).toBeVisible()
  await close()

  const again = await startConsole(environment)
  const list = await openPractice(again.page)
  await list.filter.fill('note:caretaker')
  await expect(list.count(/^1 of 250 devices/)).toBeVisible()
  await list.grid.getByRole('row').nth(1).dblclick()
  await expect(again.page.getByRole('region', { name: 'Notes' }).getByText('Rack 2, behind the door.')).toBeVisible()
})

test('S28: what is too long stays on screen with the reason, and nothing of it is cut', async ({ running: { page } }) => {
  await (await openPractice(page)).open(/^Online/)
  const notes = page.getByRole('region', { name: 'Notes' })
  await notes.getByRole('button', { name: 'Write a note' }).click()
  const field = notes.getByRole('textbox')
  await field.fill('x'.repeat(20_001))
  await expect(notes.getByText('At most 20,000 characters; these are 20,001.').last()).toBeVisible()
  await expect(notes.getByRole('button', { name: 'Save' })).toBeDisabled()
  await field.press('Control+Enter')
  await expect(field).toHaveValue('x'.repeat(20_001))
  await picture(page, 'too-long')
  await field.fill('x'.repeat(20_000))
  await notes.getByRole('button', { name: 'Save' }).click()
  await expect(notes.getByRole('button', { name: 'Edit' })).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await picture(page, 'long')
})
