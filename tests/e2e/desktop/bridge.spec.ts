import { AccountId } from '#shared/model/ids.ts'
import { callCore } from '../fixtures/call-core.ts'
import { expect, test } from '../fixtures/console-test.ts'

test('S20: the page has no way to Node, and the window asked for sandbox and isolation', async ({ running: { page, ask } }) => {
  expect(await page.evaluate('[typeof require, typeof module, typeof process, typeof Buffer]')).toEqual(Array(4).fill('undefined'))
  if (ask === undefined) return
  expect(await ask({ kind: 'preferences' })).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webviewTag: false, spellcheck: false })
})

test('B127: the bridge has exactly three holes, for known paths only, and cannot be widened', async ({ running: { page } }) => {
  const seen = await page.evaluate(async () => {
    const bridge = (globalThis as unknown as { bridge: Record<string, (...args: unknown[]) => unknown> }).bridge
    const outcome = async (work: () => unknown) => {
      try {
        return JSON.stringify(await work())
      } catch (error) {
        return String(error)
      }
    }
    const keys = Object.keys(bridge).toSorted()
    const state = await outcome(() => bridge['call']?.('app.state', {}))
    const refusals = await Promise.all([
      outcome(() => bridge['call']?.('app.quit', {})),
      outcome(() => bridge['call']?.('__proto__', {})),
      outcome(() => bridge['call']?.(['app.state'], {})),
      outcome(() => bridge['send']?.('journal.erase', {})),
      outcome(() => bridge['on']?.('outrider:event', () => undefined)),
    ])
    const widened = await outcome(() => {
      Object.assign(bridge, { more: () => 1 })
      return Object.keys(bridge).length
    })
    return { keys, state, refusals, widened }
  })
  expect(seen.keys).toEqual(['call', 'on', 'send'])
  expect(JSON.parse(seen.state)).toMatchObject({ ok: true, value: { host: 'desktop', isReadOnly: true } })
  for (const refusal of seen.refusals) expect(refusal).toContain('no such path')
  expect(seen.widened).toContain('TypeError')
})

test('B127: a message that is too large is refused as data, before the core reads it', async ({ running: { page } }) => {
  const oversized = { accountId: AccountId.parse('a'), filler: 'x'.repeat(1_100_000) }
  const reply = await callCore(page, 'accounts.get', oversized)
  expect(reply).toMatchObject({ ok: false, error: { code: 'caller.refused', remedy: 'report' } })
})

test('B127: the page cannot go elsewhere, open a window, or have another page inside', async ({ running: { page, outside } }) => {
  const before = page.url()
  await page.evaluate(() => {
    const link = (href: string, target: string) => Object.assign(document.createElement('a'), { href, target, textContent: 'link' })
    for (const one of [link('https://elsewhere.example/', '_top'), link('file:///etc/passwd', '_self'), link('javascript:void(document.title="taken")', '_self')]) {
      document.body.append(one)
      one.click()
    }
    location.href = 'https://elsewhere.example/'
    open('file:///etc/passwd')
    open('javascript:alert(1)')
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://elsewhere.example/frame' }))
  })
  await expect.poll(() => page.evaluate(() => document.readyState)).toBe('complete')
  expect(page.url()).toBe(before)
  expect(await page.title()).not.toBe('taken')
  expect(page.context().pages()).toHaveLength(1)
  expect(outside).toEqual([])
})
