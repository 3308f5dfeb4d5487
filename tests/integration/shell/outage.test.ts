import { expect, test } from 'vitest'
import { createJumpClock } from '#tests/builders/jump-clock.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { openLiveBench } from '#tests/builders/live-bench.ts'
import { watchShell } from '#tests/builders/shell-watcher.ts'

/** A live terminal over a network that can be broken, and a clock that can be put forward. */
async function openTerminal() {
  const clock = createJumpClock()
  const bench = await openLiveBench({ devices: 20, adapt: (ports) => ({ ...ports, clock }) })
  const screen = watchShell(bench.api)
  const { id } = await bench.api.shell.open({ deviceId: bench.find((one) => one.osFamily === 'windows').id })
  await screen.waitForText(/>\s*$/)
  const type = (data: string) => bench.api.shell.input({ shellId: id, data })
  const run = async (command: string, answer: RegExp) => {
    await type(`${command}\r`)
    await screen.waitForText(answer)
  }
  const jumpUntil = (what: string, isThere: () => boolean) => eventually(what, isThere, () => clock.jump(1_000))
  return { clock, bench, screen, type, run, jumpUntil, state: () => screen.views.at(-1)?.state }
}

test('B89: 5 s without network: stalled within 5 s, keys refused, then the same prompt goes on', async () => {
  const { clock, bench, screen, type, run, jumpUntil, state } = await openTerminal()
  await run('echo first-line', /first-line\r?\n.*first-line/s)
  await clock.jump(3_000)
  expect(state()).toBe('ready')
  bench.proxy.silence()
  await clock.jump(5_000)
  expect(state()).toBe('stalled')
  expect(await type('never-typed')).toEqual({ accepted: false })
  bench.proxy.restore()
  await jumpUntil('it is live again', () => state() === 'ready')
  expect(screen.views.at(-1)?.says).toContain('same prompt')
  await run('echo second-line', /second-line\r?\n.*second-line/s)
  expect(screen.text()).toContain('first-line')
  expect(screen.text()).not.toContain('never-typed')
  await bench.close()
})

test.each([30, 300])('B89: %d s without network: reconnected by itself, scrollback intact, nothing typed again, new prompt said', async (seconds) => {
  const { clock, bench, screen, type, run, jumpUntil, state } = await openTerminal()
  await run('echo first-line', /first-line\r?\n.*first-line/s)
  const scrollback = screen.text()
  bench.proxy.silence()
  await clock.jump(seconds * 1_000)
  expect(['stalled', 'reconnecting']).toContain(state())
  expect(await type('never-typed\r')).toEqual({ accepted: false })
  bench.proxy.restore()
  await jumpUntil('it is live again', () => state() === 'ready')
  expect(screen.states()).toEqual(expect.arrayContaining(['stalled', 'reconnecting', 'ready']))
  expect(screen.views.at(-1)?.says).toContain('new prompt')
  await run('echo second-line', /second-line\r?\n.*second-line/s)
  expect(screen.text().startsWith(scrollback)).toBe(true)
  expect(screen.text().match(/first-line/g)).toHaveLength(2)
  expect(screen.text()).not.toContain('never-typed')
  await bench.close()
})

test('B89: a connection cut aloud is reconnected at once', async () => {
  const { bench, screen, run, jumpUntil, state } = await openTerminal()
  bench.proxy.cut()
  await screen.waitForState('reconnecting')
  await jumpUntil('it is live again', () => state() === 'ready')
  expect(screen.views.at(-1)?.says).toContain('new prompt')
  await run('whoami', /nt authority\\system/)
  await bench.close()
})
