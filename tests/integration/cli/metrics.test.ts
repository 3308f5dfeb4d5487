import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { watchMetrics } from '#electron/cli/commands/metrics.ts'
import type { Session } from '#electron/cli/session.ts'
import { type LiveBench, openLiveBench } from '#tests/builders/live-bench.ts'
import { eventually } from '#tests/builders/eventually.ts'

let bench: LiveBench

beforeAll(async () => {
  bench = await openLiveBench({ isSignedIn: false, devices: 20 })
})
afterAll(async () => {
  vi.restoreAllMocks()
  await bench.close()
})

test('B97, B17, B12, S39: a mode that is switched while a watch runs ends it in words; the journal says that it ended, the store what was measured and by what', async () => {
  const { api } = bench
  const notes: string[] = []
  const session: Session = { api, isJson: false, print: (_, words) => void printed.push(words()), printOutput: () => undefined, note: (line) => void notes.push(line) }
  const printed: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => printed.push(String(line)) > 0)
  const switches = [
    { on: () => api.app.setOffline({ isOffline: true }), off: () => api.app.setOffline({ isOffline: false }), code: 'lock.offline' },
    { on: () => api.app.setReadOnly({ isReadOnly: true }), off: () => api.app.setReadOnly({ isReadOnly: false }), code: 'lock.read-only' },
    { on: () => api.accounts.update({ accountId: bench.accountId, isActive: false }), off: () => api.accounts.update({ accountId: bench.accountId, isActive: true }), code: 'account.inactive' },
  ]
  for (const { on, off, code } of switches) {
    printed.length = 0
    // A minute between readings: only the switch itself can end it before the test does.
    const ended = watchMetrics(session, bench.find().id, { watch: true, interval: 60 })
    await eventually('a reading', () => printed.some((line) => line.includes('memory')))
    const [error] = await Promise.all([ended.catch((reason: unknown) => reason), on()])
    expect(error).toMatchObject({ code, shape: { effect: expect.stringMatching(/\w/), next: expect.stringMatching(/\w/) } })
    expect(notes.at(-1)).toMatch(/^\d readings?, \d gaps?, .* on the wire; Tactical RMM, live by a sampling script$/)
    await off()
  }
  printed.length = 0
  await expect.poll(() => watchMetrics(session, bench.find().id, { history: 1, interval: 5 }).then(() => printed.at(-1))).toMatch(/^Time .* Processor .* Source\n[^]*\d\.\d %[^]*  Tactical RMM, live by a sampling script\n/)
  const watches = async () => (await api.journal.list({ limit: 50 })).records.filter((one) => one.action === 'metrics.watch').map((one) => one.phase)
  const each = ['result', 'intent']
  await expect.poll(watches).toEqual(switches.flatMap(() => each))
})
