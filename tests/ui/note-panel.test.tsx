import { within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { DeviceId } from '#shared/model/ids.ts'
import { renderConsole } from './render-console.tsx'

/** The first device's overview with its note being written. */
async function openEditor() {
  const opened = await renderConsole({ devices: 3 })
  const { screen, user, fake } = opened
  const grid = await screen.findByRole('grid')
  grid.focus()
  await user.keyboard(' ')
  const peek = await screen.findByRole('complementary', { name: 'Peek' })
  await user.click(within(peek).getByRole('button', { name: 'Open' }))
  const notes = within(await screen.findByRole('region', { name: 'Notes' }))
  await user.click(await notes.findByRole('button', { name: 'Write a note' }))
  const field = notes.getByRole<HTMLTextAreaElement>('textbox')
  const deviceId = fake.calls.findLast(({ path }) => path === 'device.note')?.input as { deviceId: DeviceId }
  const elsewhere = (text: string, basedOn: number) => fake.call('device.saveNote', { ...deviceId, text, basedOn })
  const kept = async () => ((await fake.call('device.note', deviceId)) as { value: { text: string } }).value.text
  return { ...opened, notes, field, elsewhere, kept }
}

test('S28: a note that another window saved meanwhile is shown beside what is typed, and nothing is saved before the person decided', async () => {
  const { notes, field, user, elsewhere, kept } = await openEditor()
  await user.type(field, 'mine')
  await elsewhere('theirs', 0)
  expect(await notes.findByText('jo saved another note meanwhile.')).toBeTruthy()
  expect(notes.getByRole('group', { name: 'What it says now' }).textContent).toBe('theirs')
  const save = notes.getByRole('button', { name: 'Save' })
  expect(save.getAttribute('aria-disabled')).toBe('true')
  await user.click(save)
  expect([field.value, await kept()]).toEqual(['mine', 'theirs'])

  await user.click(notes.getByRole('button', { name: 'Put theirs above mine' }))
  expect([field.value, await kept()]).toEqual(['theirs\n\nmine', 'theirs'])
  await user.click(notes.getByRole('button', { name: 'Save' }))
  expect((await notes.findByRole('group')).textContent).toBe('theirs\n\nmine')

  await user.click(notes.getByRole('button', { name: 'Edit' }))
  const again = notes.getByRole<HTMLTextAreaElement>('textbox')
  await user.clear(again)
  await user.type(again, 'only mine')
  await elsewhere('theirs again', 2)
  await user.click(await notes.findByRole('button', { name: 'Use mine instead' }))
  expect(await kept()).toBe('theirs again')
  await user.click(notes.getByRole('button', { name: 'Save' }))
  expect((await notes.findByRole('group')).textContent).toBe('only mine')
})

test('S28: a save that is refused leaves the typed text where it is, and text nobody typed into follows the note', async () => {
  const { notes, field, user, elsewhere, fake } = await openEditor()
  await elsewhere('theirs', 0)
  await notes.findByDisplayValue('theirs')
  expect(notes.queryByText('jo saved another note meanwhile.')).toBeNull()
  await user.type(field, ' and mine')
  fake.answer('device.saveNote', () => {
    throw new Error('the host went away')
  })
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(await notes.findByRole('alert')).toBeTruthy()
  expect(notes.getByRole<HTMLTextAreaElement>('textbox').value).toBe('theirs and mine')
})
