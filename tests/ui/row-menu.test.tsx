import { fireEvent, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors/app-error.ts'
import { mostOpened, mostRefreshed, rowMenuGroups } from '#renderer/features/inventory/row-menu-entries.ts'
import { renderConsole } from './render-console.tsx'

const entriesOf = (menu: HTMLElement) => within(menu).getAllByRole('menuitem').map((one) => one.textContent)
const target = (name: string) => ({ name, status: 'online' as const })
const targets = (count: number) => Array.from({ length: count }, (_, at) => target(`PC${at}`))
const free = { column: 'Name', isReadOnly: false, isOffline: false }
const reasonsOf = (groups: ReturnType<typeof rowMenuGroups>) => Object.fromEntries(groups.flatMap(({ entries }) => entries.map(({ id, disabledReason }) => [id, disabledReason])))

test('S2: an entry of the row menu that cannot work says why', () => {
  const reasons = (input: Parameters<typeof rowMenuGroups>[0]) => reasonsOf(rowMenuGroups(input, () => {}))
  expect(Object.values(reasons({ ...free, targets: targets(1) })).filter(Boolean)).toEqual([])
  expect(reasons({ ...free, targets: targets(1), isReadOnly: true })['shell']).toBe('Read-only is on.')
  expect(reasons({ ...free, targets: targets(1), isOffline: true })).toMatchObject({ open: null, shell: 'You are working offline.', live: 'You are working offline.', refresh: 'You are working offline.' })
  expect(reasons({ ...free, targets: [{ name: 'A', status: 'offline' }] })).toMatchObject({ live: 'The device is offline.', shell: 'The device is offline.', refresh: null })
  expect(reasons({ ...free, targets: [{ name: 'A', status: 'unknown' }] })['live']).toBeNull()
  expect(reasons({ ...free, targets: targets(mostOpened + 1) })['open']).toBe('At most 10 devices at once.')
  expect(reasons({ ...free, targets: targets(mostRefreshed + 1) })['refresh']).toBe('At most 25 devices at once.')
})

test('B150: the menu of a row opens from the keyboard, names its targets in order, and gives the focus back', async () => {
  const { screen, user, fake } = await renderConsole({ devices: 20 })
  const grid = await screen.findByRole('grid')
  grid.focus()
  await user.keyboard('{ArrowDown}{Shift>}{F10}{/Shift}')
  await screen.findByText(/^Open 1 device/, {}, { timeout: 4_000 })
  const menu = screen.getByRole('menu')
  expect(entriesOf(menu)).toEqual([
    expect.stringMatching(/^Open 1 device/),
    expect.stringMatching(/^Peek at 1 device/),
    expect.stringMatching(/^Copy 1 cell: Name/),
    expect.stringMatching(/^Copy 1 row with headings/),
    expect.stringMatching(/^Shell of 1 device.*Read-only is on\./),
    expect.stringMatching(/^Live performance of 1 device/),
    expect.stringMatching(/^Refresh 1 device/),
  ])
  expect(within(menu).getByText(fake.devices[1]?.name ?? '')).toBeTruthy()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(grid))
})

test('B150: an entry of the row menu acts on the row', async () => {
  const { screen, user, fake } = await renderConsole({ devices: 5 })
  const grid = await screen.findByRole('grid')
  grid.focus()
  await user.keyboard('{ArrowDown}{ContextMenu}')
  await user.click(await screen.findByText(/^Open 1 device/))
  expect(await screen.findByRole('tab', { name: fake.devices[1]?.name ?? '' })).toBeTruthy()
})

test('B151: on a selected row the menu is about all selected devices, on another row about that one alone', async () => {
  const { screen, user, fake } = await renderConsole({ devices: 20 }, (api) =>
    api.answer('sync.device', () => {
      throw new AppError({ code: 'vendor.failed', what: 'The server did not answer.', effect: 'Nothing was read.', next: 'Try again.', remedy: 'none' })
    }),
  )
  const grid = await screen.findByRole('grid')
  grid.focus()
  await user.keyboard('{ArrowDown}{Shift>} {ArrowDown}{ArrowDown}{/Shift}')
  const rows = within(grid).getAllByRole('row').slice(1)
  const selected = rows.filter((row) => row.getAttribute('aria-selected') === 'true')
  expect(selected).toHaveLength(3)
  fireEvent.contextMenu(within(rows.find((row) => !selected.includes(row)) as HTMLElement).getAllByRole('gridcell')[1] as HTMLElement)
  expect((await screen.findByRole('menu')).textContent).toContain('Refresh 1 device')
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
  fireEvent.contextMenu(within(selected[0] as HTMLElement).getAllByRole('gridcell')[1] as HTMLElement)
  await user.click(await screen.findByText('Refresh 3 devices'))
  await waitFor(() => expect(fake.calls.filter(({ path }) => path === 'sync.device')).toHaveLength(3))
  expect(await screen.findByText('Refreshed 0 of 3 devices. The server did not answer.')).toBeTruthy()
})

test('B151: Ctrl+A on the page selects every device of the filter and no text; in a field it belongs to the field; Escape clears', async () => {
  const { screen, user } = await renderConsole({ devices: 30 })
  await screen.findByRole('grid')
  screen.getByRole('button', { name: 'Columns' }).focus()
  await user.keyboard('{Control>}a{/Control}')
  expect(await screen.findByText('30 selected')).toBeTruthy()
  screen.getByRole('button', { name: 'Columns' }).focus()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByText('30 selected')).toBeNull())
  screen.getByLabelText('Filter devices').focus()
  await user.keyboard('{Control>}a{/Control}')
  expect(screen.queryByText('30 selected')).toBeNull()
})
