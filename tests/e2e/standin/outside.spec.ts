import { expect, test } from '../fixtures/console-test.ts'

const permissions = ['clipboard-read', 'geolocation', 'media', 'midi', 'notifications', 'pointerLock', 'fullscreen', 'openExternal', 'usb', 'serial', 'hid', 'idle-detection', 'display-capture']

test('B127: a link out is opened only as https, only after a question that shows the real host', async ({ running: { page, outside, ask } }) => {
  await page.evaluate(() => void open('https://xn--pple-43d.com/sign-in'))
  await expect.poll(() => outside.length).toBe(1)
  expect(outside[0]?.text).toContain('xn--pple-43d.com')
  expect(outside[0]?.text).toContain('аpple.com')
  await ask?.({ kind: 'press', button: 1 })
  await page.evaluate(() => void open('https://docs.example.com/help'))
  await expect.poll(() => outside.at(-1)).toEqual({ kind: 'external', text: 'https://docs.example.com/help' })
  expect(outside.filter((one) => one.kind === 'external')).toHaveLength(1)
})

test('B127: every permission is denied', async ({ running: { ask } }) => {
  for (const name of permissions) expect(await ask?.({ kind: 'permission', name }), name).toBe(false)
})

test('B127: a message from a frame inside the page is refused', async ({ running: { page } }) => {
  const reply = await page.evaluate(async () => {
    const frame = document.body.appendChild(document.createElement('iframe'))
    const inside = frame.contentWindow as unknown as { __standinToMain: (message: unknown) => Promise<unknown> }
    return inside.__standinToMain({ kind: 'invoke', channel: 'outrider:call', args: ['app.state', {}] })
  })
  expect(reply).toMatchObject({ ok: false, error: { code: 'caller.refused' } })
})
