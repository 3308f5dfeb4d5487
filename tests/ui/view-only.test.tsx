import { within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { findEntry } from '#shared/contract/contract.ts'
import { capabilities, type Capability, type CapabilityState, type Grant } from '#shared/model/capability.ts'
import type { FakeApi } from '#tests/fakes/fake-api.ts'
import { renderConsole } from './render-console.tsx'

const reading: ReadonlySet<Capability> = new Set(['inventory.list', 'inventory.detail', 'inventory.software', 'alerts.read', 'device.notes', 'device.events'])

/** The map of a key that may look at everything and change nothing; `grant` is what is known of the rest. */
const viewOnly = (grant: Grant): CapabilityState[] =>
  capabilities.map((capability) =>
    reading.has(capability) ? { capability, support: 'native', grant: 'granted', reason: '' } : { capability, support: 'native', grant, reason: `Right needed: right_of_${capability}.` },
  )

/** Opens the first device of a console that allows changes, with this map. */
async function openDevice(grant: Grant) {
  const prepare = (fake: FakeApi) => {
    void fake.call('app.setReadOnly', { isReadOnly: false })
    const [device] = fake.devices
    if (!device) throw new Error('the fleet is empty')
    const age = { observedAt: device.lastSeenAt, observedKind: 'reported' as const, fetchedAt: device.fetchedAt, source: 'a test', freshness: 'fresh' as const }
    const view = { device, accountName: 'Main', isAccountActive: true, ages: { status: age, user: age, publicIp: age, identity: age, checks: age }, sections: [], capabilities: viewOnly(grant), shells: ['powershell' as const] }
    fake.answer('device.get', () => view)
    fake.answer('device.refresh', () => view)
  }
  const opened = await renderConsole({ devices: 3 }, prepare)
  const grid = await opened.screen.findByRole('grid')
  grid.focus()
  await opened.user.keyboard(' ')
  const peek = await opened.screen.findByRole('complementary', { name: 'Peek' })
  await opened.user.click(within(peek).getByRole('button', { name: 'Open' }))
  return opened
}

const changes = /^(Run|Open (powershell|cmd|bash|sh|zsh)|Start|Stop|Restart|Reboot|Shut|Install|Uninstall|End|Kill|Delete)\b/

/** Sampling runs a script on the device: it needs the same right as a command. */
function isChange(path: string): boolean {
  const entry = findEntry(path)
  return path === 'metrics.watch' || (entry?.kind === 'command' && entry.class === 'mutating')
}

const sentChanges = (fake: FakeApi) => fake.calls.map(({ path }) => path).filter(isChange)

test('B2: a view-only key sees every part of a device and finds no control that is enabled and changes anything', async () => {
  const { screen, user, fake } = await openDevice('denied')
  const found: string[] = []
  const awaited: Readonly<Record<string, string>> = { Shell: 'Open powershell', Commands: `Run on ${fake.devices[0]?.name}` }
  for (const title of ['Overview', 'Performance', 'Shell', 'Commands', 'Software', 'Hardware', 'Network', 'Activity']) {
    await user.click(await screen.findByRole('tab', { name: title }))
    const panel = await screen.findByRole('tabpanel', { name: title })
    const name = awaited[title]
    if (name) await within(panel).findByRole('button', { name })
    const typed = within(panel).queryByLabelText('Command')
    if (typed) await user.type(typed, 'hostname')
    for (const button of within(panel).queryAllByRole('button').filter((one) => changes.test(one.textContent ?? ''))) {
      found.push(button.textContent ?? '')
      expect([button.textContent, button.getAttribute('aria-disabled')]).toEqual([button.textContent, 'true'])
      await user.click(button)
    }
  }
  expect(found).toEqual(Object.values(awaited))
  expect(sentChanges(fake)).toEqual([])
}, 60_000)

test('B2: a right that nobody could prove is named in words beside its control', async () => {
  const { screen, user } = await openDevice('unproven')
  await user.click(await screen.findByRole('tab', { name: 'Commands' }))
  expect(await screen.findByText('Not proven that this key may run commands. Right needed: right_of_device.command.')).toBeTruthy()
  await user.click(await screen.findByRole('tab', { name: 'Shell' }))
  expect(await screen.findByText('Not proven that this key may open a shell. Right needed: right_of_shell.interactive.')).toBeTruthy()
})
