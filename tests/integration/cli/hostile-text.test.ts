import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { aDeskWithVault, patience, runCli, startInTerminal } from './run-cli.ts'
import type { Desk } from './run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

/** Writes the clipboard, sets the title, asks the terminal a question, clears the screen; in 7 and in 8 bits. */
const drive = '\u001b]52;c;ZXZpbA==\u0007\u001b]0;title\u001b\\\u001b[6n\u001b[2J\u009d52;c;ZXZpbA==\u009c\u202eevil'
const device = { agent_id: 'A'.repeat(40), hostname: `host${drive}`, client_name: `client${drive}`, site_name: 's', plat: 'linux', status: 'online', last_seen: new Date().toISOString(), monitoring_type: 'server' }

let server: Simulator
let desk: Desk

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 2, port: 0, seed: 7, waitScale: 0.01, steady: true })
  desk = await aDeskWithVault()
  await runCli(desk, ['account', 'add', '--url', server.url, '--name', 'Main'], { variables: { OUTRIDER_API_KEY: server.apiKey } })
  server.setFaults([{ kind: 'status', status: 200, body: [device], match: { path: '/agents/' } }])
  await runCli(desk, ['sync'])
  await runCli(desk, ['mode', '--read-only', 'off'])
})
beforeEach(() => server.setFaults([]))
afterAll(async () => {
  await server.close()
  desk.remove()
})

const answers = (output: string) => server.setFaults([{ kind: 'status', status: 200, body: output, match: { path: '/agents/*/cmd/' } }])

/** Control characters and turned-around text that nothing of ours ever writes. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0009\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e]|\u001b(?!\[[\d;]*m)/

test('B96: what a device wrote reaches a file byte for byte, and what is said about it drives nothing', async () => {
  const output = `\u001b[31mred\u001b[0m${drive}\r\nend, no line break`
  answers(output)
  const result = await runCli(desk, ['run', device.agent_id, '--', 'x'])
  expect([result.code, result.out]).toEqual([0, output])
  expect(result.err).toMatch(/host.*operation o/)
  expect(result.err).not.toMatch(controls)
  const id = /operation (o\S+)/.exec(result.err)?.[1] ?? ''
  expect(await runCli(desk, ['operation', 'show', id])).toMatchObject({ code: 0, out: output, err: expect.not.stringMatching(controls) })
  const json = await runCli(desk, ['operation', 'show', id, '--json'])
  expect(json.out).not.toMatch(controls)
  expect(json.json()).toMatchObject({ output })
})

test('B96: on a terminal the output keeps its colours and loses what drives it', async () => {
  answers(`\u001b[31mred\u001b[0m${drive}\r\nend\r\n`)
  const running = startInTerminal(desk, ['run', device.agent_id, '--', 'x'])
  const { code, out } = await running.ended
  expect([code, out]).toEqual([0, expect.stringContaining('\u001b[31mred\u001b[0m')])
  expect(out).toContain('\r\nend')
  expect(out).not.toMatch(controls)
  const id = /operation (o\w+)/.exec(out)?.[1] ?? ''
  const shown = (await startInTerminal(desk, ['operation', 'show', id]).ended).out
  expect(shown).toContain('\u001b[31mred\u001b[0m')
  expect(shown).not.toMatch(controls)
})

test('B96: what a server says in an error is one short line without control characters', async () => {
  server.setFaults([{ kind: 'status', status: 400, body: { detail: `no${drive}\r\n${'long '.repeat(200)}` }, match: { path: '/core/dashinfo/' } }])
  const result = await runCli(desk, ['account', 'add', '--url', server.url, '--name', 'Other'], { variables: { OUTRIDER_API_KEY: server.apiKey } })
  expect(result.code).not.toBe(0)
  expect(result.err).toMatch(/refused: no/)
  expect(result.err).not.toMatch(controls)
  expect(result.err.length).toBeLessThan(1_500)
})

test('B96: a name is written as plain text wherever it appears', async () => {
  server.setFaults([{ kind: 'status', status: 500, match: { path: '/agents/**' } }])
  for (const args of [['device', 'list'], ['device', 'show', device.agent_id], ['sync', '--device', device.agent_id], ['run', device.agent_id, '--shell', 'powershell', '--', 'x'], ['metrics', device.agent_id, '--count', '0']]) {
    const { out, err } = await runCli(desk, args)
    expect([args, controls.exec(out)?.[0], controls.exec(err)?.[0]]).toEqual([args, undefined, undefined])
  }
})
