import { errorCodes } from '#shared/errors/codes.ts'
import { commandPathList } from '#shared/contract/paths.ts'
import { callCore } from '../fixtures/call-core.ts'
import { expect, test } from '../fixtures/console-test.ts'

/** Inputs that no command of the contract accepts. */
const malformed: readonly unknown[] = [
  null,
  undefined,
  true,
  0,
  -1e308,
  Number.NaN,
  '',
  'x'.repeat(70_000),
  [],
  [{}],
  [[[[[[[[[[[[1]]]]]]]]]]]],
  { unknown: 1 },
  { accountId: { toString: 1 }, unknown: [] },
  { constructor: { prototype: { isReadOnly: false } } },
  { deviceId: '\u0000\u202E../../etc/passwd', unknown: "'; DROP TABLE journal; --" },
  { ids: Array(1_000).fill('x'), unknown: 1 },
]

const messages = 10_000

test('B127: 10,000 malformed messages are each answered by an error of the contract, and the console goes on', async ({ running: { page } }) => {
  test.setTimeout(180_000)
  const codes = await page.evaluate(
    async ([paths, inputs, count]) => {
      const { bridge } = globalThis as unknown as { bridge: { call: (path: string, input: unknown) => Promise<{ ok: boolean; error?: { code: string } }> } }
      const found: Record<string, number> = {}
      for (let sent = 0; sent < count; sent += 100) {
        const replies = await Promise.all(
          Array.from({ length: 100 }, (_, index) => {
            const path = paths[(sent + index) % paths.length] ?? ''
            const input = inputs[Math.floor((sent + index) / paths.length) % inputs.length]
            return bridge.call(path, input).then((reply) => (reply.ok ? `${path} accepted` : (reply.error?.code ?? 'untyped')), String)
          }),
        )
        for (const code of replies) found[code] = (found[code] ?? 0) + 1
      }
      return found
    },
    [commandPathList, malformed, messages] as const,
  )
  expect(Object.keys(codes).filter((code) => code !== 'input.invalid' && code !== 'caller.refused')).toEqual([])
  expect(Object.values(codes).reduce((sum, count) => sum + count, 0)).toBe(messages)
  for (const code of Object.keys(codes)) expect(errorCodes).toContain(code)
  expect(await callCore(page, 'app.state', {})).toMatchObject({ ok: true, value: { isReadOnly: true } })
})
