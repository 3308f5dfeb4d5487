import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Clock, HttpRequest, Network } from '#core/ports.ts'
import type { CommandRequest, DeviceRef, ProviderPorts } from '#core/providers/provider.ts'
import { findProvider } from '#core/providers/registry.ts'
import { createNodeTrace } from '#platform/node-trace.ts'
import { createNodeIds } from '#platform/node-ids.ts'
import type { CommandShell } from '#shared/model/operation.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { silentLog } from '#tests/builders/silent-log.ts'
import { openBench } from './bench.ts'

/** Texts that break whoever splices, trims, re-encodes or counts wrongly. */
const hostile = [
  `'; Remove-Item -Recurse C:\\ #`, '"$(whoami)"', '`n`t`0', '%PATH% !VAR! ^& | > <', '${IFS}$(id)`id`', '\u201Cquoted\u201D \u2018x\u2019 \u2013 \u2014', '@"\r\nhere\r\n"@',
  '\uFEFFBOM first', 'line\rline\nline\r\nline', '\u2028\u2029', '\u0000\u0001\u001b[2J\u0007', '\u202Ereversed\u2066', '\u200B\u200D', 'A\u0308 vs Ä', '😀👩‍👩‍👧', '\\', '\\\\"', '{"__proto__":{}}', ' leading and trailing \t', '\ud800 lone', '-', '--', '=cmd|x',
]
const command = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), fc.array(fc.constantFrom(...hostile), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))).filter((text) => text.length > 0)
const shells: Readonly<Record<'windows' | 'linux' | 'macos', readonly CommandShell[]>> = { windows: ['powershell', 'cmd'], linux: ['bash', 'sh'], macos: ['zsh', 'bash', 'sh'] }
const order = fc
  .constantFrom('windows', 'linux', 'macos' as const)
  .chain((osFamily) => fc.record({ osFamily: fc.constant(osFamily), shell: fc.constantFrom(...shells[osFamily]), command, timeoutSeconds: fc.integer({ min: 1, max: 3_600 }), runAsUser: fc.boolean() }))

/** A clock in which waiting takes no time, so that a rate limit does not set the pace of ten thousand cases. */
function aHastyClock(): Clock {
  let now = Date.now()
  return {
    now: () => now,
    monotonic: () => now,
    after: (delayMs, work) => {
      const handle = setImmediate(() => {
        now += delayMs
        work()
      })
      return () => clearImmediate(handle)
    },
  }
}

test('B73: what is shown is what leaves, in 10,000 generated cases, byte for byte', async () => {
  const left: HttpRequest[] = []
  const network = {
    http: {
      send: async (request: HttpRequest) => {
        left.push(request)
        return { ok: true, response: { status: 200, headers: { 'content-type': 'application/json' }, body: new TextEncoder().encode('"done"'), durationMs: 1 } }
      },
      release: () => {},
    },
  } as unknown as Network
  const clock = aHastyClock()
  const ports: ProviderPorts = { clock, network, ids: createNodeIds(clock), log: silentLog, trace: createNodeTrace(), redact: async (text) => text, onExchange: () => undefined, secrets: { get: async () => 'key', put: async () => {} }, settings: { syncBatchSize: 50, apiTimeoutMs: 30_000, retryAttempts: 0, readOnly: undefined, logBodies: false } }
  const provider = findProvider('tactical-rmm').connect({ accountId: 'a1', apiUrl: 'https://api.msp.example', user: null, certificatePin: null }, ports)
  await fc.assert(
    fc.asyncProperty(order, fc.stringMatching(/^[A-Za-z0-9%./ -]{1,30}$/), async ({ osFamily, ...request }, remoteId) => {
      const device: DeviceRef = { remoteId: `r${remoteId}`, name: 'X', osFamily, clientVersion: null }
      left.length = 0
      const shown = provider.previewCommand(device, request satisfies CommandRequest)
      await provider.runCommand(device, request, { signal: new AbortController().signal, onSent: () => {} })
      expect(left.map(({ method, url, body }) => ({ method, url, body }))).toEqual([{ method: shown.method, url: shown.url, body: shown.body }])
      expect((JSON.parse(shown.body) as { cmd: string }).cmd).toBe(request.command)
    }),
    { numRuns: 10_000, seed: 73 },
  )
  provider.close()
})

test('B73: what is shown is what a server on a socket receives', async () => {
  const bench = await openBench()
  for (const text of hostile) {
    const device = bench.online.windows
    const input = { deviceId: device.id, shell: 'powershell' as const, command: text, timeoutSeconds: 30, runAsUser: false }
    const shown = await bench.api.device.previewCommand(input)
    expect(bench.sent()).toHaveLength(0)
    await bench.run(device, text, input)
    const [received] = bench.sent()
    expect([received?.path, received?.bodyText]).toEqual([new URL(shown.url).pathname, Buffer.from(shown.body).toString()])
    bench.simulator.requests.clear()
  }
})

test('B73: a reading of live numbers and a line in command mode show what is sent before it is', async () => {
  const bench = await openBench()
  const { api, online } = bench
  const deviceId = online.linux.id
  bench.simulator.requests.clear()
  const reading = await api.metrics.preview({ deviceId })
  const line = await api.shell.preview({ deviceId, depth: 'buffered', line: 'echo "ä  b"' })
  const terminal = await api.shell.preview({ deviceId, depth: 'interactive' })
  expect(bench.simulator.requests.all).toHaveLength(0)
  expect(terminal.request).toMatchObject({ transport: 'websocket', url: expect.stringMatching(/^ws:.*\/terminal\/\{session\}\/\?access_token=\{token\}$/), body: expect.stringContaining('"action":"start"') })

  await api.metrics.watch({ deviceId, intervalSeconds: 60 })
  await eventually('a reading', () => bench.sent().length === 1)
  await api.metrics.unwatch({ deviceId })
  expect(bench.sent().map((one) => one.bodyText)).toEqual([reading.body])

  bench.simulator.requests.clear()
  let state = ''
  const stop = api.on('shell.changed', (view) => (state = view.state))
  const shell = await api.shell.open({ deviceId, depth: 'buffered' })
  await eventually('a prompt', () => state === 'ready')
  await api.shell.input({ shellId: shell.id, data: 'echo "ä  b"\r' })
  await eventually('a line', () => bench.sent().length === 1)
  stop()
  expect(bench.sent().map((one) => one.bodyText)).toEqual([line.request.body])
})
