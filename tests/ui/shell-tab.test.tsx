import { act, fireEvent, render, waitFor, within } from '@testing-library/react'
import type { RenderResult } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import type { EventPath, PayloadOf } from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Device } from '#shared/model/device.ts'
import { ShellId } from '#shared/model/ids.ts'
import type { ShellView } from '#shared/model/shell.ts'
import { ClientContext, createClient } from '#renderer/api/client.ts'
import { clientColorValue } from '#renderer/lib/client-color.ts'
import { closeShell, shellTabs } from '#renderer/features/shell/shell-store.ts'
import { ShellTab } from '#renderer/features/shell/shell-tab.tsx'
import { ThemeProvider } from '#renderer/ui/theme-provider.tsx'
import { createFakeApi } from '#tests/fakes/fake-api.ts'
import type { FakeApi } from '#tests/fakes/fake-api.ts'
import { renderConsole } from './render-console.tsx'

// Shells outlive the page that shows them, so each test leaves none behind: over first, then off the screen.
beforeEach(() => {
  for (const id of Object.keys(shellTabs.getState().views)) for (const _time of ['ask', 'drop']) closeShell(ShellId.parse(id))
})

/** Answers like a core whose shells open at once; says how each was opened. */
function answerShells(fake: FakeApi, change: Partial<ShellView> = {}) {
  let count = 0
  fake.answer('shell.open', ({ deviceId, shell = 'powershell', runAsUser }): ShellView => {
    const device = fake.devices.find((one) => one.id === deviceId)
    count += 1
    return {
      id: ShellId.parse(`sh_${count}`),
      deviceId,
      deviceName: device?.name ?? '',
      client: device?.client ?? null,
      deviceType: device?.type ?? 'other',
      shell,
      depth: 'interactive',
      depthReason: null,
      runAs: runAsUser ? 'user' : 'SYSTEM',
      state: 'ready',
      says: null,
      openedAt: 0,
      roundTripMs: null,
      ...change,
    }
  })
  fake.answer('shell.resize', () => ({ accepted: true }))
  fake.answer('shell.close', () => ({ closed: true }))
}

/** The Shell part of a device's page, with one shell open. */
async function renderShell(prepare?: (fake: FakeApi) => void, change: Partial<ShellView> = {}) {
  const fake = createFakeApi({ devices: 3, now: Date.now(), hasAccount: true })
  answerShells(fake, change)
  prepare?.(fake)
  const client = createClient(fake)
  const view = await client.api.device.get({ deviceId: (fake.devices[0] as Device).id })
  const part = (isReadOnly: boolean) => (
    <ThemeProvider scheme="light">
      <ClientContext value={client}>
        <ShellTab view={view} isReadOnly={isReadOnly} isOffline={false} />
      </ClientContext>
    </ThemeProvider>
  )
  const user = userEvent.setup()
  const screen = render(part(false))
  await user.click(screen.getByRole('button', { name: 'Open powershell' }))
  const tabs = await screen.findByRole('tablist', { name: 'Open shells' })
  const announce = (<Path extends EventPath>(path: Path, payload: PayloadOf<Path>) => act(() => fake.announce(path, payload))) satisfies FakeApi['announce']
  return { screen, user, fake, tabs, announce, device: view.device, setReadOnly: () => screen.rerender(part(true)), panes: () => panesOf(screen), asked: (path: string) => askedOf(fake, path) }
}

const panesOf = (screen: RenderResult) => screen.queryAllByRole('region', { name: /powershell on/ })
const askedOf = (fake: FakeApi, path: string) => fake.calls.filter((call) => call.path === path).map((call) => call.input)
const viewOf = (id: string) => shellTabs.getState().views[ShellId.parse(id)] as ShellView

test('B92: a tab shows its name, its client beside the colour of that client, and the state in a word', async () => {
  const { tabs, device, announce } = await renderShell()
  const tab = within(tabs).getByRole('tab')
  expect(tab.textContent).toBe(`powershell 1${device?.client}Live`)
  expect(tab.previousElementSibling?.getAttribute('style')).toContain(clientColorValue(device?.client ?? null))
  announce('shell.changed', { ...viewOf('sh_1'), state: 'stalled' })
  expect(tab.textContent).toContain('Stalled')
})

test('B92: F2 names a tab, Escape gives up, an empty name brings the number back', async () => {
  const { tabs, user } = await renderShell()
  within(tabs).getByRole('tab').focus()
  await user.keyboard('{F2}disk space{Enter}')
  expect(within(tabs).getByRole('tab').textContent).toContain('disk space')
  await waitFor(() => expect(document.activeElement).toBe(within(tabs).getByRole('tab')))
  await user.keyboard('{F2}other{Escape}')
  expect(within(tabs).getByRole('tab').textContent).toContain('disk space')
  await user.dblClick(within(tabs).getByRole('tab'))
  await user.clear(within(tabs).getByRole('textbox', { name: 'Name of the tab' }))
  await user.keyboard('{Enter}')
  expect(within(tabs).getByRole('tab').textContent).toContain('powershell 1')
})

test('B92: a split asks for the same shell as the same user on the same device, and each has a strip of its own', async () => {
  const { screen, user, asked, panes, device, tabs } = await renderShell()
  await user.click(screen.getByRole('button', { name: /^Split/ }))
  await waitFor(() => expect(panes()).toHaveLength(2))
  const [first, second] = asked('shell.open')
  expect(second).toEqual(first)
  for (const pane of panes()) expect(pane.textContent).toContain(`${device?.client}${device?.name}powershell`)
  expect(panes().map((pane) => pane.getAttribute('data-front'))).toEqual(['false', 'true'])
  expect(within(tabs).getByRole('tab').textContent).toContain('2 shells')
  expect(screen.getByRole('separator', { name: 'Line between shell 1 and shell 2' })).toBeTruthy()
})

test('B94: the strip is coloured by who is hit and what the system allows, says so in words, and takes what is unknown for the worse', async () => {
  const { announce, panes } = await renderShell()
  const strip = () => panes()[0]?.firstElementChild
  const cases = [
    ['server', 'SYSTEM', 'high', 'server, as SYSTEM: high risk'],
    ['server', 'root', 'high', 'server, as root: high risk'],
    ['network', 'unknown', 'high', 'network device, as not known yet: high risk'],
    ['other', 'root', 'high', 'kind not known, as root: high risk'],
    ['server', 'user', 'raised', 'server, as user: raised risk'],
    ['workstation', 'SYSTEM', 'raised', 'workstation, as SYSTEM: raised risk'],
    ['workstation', 'unknown', 'raised', 'workstation, as not known yet: raised risk'],
    ['workstation', 'user', 'low', 'workstation, as user: low risk'],
  ] as const
  for (const [deviceType, runAs, risk, words] of cases) {
    announce('shell.changed', { ...viewOf('sh_1'), deviceType, runAs })
    expect([strip()?.getAttribute('data-risk'), strip()?.textContent]).toEqual([risk, expect.stringContaining(words)])
  }
})

test('B94: whatever a device prints stays in the terminal: the strip, the note and the title of the page are not its to write', async () => {
  const { announce, panes } = await renderShell()
  announce('shell.changed', { ...viewOf('sh_1'), deviceType: 'server', says: 'A note of ours' })
  const [strip, note, terminal] = [...(panes()[0]?.children ?? [])]
  const before = [strip?.outerHTML, note?.outerHTML, document.title]
  const fake = 'Other client OTHER-PC powershell workstation, as user: low risk Live'
  for (const [sequence, data] of [`\u001b]0;${fake}\u0007`, `\u001b[?1049h\u001b[2J\u001b[-9;1H\u001b[1;1H${fake}`, `\u001b[8;1;1t\u001b[3;0;0t<div data-risk="low">${fake}</div>\r\n`.repeat(200)].entries()) {
    announce('shell.output', { shellId: ShellId.parse('sh_1'), sequence: sequence + 1, data })
  }
  await waitFor(() => expect(terminal?.textContent).toContain('Other client'))
  expect([strip?.outerHTML, note?.outerHTML, document.title]).toEqual(before)
  expect(document.querySelectorAll('[data-risk="low"]')).toHaveLength(0)
})

test('B92: in read-only mode a split is refused with the reason the form gives', async () => {
  const { screen, user, asked, panes, setReadOnly } = await renderShell()
  setReadOnly()
  const split = screen.getByRole('button', { name: /^Split/ })
  await waitFor(() => expect(split.getAttribute('aria-disabled')).toBe('true'))
  await user.click(split)
  expect(asked('shell.open')).toHaveLength(1)
  expect(panes()).toHaveLength(1)
})

test('B92: a closed pane leaves when the other end has ended, and the other one takes the room', async () => {
  const { screen, user, asked, panes, announce } = await renderShell()
  await user.click(screen.getByRole('button', { name: /^Split/ }))
  await user.click(await screen.findByRole('button', { name: 'Close the shell 2 of 2' }))
  expect(asked('shell.close')).toEqual([{ shellId: 'sh_2' }])
  expect(panes()[1]?.textContent).toContain('Closing')
  announce('shell.changed', { ...viewOf('sh_2'), state: 'closed' })
  await waitFor(() => expect(panes()).toHaveLength(1))
  expect(shellTabs.getState().tabs[0]?.panes).toEqual([{ shellId: 'sh_1', share: 100 }])
  expect(screen.queryByRole('separator', { name: /Line between shell/ })).toBeNull()
})

test('B92: where the other end cannot be ended, the pane stays and says so until it is closed again', async () => {
  const { screen, user, panes, announce } = await renderShell(undefined, { depth: 'buffered', state: 'running' })
  await user.click(screen.getByRole('button', { name: 'Close shell' }))
  announce('shell.changed', { ...viewOf('sh_1'), state: 'closed', says: 'Closed. This vendor cannot stop a running command.' })
  expect(panes()[0]?.textContent).toContain('This vendor cannot stop a running command.')
  expect(panes()[0]?.textContent).toContain('Closed')
  await user.click(screen.getByRole('button', { name: 'Close shell' }))
  await waitFor(() => expect(panes()).toHaveLength(0))
})

test('B92: a shell that could not even be asked to end stays and says what that means', async () => {
  const { screen, user, panes } = await renderShell((fake) =>
    fake.answer('shell.close', () => {
      throw new AppError({ code: 'internal', what: 'The host is gone.', effect: 'Nothing was sent.', next: 'Start again.', remedy: 'none' })
    }),
  )
  await user.click(screen.getByRole('button', { name: 'Close shell' }))
  expect((await screen.findByRole('alert')).textContent).toContain('could not be asked to end')
  await user.click(screen.getByRole('button', { name: 'Close shell' }))
  await waitFor(() => expect(panes()).toHaveLength(0))
})

test('B92: Delete on a tab ends all of its shells', async () => {
  const { screen, user, asked, panes, tabs } = await renderShell()
  await user.click(screen.getByRole('button', { name: /^Split/ }))
  await waitFor(() => expect(panes()).toHaveLength(2))
  within(tabs).getByRole('tab').focus()
  await user.keyboard('{Delete}')
  expect(asked('shell.close')).toEqual([{ shellId: 'sh_1' }, { shellId: 'sh_2' }])
})

test('B92: F6 stays here, Ctrl+Shift+F6 sends it, and what only looks like a chord of the console goes to the device', async () => {
  const { panes, asked } = await renderShell((fake) => fake.answer('shell.input', () => ({ accepted: true })))
  const keys = within(panes()[0] as HTMLElement).getByRole('textbox', { name: /F6 leaves it/ })
  const press = (key: string, keyCode: number, modifiers: object) => fireEvent.keyDown(keys, { key, keyCode, ...modifiers })
  press('F6', 117, {})
  press('F6', 117, { shiftKey: true })
  press('F6', 117, { ctrlKey: true, shiftKey: true })
  press('PageUp', 33, { shiftKey: true })
  press('c', 67, { ctrlKey: true })
  press('f', 70, { ctrlKey: true })
  press('F1', 112, {})
  expect(asked('shell.input').map((input) => (input as { data: string }).data)).toEqual(['\x1b[17~', '\x1b[5;2~', '\x03', '\x06', '\x1bOP'])
})

test('B92: 50,000 lines can be scrolled back to and searched, and everything drawn is acknowledged', async () => {
  const { screen, user, asked, announce } = await renderShell((fake) => fake.answer('shell.acknowledge', () => ({ accepted: true })))
  const lines = Array.from({ length: 60_000 }, (_, index) => `line-${index + 1}.`)
  const data = `${lines.join('\r\n')}\r\n`
  announce('shell.output', { shellId: ShellId.parse('sh_1'), sequence: 1, data })
  const drawn = () => asked('shell.acknowledge').reduce<number>((sum, input) => sum + (input as { characters: number }).characters, 0)
  await waitFor(() => expect(drawn()).toBe(data.length), { timeout: 10_000 })
  await user.click(screen.getByRole('button', { name: 'Find in the output' }))
  const field = screen.getByRole('textbox', { name: 'Find in the output' })
  const result = within(screen.getByRole('search')).getByRole('status')
  fireEvent.change(field, { target: { value: 'line-10100.' } })
  await waitFor(() => expect(result.textContent).toBe('1 of 1'))
  fireEvent.change(field, { target: { value: 'line-9900.' } })
  await waitFor(() => expect(result.textContent).toBe('Nothing found'))
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('search')).toBeNull()
}, 30_000)

test('B92: closing the page of a device ends its shells; one that cannot be ended is named', async () => {
  const { screen, user, fake, announce } = await renderConsole({ devices: 12 }, answerShells)
  await act(() => createClient(fake).api.app.setReadOnly({ isReadOnly: false }))
  const grid = await screen.findByRole('grid')
  grid.focus()
  await user.keyboard('{Enter}')
  await user.click(await screen.findByRole('tab', { name: 'Shell' }))
  for (const press of ['Open powershell', /^Split/]) await user.click(await screen.findByRole('button', { name: press }))
  await waitFor(() => expect(panesOf(screen)).toHaveLength(2))
  const name = viewOf('sh_1').deviceName
  await user.click(screen.getByTitle(`Close ${name}`))
  await waitFor(() => expect(askedOf(fake, 'shell.close')).toEqual([{ shellId: 'sh_1' }, { shellId: 'sh_2' }]))
  announce('shell.changed', { ...viewOf('sh_1'), state: 'closed' })
  announce('shell.changed', { ...viewOf('sh_2'), state: 'closed', says: 'It goes on until it ends.' })
  expect(await screen.findByText(`${name}: It goes on until it ends.`)).toBeTruthy()
  expect(Object.keys(shellTabs.getState().views)).toEqual(['sh_2'])
}, 30_000)
