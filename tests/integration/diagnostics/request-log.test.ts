import { afterEach, expect, test } from 'vitest'
import { eventually } from '#tests/builders/eventually.ts'
import { type LiveBench, type LiveBenchOptions, openLiveBench } from '#tests/builders/live-bench.ts'
import { type FileLine, readLogLines, readLogText } from '#tests/builders/log-lines.ts'

const benches: LiveBench[] = []
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.close()
})

async function openBench(options: LiveBenchOptions = {}): Promise<LiveBench> {
  const bench = await openLiveBench({ devices: 12, ...options })
  benches.push(bench)
  return bench
}

const nameOf = (line: FileLine): string => `${String(line['method'])} ${String(line['path'])}`

/** A working day: lists, details, a command, a terminal, a connection test. */
async function work({ api, find, accountId }: LiveBench): Promise<void> {
  const device = find((one) => one.osFamily === 'windows')
  await api.sync.run({ withSections: true })
  await api.accounts.test({ accountId: accountId as never })
  await api.device.refresh({ deviceId: device.id, sections: ['hardware', 'software', 'checks'], force: true })
  const { id } = await api.device.runCommand({ deviceId: device.id, shell: 'powershell', command: 'Write-Output command-canary-1' })
  let isOver = false
  await eventually('the command ended', () => isOver, async () => {
    isOver = (await api.device.operation({ operationId: id })).endedAt !== null
  })
  const shell = await api.shell.open({ deviceId: device.id, columns: 80, rows: 24 })
  let isUp = false
  await eventually('the shell is up', () => isUp, async () => {
    isUp = (await api.shell.list({})).some((one) => one.id === shell.id && one.state !== 'opening')
  })
  await api.shell.close({ shellId: shell.id })
}

test('S188: every request is one line with method, template, status, duration, bytes, try and trace id', async () => {
  const bench = await openBench()
  bench.simulator.requests.clear()
  const before = readLogLines(bench.folder, 'request').length
  await work(bench)
  const lines = readLogLines(bench.folder, 'request').slice(before)
  expect(lines).toHaveLength(bench.simulator.requests.all.length)
  for (const line of lines) {
    expect(line).toMatchObject({ method: expect.stringMatching(/^(GET|POST|PATCH|WS)$/), path: expect.stringMatching(/^\//), status: expect.any(Number), durationMs: expect.any(Number), bytesIn: expect.any(Number), attempt: 1, accountId: expect.any(String) })
    expect(line['traceId'], nameOf(line)).toEqual(expect.stringMatching(/^[pt]/))
  }
  const templates = new Set(lines.map((line) => nameOf(line)))
  expect([...templates]).toEqual(expect.arrayContaining(['GET /agents/{agent_id}/', 'GET /software/{agent_id}/', 'POST /agents/{agent_id}/cmd/', 'WS /ws/agent/{agent_id}/terminal/{session_id}/']))
})

test('S188: no id of a device or client, no key, token, password or command is in the log', async () => {
  const bench = await openBench({ variables: { OUTRIDER_LOG_LEVEL: 'debug' } })
  await work(bench)
  const text = readLogText(bench.folder)
  const { apiKey, password, totpSecret } = bench.simulator
  const secrets = [apiKey, password, totpSecret, 'command-canary-1', 'access_token']
  const found = [...secrets, ...bench.devices.map((one) => one.remoteId)].filter((one) => text.includes(one))
  expect(found).toEqual([])
  const paths = readLogLines(bench.folder, 'request').map((line) => String(line['path']))
  expect(paths.filter((path) => /\d{2,}|=\d/.test(path))).toEqual([])
  expect(readLogLines(bench.folder, 'body')).toEqual([])
})

test('S188: a try that fails has its line too, and the next one says which it is', async () => {
  const bench = await openBench({ isSignedIn: false })
  const device = bench.find((one) => one.osFamily === 'windows')
  bench.simulator.setFaults([{ kind: 'status', status: 500, times: 1, match: { path: '/software/*/' } }])
  await bench.api.device.refresh({ deviceId: device.id, sections: ['software'], force: true })
  const lines = readLogLines(bench.folder, 'request').slice(-2)
  expect(lines.map((line) => line['path'])).toEqual(['/software/{agent_id}/', '/software/{agent_id}/'])
  expect(lines.map((line) => [line['status'], line['attempt']])).toEqual([[500, 1], [200, 2]])
  expect(new Set(lines.map((line) => line['traceId'])).size).toBe(1)
  await bench.proxy.close()
  await bench.api.device.refresh({ deviceId: device.id, sections: ['checks'], force: true }).catch(() => undefined)
  expect(readLogLines(bench.folder, 'request').at(-1)).toMatchObject({ status: null, failure: 'ECONNREFUSED', bytesIn: 0, bytesOut: 0 })
})

test('S188, S190: bodies come at level debug when asked for: answers only, redacted, cut', async () => {
  const bench = await openBench({ variables: { OUTRIDER_LOG_LEVEL: 'debug', OUTRIDER_LOG_BODIES: 'on' } })
  const device = bench.find((one) => one.osFamily === 'windows')
  const description = `the key is ${bench.simulator.apiKey}`
  await fetch(`${bench.simulator.url}/agents/${device.remoteId}/`, { method: 'PUT', headers: { 'x-api-key': bench.simulator.apiKey, 'content-type': 'application/json' }, body: JSON.stringify({ description }) })
  await work(bench)
  const bodies = await eventually('bodies', () => {
    const lines = readLogLines(bench.folder, 'body')
    return lines.some((line) => line['path'] === '/software/{agent_id}/') && lines
  })
  // The list of alerts is asked with PATCH and only reads.
  expect(new Set(bodies.filter((line) => line['path'] !== '/alerts/').map((line) => line['method']))).toEqual(new Set(['GET']))
  expect(bodies.filter((line) => line['path'] === '/alerts/').map((line) => line['method'])).toEqual(['PATCH'])
  expect(bodies.every((line) => String(line['body']).length <= 4_096 + 100)).toBe(true)
  expect(bodies.some((line) => String(line['path']).startsWith('/agents/') && String(line['body']).includes('hostname'))).toBe(true)
  const text = readLogText(bench.folder)
  const { apiKey, password, totpSecret } = bench.simulator
  expect([apiKey, password, totpSecret, 'command-canary-1'].filter((one) => text.includes(one))).toEqual([])
})
