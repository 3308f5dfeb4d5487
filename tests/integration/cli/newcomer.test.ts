import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AccountView, ProbeReport } from '#shared/model/account.ts'
import { probeSteps } from '#shared/model/account.ts'
import { capabilities } from '#shared/model/capability.ts'
import type { Device } from '#shared/model/device.ts'
import type { Operation } from '#shared/model/operation.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { aDeskWithVault, patience, runCli } from './run-cli.ts'
import type { CliResult, Desk } from './run-cli.ts'

const verifier = resolve(import.meta.dirname, '../../../resources/verify-journal.mjs')

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

let server: Simulator
let desk: Desk
/** Everything that was printed, to look for secrets in at the end. */
let printed = ''

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 40, port: 0, seed: 7, waitScale: 0.01, steady: true })
  desk = await aDeskWithVault()
})
afterAll(async () => {
  await server.close()
  desk.remove()
})

async function outrider(args: readonly string[], options: Parameters<typeof runCli>[2] = {}): Promise<CliResult> {
  const result = await runCli(desk, args, options)
  printed += result.out + result.err
  return result
}

const withKey = () => ({ variables: { OUTRIDER_API_KEY: server.apiKey } })

let fleet: readonly Device[] | undefined

/** A Windows device of the fleet, from the list as the command line prints it. */
async function aWindowsDevice(status: Device['status']): Promise<Device> {
  fleet ??= (await outrider(['device', 'list', '--json'])).json<{ devices: Device[] }>().devices
  const found = fleet.find((one) => one.osFamily === 'windows' && one.status === status)
  if (!found) throw new Error(`the fleet has no Windows device that is ${status}`)
  return found
}

type LogLine = Readonly<Record<string, unknown>>

const logText = () => readFileSync(join(desk.folder, 'profile', 'logs', 'outrider-cli.log'), 'utf8')
const readLog = () => logText().trim().split('\n').map((line) => JSON.parse(line) as LogLine)

describe('a newcomer with a profile of their own', () => {
  test('an empty profile says what to do first', async () => {
    expect(await outrider(['status'])).toMatchObject({ code: 0, out: expect.stringMatching(/"My company": read-only, online[^]*outrider account add/) })
    expect(await outrider(['account', 'list'])).toMatchObject({ code: 0, out: expect.stringContaining('outrider account add') })
    expect(await outrider(['sync'])).toMatchObject({ code: 0, out: expect.stringContaining('outrider account add') })
    expect(await outrider(['device', 'list'])).toMatchObject({ code: 0, out: expect.stringContaining('outrider sync') })
    expect(await outrider(['test'])).toMatchObject({ code: 3, err: expect.stringContaining('outrider account add') })
  })

  test('B147: without a terminal a missing key is an error and no prompt', async () => {
    const result = await outrider(['account', 'add', '--url', server.url])
    expect(result).toMatchObject({ code: 2, out: '', err: expect.stringContaining('OUTRIDER_API_KEY') })
  })

  test('B147: an account is added with the key on standard input, and the answer holds no secret', async () => {
    const result = await outrider(['account', 'add', '--url', server.url, '--name', 'Main', '--api-key-stdin', '--json'], { input: `${server.apiKey}\n` })
    expect(result.code).toBe(0)
    expect(result.json<AccountView>()).toMatchObject({ account: { name: 'Main' }, secrets: { hasApiKey: true }, lastProbe: { isUsable: true } })
    expect(await outrider(['account', 'add', '--url', server.url, '--name', 'main'], withKey())).toMatchObject({ code: 2, err: expect.stringContaining('already an account') })
    expect((await outrider(['account', 'list'])).out).toMatch(/1 {2}Main {2}tactical-rmm/)
  })

  test('S135, S182: the test of an account gives every step a verdict and every capability a grade', async () => {
    const result = await outrider(['test', '--account', 'Main', '--json'])
    const report = result.json<ProbeReport>()
    expect([result.code, report.isUsable]).toEqual([0, true])
    expect(report.steps.map((one) => one.step)).toEqual([...probeSteps])
    expect(report.capabilities.map((one) => one.capability).toSorted()).toEqual([...capabilities].toSorted())
    const words = await outrider(['account', 'test', '1'])
    expect(words.out).toMatch(/^Main \(http[^]*ok +sign-in[^]*Works: .*inventory\.list[^]*This account can be used/)
  })

  test('S136, S184: a sync counts what it found', async () => {
    const first = await outrider(['sync', '--json'])
    expect([first.code, first.json<SyncSummary[]>()]).toMatchObject([0, [{ outcome: 'done', created: 40, updated: 0, rejected: 0 }]])
    const [living] = server.fleet.devices()
    await fetch(`${server.url}/agents/${living?.key}/`, { method: 'PUT', headers: { 'X-API-KEY': server.apiKey, 'content-type': 'application/json' }, body: '{"description":"changed by a test"}' })
    const again = await outrider(['sync', '--account', '1'])
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/^Main: 40 devices read in [^]*0 created, \d+ updated, \d+ seen again, \d+ unchanged, 0 failed, 0 in review/) })
  })

  test('S137: the status of another process knows accounts, counts, coverage, mappings and the queue', async () => {
    const status = (await outrider(['status', '--json'])).json()
    expect(status).toMatchObject({ devices: 40, coverage: { total: 40 }, queue: 0, sync: { mappings: { active: 40, missing: 0, inactive: 0 } }, accounts: [{ deviceCount: 40, health: { state: 'ok' } }] })
    const words = await outrider(['status'])
    expect(words.out).toContain('Main: 40 devices, list read just now. It answered at the last sync.')
    expect(words.out).not.toMatch(/undefined|null|NaN|Not contacted/)
  })

  test('S160: the status tells what an account cost in 24 hours, counted over processes, and the most that background reading may cost', async () => {
    const { sync } = (await outrider(['status', '--json'])).json<{ sync: { requests: readonly { lastDay: number; budget: number }[] } }>()
    expect(sync.requests).toHaveLength(1)
    expect(sync.requests[0]?.lastDay).toBeGreaterThan(0)
    expect(sync.requests[0]?.budget).toBeGreaterThan(sync.requests[0]?.lastDay ?? 0)
  })

  test('S12: an answer about software says over how many software lists it was found', async () => {
    const { coverage } = (await outrider(['device', 'software', 'a', '--json'])).json<{ coverage: { listed: number; devices: number; unsupported: number } }>()
    expect(coverage).toMatchObject({ devices: 40 })
    expect((await outrider(['device', 'software', 'a'])).out).toContain(`${coverage.listed} of 40 devices have a software list; of ${coverage.unsupported} the server reports no software`)
  })

  test('B147: the list takes the filter of the console, and names the place of a mistake in it', async () => {
    const list = (await outrider(['device', 'list', '--filter', 'os:windows status:online', '--json'])).json<{ devices: Device[] }>()
    expect(list.devices.length).toBeGreaterThan(0)
    expect(list.devices.every((one) => one.osFamily === 'windows' && one.status === 'online')).toBe(true)
    expect(await outrider(['device', 'list', '--filter', 'os:windows'])).toMatchObject({ code: 0, out: expect.stringMatching(/^Status +Name[^]*\d+ devices; \d+ reported/) })
    expect(await outrider(['device', 'list', '--filter', 'name:nobody-has-this'])).toMatchObject({ code: 0, out: 'None of 40 devices matches.\n' })
    expect(await outrider(['device', 'list', '--filter', 'seen:>', '--json'])).toMatchObject({ code: 2, out: expect.stringContaining('"input.filter"') })
  })

  test('S140: one device is read, and shown with the age of each part', async () => {
    const device = await aWindowsDevice('online')
    expect(await outrider(['sync', '--device', device.name])).toMatchObject({ code: 0, out: expect.stringMatching(/read in [^]*Its details changed/) })
    const shown = await outrider(['device', 'show', device.id])
    expect(shown.out).toMatch(new RegExp(`^${device.name}\n[^]*Sections\n[^]*hardware +fresh, read just now from`))
    expect((await outrider(['device', 'show', device.remoteId, '--json'])).json()).toMatchObject({ device: { id: device.id }, accountName: 'Main' })
    expect(await outrider(['device', 'show', 'nobody'])).toMatchObject({ code: 3, err: expect.stringContaining('outrider device list') })
  })

  test('B12: read-only mode is on at first; a typing mistake does not switch it off', async () => {
    const device = await aWindowsDevice('online')
    expect(await outrider(['run', device.name, '--', 'hostname'])).toMatchObject({ code: 6, out: '', err: expect.stringContaining('outrider mode --read-only off') })
    expect(await outrider(['mode', '--read-only', 'of'])).toMatchObject({ code: 2, err: expect.stringContaining('"on" or "off"') })
    expect((await outrider(['mode', '--json'])).json()).toMatchObject({ isReadOnly: true })
    expect(await outrider(['mode', '--read-only', 'off'])).toMatchObject({ code: 0, out: expect.stringContaining('Changes on devices are allowed') })
  })

  test('S164: run prints its operation, the output alone on standard output, and keeps the result', async () => {
    const device = await aWindowsDevice('online')
    const words = await outrider(['run', device.name, '--', 'hostname'])
    expect(words).toMatchObject({ code: 0, out: `${device.name}\r\n`, err: expect.stringMatching(/operation o\w+\n[^]*Succeeded in \d[\d.]* (ms|s)/) })
    const json = await outrider(['run', device.name, '--json', '--', 'hostname'])
    const operation = json.json<Operation>()
    expect([json.code, operation.state, json.err]).toEqual([0, 'succeeded', ''])
    expect(await outrider(['operation', 'show', operation.id])).toMatchObject({ code: 0, out: `${device.name}\r\n` })
    expect((await outrider(['operation', 'list', '--device', device.name])).out).toMatch(/^Id[^]*Succeeded +– +hostname/)
  })

  test('B73: --show-request prints what would be sent, and sends nothing; afterwards it prints what was', async () => {
    const device = await aWindowsDevice('online')
    server.requests.clear()
    const shown = await outrider(['run', device.name, '--show-request', '--', 'Get-Date'])
    expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/^POST http.*\/cmd\/\n\{.*"cmd":"Get-Date"/) })
    expect(server.requests.all).toEqual([])
    const { id } = (await outrider(['run', device.name, '--json', '--', 'Get-Date'])).json<Operation>()
    expect(await outrider(['operation', 'show', id, '--show-request'])).toMatchObject({ code: 0, out: shown.out })
  })

  test('S40, S48: metrics prints one line a reading, and says what is not available', async () => {
    const device = await aWindowsDevice('online')
    const json = await outrider(['metrics', device.name, '--count', '2', '--interval', '1', '--json'])
    const lines = json.out.trim().split('\n').map((line) => JSON.parse(line) as { values: Record<string, number | null> })
    expect([json.code, lines.length]).toEqual([0, 2])
    expect(lines[1]?.values['cpu.percent']).toEqual(expect.any(Number))
    const words = await outrider(['metrics', device.name, '--count', '1', '--interval', '1'])
    expect(words.out).toMatch(/^\d\d:\d\d:\d\d {2}cpu [\d.]+ % {2}(?:sensor not available|[\d.]+ °C \([^)]+\)) {2}memory [\d.]+ % \([\d.]+ GiB available(?:, [\d.]+ GiB cached)?\) {2}disk not available {2}net not available\n$/)
    const offline = await aWindowsDevice('offline')
    expect(await outrider(['metrics', offline.id])).toMatchObject({ code: 5, err: expect.stringContaining('is offline') })
  })

  test('S178: the journal holds; its export is verified elsewhere, and a changed letter is found', async () => {
    const file = join(desk.folder, 'journal.jsonl')
    expect(await outrider(['journal', 'verify'])).toMatchObject({ code: 0, out: expect.stringContaining('records hold') })
    expect(await outrider(['journal', 'export', '--out', file])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ records written/) })
    const verify = () => spawnSync(process.execPath, [verifier, file], { encoding: 'utf8' })
    expect(verify()).toMatchObject({ status: 0, stdout: expect.stringContaining('Holds.') })
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('device.runCommand')
    writeFileSync(file, text.replace('device.runCommand', 'device.runNothing'))
    expect(verify().status).not.toBe(0)
    const lines = text.trimEnd().split('\n')
    writeFileSync(file, [...lines.slice(0, 3), ...lines.slice(4)].join('\n'))
    expect(verify().status).not.toBe(0)
    expect((await outrider(['journal', 'export', '--format', 'csv'])).out).toContain('seq,at,phase,action')
    expect((await outrider(['journal', 'list', '--limit', '3'])).out).toMatch(/^Seq {2}When[^]*journal\.export/)
  })

  test('S178: a chain that does not reach an earlier head does not hold', async () => {
    const anchor = join(desk.folder, 'anchor.json')
    writeFileSync(anchor, JSON.stringify({ seq: 1, hash: '0'.repeat(64) }))
    expect(await outrider(['journal', 'verify', '--anchor', anchor, '--json'])).toMatchObject({ code: 9, out: expect.stringContaining('"isIntact":false') })
    expect(await outrider(['journal', 'verify', '--anchor', join(desk.folder, 'nowhere.json')])).toMatchObject({ code: 2, err: expect.stringContaining('does not exist') })
  })

  test('S142, S136: another company has nothing of the first, and naming it changes nothing for later commands', async () => {
    expect((await outrider(['company', 'create', 'Acme', '--json'])).json()).toMatchObject({ name: 'Acme', isPractice: false })
    expect(await outrider(['company', 'create', 'ACME'])).toMatchObject({ code: 2, err: expect.stringContaining('already a company') })
    expect((await outrider(['--company', 'acme', 'status', '--json'])).json()).toMatchObject({ state: { company: { name: 'Acme' } }, devices: 0, accounts: [] })
    expect((await outrider(['status', '--json'])).json()).toMatchObject({ state: { company: { name: 'My company' } }, devices: 40 })
    expect((await outrider(['company', 'list'])).out).toMatch(/My company\n[^]*Acme\n/)
    expect(await outrider(['sync', '--company', 'Nobody'])).toMatchObject({ code: 3, err: expect.stringContaining('outrider company list') })
  })

  test('S143, S146: an account is renamed and switched off; removed, its devices are gone and the journal stays', async () => {
    expect(await outrider(['account', 'change', 'Main', '--name', 'Second', '--active', 'off'])).toMatchObject({ code: 0, out: expect.stringContaining('"Second" is off') })
    server.requests.clear()
    expect(await outrider(['sync', '--account', 'Second'])).toMatchObject({ code: 6, err: expect.stringContaining('switched off') })
    expect(server.requests.all).toEqual([])
    expect(await outrider(['account', 'remove', 'Second'])).toMatchObject({ code: 0, out: expect.stringContaining('40 cached devices') })
    expect(await outrider(['account', 'test', 'Second'])).toMatchObject({ code: 3 })
    expect((await outrider(['journal', 'list', '--json'])).out).toContain('accounts.remove')
  })

  test('S190: the log tells each remote command by id, operator, device, state, duration and place of its result, and never its text', () => {
    const ended = readLog().find((one) => one['msg'] === 'remote operation ended')
    expect(ended).toMatchObject({ operation: expect.any(String), operator: expect.any(String), device: expect.any(String), state: 'succeeded', durationMs: expect.any(Number), result: expect.any(String), traceId: expect.any(String) })
    expect(JSON.stringify(readLog())).not.toContain('hostname')
    expect(readLog().filter((one) => one['level'] === 'error')).toEqual([])
  })

  test('S189: the log has one summary a pass, and one line for each device that changed', () => {
    const [first, second, ...others] = readLog().filter((one) => one['msg'] === 'sync pass ended')
    expect(others).toEqual([expect.objectContaining({ kind: 'device', outcome: 'done' })])
    const linesOf = (pass: LogLine | undefined, message: string) => readLog().filter((one) => one['traceId'] === pass?.['traceId'] && one['msg'] === message)
    const added = linesOf(first, 'sync added devices').reduce((sum, one) => sum + Number(one['count']), 0)
    expect([first?.['created'], added]).toEqual([40, 40])
    expect(Number(second?.['updated'])).toBeGreaterThan(0)
    expect(linesOf(second, 'sync changed a device')).toHaveLength(Number(second?.['updated']))
  })

  test('S145: no secret was printed, and none is in a file of the profile in plain text', () => {
    expect(printed).not.toContain(server.apiKey)
    expect(existsSync(join(desk.folder, 'profile', 'vault.json'))).toBe(true)
    expect(readFileSync(join(desk.folder, 'profile', 'vault.json'), 'utf8')).not.toContain(server.apiKey)
    expect(logText()).not.toContain(server.apiKey)
  })
})
