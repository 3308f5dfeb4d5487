import { fireEvent, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors/app-error.ts'
import { AccountId } from '#shared/model/ids.ts'
import { makeProbe } from '#tests/fakes/fake-api.ts'
import { renderConsole } from './render-console.tsx'

const rowsOf = (grid: HTMLElement) => within(grid).getAllByRole('row').slice(1)

describe('first run', () => {
  test('offers exactly two ways on, and says that read-only is on and nothing was sent', async () => {
    const { screen, fake, user } = await renderConsole({ hasAccount: false })
    const page = await screen.findByRole('tabpanel')
    expect(within(page).getAllByRole('button').map((button) => button.textContent)).toEqual(['Connect your RMM', 'Open the practice fleet'])
    expect(within(page).getByText(/Read-only is on/)).toBeTruthy()
    expect(within(page).getByText(/Nothing has been sent/)).toBeTruthy()
    expect(within(page).getByText(/kept in the keychain/)).toBeTruthy()
    await user.click(within(page).getByText('Open the practice fleet'))
    expect(fake.calls.some((call) => call.path === 'company.startPractice')).toBe(true)
  })

  test('the check is shown step by step, and secrets are gone from the form once the account is added', async () => {
    const { screen, fake, user } = await renderConsole({ hasAccount: false })
    await user.click(await screen.findByRole('button', { name: 'Connect your RMM' }))
    await user.type(screen.getByLabelText('Address of the API'), 'https://api.example.test')
    await user.type(screen.getByLabelText('API key'), 'KEY-1234')
    await user.click(screen.getByRole('button', { name: 'Check the connection' }))
    expect(await screen.findByText('This connection works.')).toBeTruthy()
    expect(screen.getByText('The API key is accepted.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Add account' }))
    await screen.findByRole('grid')
    expect(fake.calls.find((call) => call.path === 'accounts.add')?.input).toEqual({
      vendor: 'tactical-rmm',
      name: 'api.example.test',
      apiUrl: 'https://api.example.test',
      certificatePin: null,
      secrets: { apiKey: 'KEY-1234' },
    })
    expect(document.body.innerHTML).not.toContain('KEY-1234')
  })

  test('an untrusted certificate shows its fingerprint and only that one is pinned', async () => {
    const fingerprint = 'ab'.repeat(32)
    const { screen, fake, user } = await renderConsole({ hasAccount: false }, (api) => {
      api.answer('accounts.probe', ({ certificatePin }) => makeProbe(Date.now(), certificatePin === fingerprint ? {} : { isUsable: false, untrustedFingerprint: fingerprint }))
    })
    await user.click(await screen.findByRole('button', { name: 'Connect your RMM' }))
    await user.type(screen.getByLabelText('Address of the API'), 'https://rmm.lan')
    await user.type(screen.getByLabelText('API key'), 'k')
    await user.click(screen.getByRole('button', { name: 'Check the connection' }))
    expect(await screen.findByText('AB:'.repeat(31) + 'AB')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Accept exactly this certificate' }))
    expect(await screen.findByText('This connection works.')).toBeTruthy()
    expect(fake.calls.filter((call) => call.path === 'accounts.probe').map((call) => (call.input as { certificatePin: unknown }).certificatePin)).toEqual([null, fingerprint])
  })

  test('a refused account says what happened, what it means and what to do', async () => {
    const { screen, user } = await renderConsole({ hasAccount: false }, (api) => {
      api.answer('accounts.probe', () => {
        throw new AppError({ code: 'auth.refused', what: 'The server refused this key.', effect: 'Nothing was kept.', next: 'Check the key and try again.', remedy: 'check-input' })
      })
    })
    await user.click(await screen.findByRole('button', { name: 'Connect your RMM' }))
    await user.type(screen.getByLabelText('Address of the API'), 'https://rmm.lan')
    await user.type(screen.getByLabelText('API key'), 'k')
    await user.click(screen.getByRole('button', { name: 'Check the connection' }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The server refused this key.')
    expect(alert.textContent).toContain('Nothing was kept. Check the key and try again.')
  })
})

describe('device list', () => {
  test('B151, B157: tells readers every row and column and draws only those in sight', async () => {
    const { screen } = await renderConsole({ devices: 400 })
    const grid = await screen.findByRole('grid')
    await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('401'))
    expect(grid.getAttribute('aria-colcount')).toBe('9')
    expect(rowsOf(grid).length).toBeLessThan(60)
    expect(within(grid).getAllByRole('columnheader').map((head) => head.textContent)).toContain('Status')
  })

  test('B154: the status of every drawn row stands in shape and word', async () => {
    const { screen } = await renderConsole({ devices: 60 })
    const grid = await screen.findByRole('grid')
    const shapes = new Map<string, string>()
    for (const row of rowsOf(grid)) {
      const cell = within(row).getAllByRole('gridcell')[0]
      const shape = cell?.querySelector('[data-shape]')?.getAttribute('data-shape') ?? ''
      expect(cell?.textContent).toMatch(/^(Online|Late|Offline|Unknown|No longer reported)/)
      shapes.set(shape, cell?.textContent?.split(/[ ,]/)[0]?.toLowerCase() ?? '')
    }
    for (const [shape, word] of shapes) expect(word).toBe(shape)
    expect(shapes.size).toBeGreaterThan(2)
  })

  test('B150, B151: rows are chosen, extended, all selected and counted from the keyboard alone', async () => {
    const { screen, user } = await renderConsole({ devices: 50 })
    const grid = await screen.findByRole('grid')
    grid.focus()
    await user.keyboard('{ArrowDown}{ArrowDown}{Shift>} {/Shift}')
    expect(rowsOf(grid).filter((row) => row.getAttribute('aria-selected') === 'true')).toHaveLength(1)
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(await screen.findByText('3 selected')).toBeTruthy()
    await user.keyboard('{Control>}a{/Control}')
    expect(await screen.findByText('50 selected')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Filter devices'), { target: { value: 'type:server' } })
    expect(await screen.findByText(/^50 selected, \d+ hidden by filter$/)).toBeTruthy()
  })

  test('B153: Space opens the peek, it follows the keyboard, Escape closes it', async () => {
    const { screen, user, fake } = await renderConsole({ devices: 20 })
    const grid = await screen.findByRole('grid')
    grid.focus()
    await user.keyboard(' ')
    const peek = await screen.findByRole('complementary', { name: 'Peek' })
    expect(within(peek).getByRole('heading').textContent).toBe(fake.devices[0]?.name)
    await user.keyboard('{ArrowDown}')
    expect(within(peek).getByRole('heading').textContent).toBe(fake.devices[1]?.name)
    within(peek).getByRole('button', { name: 'Open' }).focus()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('complementary', { name: 'Peek' })).toBeNull()
  })

  test('B28: the mistake in a filter is said with its character and repaired with one press', async () => {
    const { screen, user } = await renderConsole({ devices: 30 })
    await screen.findByRole('grid')
    fireEvent.change(screen.getByLabelText('Filter devices'), { target: { value: 'type:sever' } })
    expect((await screen.findByText(/^Character 6:/)).textContent).toContain('is not a type')
    await user.click(screen.getByRole('button', { name: 'Use “server”' }))
    expect((screen.getByLabelText('Filter devices') as HTMLInputElement).value).toBe('type:server')
  })

  test('B28, B35: chips and text show one filter; an empty list names the part and drops it', async () => {
    const { screen, user } = await renderConsole({ devices: 80 })
    await screen.findByRole('grid')
    fireEvent.change(screen.getByLabelText('Filter devices'), { target: { value: 'type:server site:Berlin' } })
    expect(await screen.findByText(/“site:Berlin” leaves 0 of 80; without it \d+/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Remove “site:Berlin”' }))
    expect((screen.getByLabelText('Filter devices') as HTMLInputElement).value).toBe('type:server')
    await user.click(screen.getByRole('button', { name: 'Remove type:server', hidden: true }))
    expect((screen.getByLabelText('Filter devices') as HTMLInputElement).value).toBe('')
  })

  test('B15: the list says how many devices it covers, how old the answer is, and who never reported', async () => {
    const { screen, fake } = await renderConsole({ devices: 100 })
    const never = fake.devices.filter((one) => one.lastSeenAt === null).length
    expect(await screen.findByText('100 devices')).toBeTruthy()
    const line = await screen.findByText(/^covers \d+; median age .*95th percentile/)
    expect(line.textContent).toContain(`covers ${100 - never};`)
    expect(line.textContent?.includes('never reported')).toBe(never > 0)
  })

  test('B16: a fact nobody reported is a dash that says so', async () => {
    const { screen } = await renderConsole({ devices: 60 })
    const grid = await screen.findByRole('grid')
    const dash = within(grid).getAllByLabelText('Not reported')[0]
    expect(dash?.textContent).toBe('–')
  })
})

describe('window', () => {
  test('B17: work offline is one press away, says what it does, and the bar says so', async () => {
    const { screen, user, fake } = await renderConsole()
    await user.click(screen.getByRole('button', { name: 'Work offline' }))
    expect(fake.calls.find((call) => call.path === 'app.setOffline')?.input).toEqual({ isOffline: true })
    expect(await screen.findByText('Offline: nothing is sent')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Go online' })).toBeTruthy()
  })

  test('read-only goes off only after it was said what that means', async () => {
    const { screen, user, fake } = await renderConsole()
    await user.click(within(screen.getByRole('contentinfo')).getByRole('button', { name: 'Read-only' }))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain('written to the journal')
    expect(fake.calls.some((call) => call.path === 'app.setReadOnly')).toBe(false)
    await user.click(within(dialog).getByRole('button', { name: 'Allow changes' }))
    expect(fake.calls.find((call) => call.path === 'app.setReadOnly')?.input).toEqual({ isReadOnly: false })
    expect(await within(screen.getByRole('contentinfo')).findByRole('button', { name: 'Changes allowed' })).toBeTruthy()
  })

  test('B149, B152: the palette opens a device as a page of its own, which closes and comes back', async () => {
    const { screen, user, fake } = await renderConsole({ devices: 40 })
    await screen.findByRole('grid')
    const name = fake.devices[3]?.name ?? ''
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), name)
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('tab', { name, selected: true })).toBeTruthy()
    expect(await screen.findByRole('heading', { name, level: 1 })).toBeTruthy()
    await user.keyboard('{Alt>}w{/Alt}')
    await waitFor(() => expect(screen.queryByRole('tab', { name })).toBeNull())
    await user.keyboard('{Alt>}{Shift>}w{/Shift}{/Alt}')
    expect(await screen.findByRole('tab', { name, selected: true })).toBeTruthy()
  })

  test('the first read of an account shows devices, rate and time left, and goes when it is done', async () => {
    const progress = { accountId: AccountId.parse('acc1'), kind: 'full', stage: 'list', done: 1_240, total: 10_000, perSecond: 310, secondsLeft: 28, bytes: 1, says: 'Reading' } as const
    const { screen, announce } = await renderConsole({ isListRead: false }, (api) => {
      api.answer('sync.status', () => ({ running: [progress], last: [], next: [], mappings: { active: 0, missing: 0, inactive: 0 }, requests: [] }))
    })
    expect(await screen.findByText('1,240 of 10,000 devices')).toBeTruthy()
    expect(screen.getByText('310 devices a second')).toBeTruthy()
    expect(screen.getByText(/28\s?s left/)).toBeTruthy()
    announce('sync.progressed', { ...progress, done: 5_000 })
    expect(screen.getByText('5,000 of 10,000 devices')).toBeTruthy()
    announce('sync.progressed', { ...progress, stage: 'done' })
    expect(screen.queryByText('310 devices a second')).toBeNull()
  })

  test('an account is removed only after it was said what leaves and what stays', async () => {
    const { screen, user, fake } = await renderConsole()
    await user.click(within(screen.getByRole('contentinfo')).getByText(/Connected/))
    await user.click(await screen.findByRole('button', { name: 'Remove' }))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain('Notes, tags and the journal stay')
    expect(fake.calls.some((call) => call.path === 'accounts.remove')).toBe(false)
    await user.click(within(dialog).getByRole('button', { name: 'Remove Meridian TRMM' }))
    expect(fake.calls.some((call) => call.path === 'accounts.remove')).toBe(true)
  })

  test('S160: an account shows what it cost in a day beside the most that background reading may cost', async () => {
    const { screen, user } = await renderConsole()
    await user.click(within(screen.getByRole('contentinfo')).getByText(/Connected/))
    expect(await screen.findByText('Requests in 24 h')).toBeTruthy()
    expect(screen.getByText('1,204; background reading stays under 2,950')).toBeTruthy()
  })

  test('S184: "Sync now" says when the list is being read already', async () => {
    const { screen, user } = await renderConsole({}, (api) => api.answer('sync.start', () => ({ started: [], running: [AccountId.parse('acc1')] })))
    await user.click(within(screen.getByRole('contentinfo')).getByText(/Connected/))
    await user.click(await screen.findByRole('button', { name: 'Sync now' }))
    expect(await screen.findByText('The list of Meridian TRMM is being read already.')).toBeTruthy()
  })

  test('S12: a list filtered by software says over how many software lists it was answered', async () => {
    const { screen, user, fake } = await renderConsole()
    await user.type(await screen.findByLabelText('Filter devices'), 'sw:firefox')
    expect(await screen.findByText(`43 of ${fake.devices.length} devices have a software list`)).toBeTruthy()
  })

  test('S2, B1: what an account cannot do is listed with its reason', async () => {
    const { screen, user } = await renderConsole()
    await user.click(within(screen.getByRole('contentinfo')).getByText(/Connected/))
    const table = await screen.findByRole('table', { name: 'What this account can do' })
    const terminal = within(table).getByRole('row', { name: /^Terminal/ })
    expect(terminal.textContent).toContain('Sign-in needed')
    expect(terminal.textContent).toContain('A terminal needs a signed-in user.')
  })

  test('B150: every chord is unique on each host', async () => {
    const { chords, chordsFor } = await import('#renderer/app/shortcuts.ts')
    for (const host of ['desktop', 'browser'] as const) {
      const used = Object.keys(chords).flatMap((name) => chordsFor(name as keyof typeof chords, host))
      expect(new Set(used).size).toBe(used.length)
    }
  })
})
