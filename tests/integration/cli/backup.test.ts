import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startSimulator } from '#simulators/start-simulator.ts'
import { aDeskWithVault, patience, runCli, type Desk } from './run-cli.ts'

const secret = { OUTRIDER_BACKUP_PASSPHRASE: 'four words of a backup' }
const desks: Desk[] = []
afterEach(() => desks.splice(0).forEach((one) => one.remove()))

async function aDeskHere(): Promise<Desk> {
  const desk = await aDeskWithVault()
  desks.push(desk)
  return desk
}

const companyFolder = (desk: Desk): string => {
  const companies = join(desk.folder, 'profile', 'companies')
  return join(companies, readdirSync(companies).find((one) => one.startsWith('c')) ?? '')
}

test('S178: backup on one computer, restore on another, and the journal holds there', async () => {
  const server = await startSimulator({ vendor: 'tactical_rmm', devices: 4, port: 0, seed: 1, frozen: true })
  try {
    const [first, second] = [await aDeskHere(), await aDeskHere()]
    expect((await runCli(first, ['account', 'add', '--url', server.url, '--name', 'Main'], { variables: { OUTRIDER_API_KEY: server.apiKey } })).code).toBe(0)
    const file = join(first.folder, 'mine.outrider-backup')
    const made = await runCli(first, ['backup', '--to', file, '--json'], { variables: secret })
    expect(made).toMatchObject({ code: 0 })
    expect(made.json()).toMatchObject({ path: file, bytes: readFileSync(file).length })
    const refused = await runCli(second, ['restore', '--from', file, '--passphrase-stdin', '--json'], { input: 'not the passphrase of it\n' })
    expect(refused.code).toBe(4)
    expect(refused.json<{ error: { code: string } }>().error.code).toBe('vault.wrong-passphrase')
    const restored = await runCli(second, ['restore', '--from', file, '--passphrase-stdin'], { input: `${secret.OUTRIDER_BACKUP_PASSPHRASE}\n` })
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('Main: needs its key again') })
    expect((await runCli(second, ['journal', 'verify', '--json'])).json()).toMatchObject({ isIntact: true })
    const again = await runCli(second, ['restore', '--from', file], { variables: secret })
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('--replace') })
  } finally {
    await server.close()
  }
}, patience)

test('B124: a damaged work store keeps the console closed until a backup takes its place; the damaged one is put aside', async () => {
  const desk = await aDeskHere()
  const file = join(desk.folder, 'mine.outrider-backup')
  expect((await runCli(desk, ['mode', '--read-only', 'off'])).code).toBe(0)
  expect((await runCli(desk, ['backup', '--to', file], { variables: secret })).code).toBe(0)
  const work = join(companyFolder(desk), 'work.db')
  const bytes = readFileSync(work)
  bytes.fill(0x55, 20_000, 30_000)
  writeFileSync(work, bytes)
  rmSync(`${work}-wal`, { force: true })
  const broken = await runCli(desk, ['status'])
  expect(broken.code).not.toBe(0)
  expect(broken.err).toContain('outrider restore')
  const healed = await runCli(desk, ['restore', '--from', file, '--replace', '--json'], { variables: secret })
  expect(healed).toMatchObject({ code: 0, err: '' })
  expect(healed.json<{ journal: { isIntact: boolean } }>().journal.isIntact).toBe(true)
  expect((await runCli(desk, ['status'])).code).toBe(0)
  const aside = readdirSync(companyFolder(desk)).filter((one) => one.startsWith('replaced-'))
  expect(aside.some((one) => existsSync(join(companyFolder(desk), one, 'work.db')))).toBe(true)
}, patience)

test('S178: the passphrase of a backup is long, and never an argument', async () => {
  const desk = await aDeskHere()
  const short = await runCli(desk, ['backup', '--to', join(desk.folder, 'x')], { variables: { OUTRIDER_BACKUP_PASSPHRASE: 'short' } })
  expect(short).toMatchObject({ code: 2, err: expect.stringContaining('at least 12 characters') })
  const missing = await runCli(desk, ['backup', '--to', join(desk.folder, 'x')])
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('OUTRIDER_BACKUP_PASSPHRASE') })
  const nowhere = await runCli(desk, ['backup', '--to', join(desk.folder, 'no', 'such', 'folder', 'x')], { variables: secret })
  expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('it does not exist') })
}, patience)

test('S7: without open questions the list says so, and a wrong number is not found', async () => {
  const desk = await aDeskHere()
  expect(await runCli(desk, ['review', 'list'])).toMatchObject({ code: 0, out: 'No device needs a decision.\n' })
  expect((await runCli(desk, ['review', 'resolve', '7', '--decision', 'apart'])).code).toBe(3)
  expect((await runCli(desk, ['review', 'resolve', '7'])).code).toBe(2)
}, patience)
