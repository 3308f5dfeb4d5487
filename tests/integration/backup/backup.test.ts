import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readContent, writeContent } from '#platform/backup-content.ts'
import { openBackup, sealBackup } from '#platform/backup-format.ts'
import { createFileHandover } from '#platform/handover.ts'
import { openSqlite } from '#platform/sqlite-driver.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { createTestClock } from '#tests/builders/test-clock.ts'
import { openConnectedCore, openTestCore, type TestCore } from '#tests/builders/test-core.ts'
import type { DeviceNote } from '#shared/model/device-note.ts'
import type { AccountId, DeviceId, OperationId } from '#shared/model/ids.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

const passphrase = 'four words of a backup'
async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

const code = (expected: string) => expect.objectContaining({ shape: expect.objectContaining({ code: expected, what: expect.stringMatching(/\.$/), effect: expect.stringMatching(/\.$/), next: expect.stringMatching(/\.$/) }) })

let home: Awaited<ReturnType<typeof openConnectedCore>>
let file: string
let companyId: string
let idsByRemote: Record<string, string>
let operationId: OperationId
let note: DeviceNote

async function readIds(from: TestCore): Promise<Record<string, string>> {
  const { ids } = await from.api.inventory.match({ filter: '' })
  const views = await Promise.all(ids.map((deviceId) => from.api.device.get({ deviceId })))
  return Object.fromEntries(views.map(({ device }) => [device.remoteId, device.id]))
}

beforeAll(async () => {
  home = await openConnectedCore({ devices: 12, frozen: true })
  await home.api.sync.run({})
  await home.api.app.setReadOnly({ isReadOnly: false })
  const [deviceId] = (await home.api.inventory.match({ filter: 'os:windows status:online' })).ids
  const operation = await home.api.device.runCommand({ deviceId: deviceId as DeviceId, shell: 'powershell', command: 'hostname' })
  operationId = operation.id
  await new Promise<void>((resolve) => home.api.on('device.operationChanged', (one) => one.endedAt !== null && resolve()))
  note = await home.api.device.saveNote({ deviceId: deviceId as DeviceId, text: 'in the cellar', basedOn: 0 })
  idsByRemote = await readIds(home)
  companyId = (await home.api.app.state({})).company.id
  file = (await home.api.backup.create({ passphrase })).path
})
afterAll(async () => {
  await home.close()
  home.removeFolder()
})

/** A new computer: another profile folder, another key store, the backup file in its folder for downloads. */
async function anotherComputer(content: Uint8Array = readFileSync(file)): Promise<{ readonly there: TestCore; readonly name: string; readonly before: string }> {
  const there = await openTestCore()
  onTestFinished(async () => {
    await there.close()
    there.removeFolder()
  })
  mkdirSync(join(there.folder, 'handed-over'))
  const name = basename(file)
  writeFileSync(join(there.folder, 'handed-over', name), content)
  return { there, name, before: JSON.stringify(await there.api.company.list({})) }
}

describe('a backup', () => {
  test('S178: made while the console works, it brings journal, notes, device ids, operations and accounts to a computer that never saw them', async () => {
    const { there, name } = await anotherComputer()
    expect((await there.api.backup.list({})).files).toEqual([expect.objectContaining({ name, bytes: statSync(file).size })])
    const restored = await there.api.company.restore({ name, passphrase })
    expect(restored).toMatchObject({ id: companyId, name: 'My company (restored)' })
    const report = await there.api.journal.verify({})
    expect(report).toMatchObject({ isIntact: true, firstBad: null, intentsWithoutResult: 0 })
    expect(report.checkpointsValid).toBe(report.checkpoints)
    const { records } = await there.api.journal.list({ limit: 1_000 })
    expect(records.some((one) => one.action === 'company.restored')).toBe(true)
    expect(records.filter((one) => one.action === 'device.runCommand')).toHaveLength(2)
    expect(await there.api.device.note({ deviceId: note.deviceId })).toEqual(note)
    expect(await there.api.device.operation({ operationId })).toMatchObject({ state: 'succeeded', output: expect.stringMatching(/.+/) })
  })

  test('S178: the restored account has no secret, says so, and with its key the same devices come back under the same ids', async () => {
    const { there, name } = await anotherComputer()
    await there.api.company.restore({ name, passphrase })
    const [account] = await there.api.accounts.list({})
    expect(account).toMatchObject({ account: { name: 'Test' }, secrets: { hasApiKey: false, hasPassword: false, hasLoginToken: false } })
    const accountId = account?.account.id as AccountId
    const [without] = await there.api.sync.run({ accountId })
    expect(without).toMatchObject({ outcome: 'failed', error: expect.stringMatching(/key|secret/i) })
    await there.api.accounts.setSecret({ accountId, secrets: { apiKey: home.simulator.apiKey } })
    await there.api.sync.run({ accountId })
    expect(await readIds(there)).toEqual(idsByRemote)
  })

  test('S174: neither a vendor’s key, nor the passphrase, nor plain text of the company is in the file', () => {
    const bytes = readFileSync(file)
    for (const secret of [home.simulator.apiKey, passphrase, 'SQLite format 3', 'My company', 'hostname', 'in the cellar']) expect(bytes.includes(secret), secret).toBe(false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('B116: it is in the journal before the file exists', async () => {
    const { records } = await home.api.journal.list({ limit: 1_000 })
    expect(records.find((one) => one.action === 'backup.create')).toMatchObject({ phase: 'note', operator: expect.anything() })
  })

  test('B124: a copy a day is kept beside the company while a window is open, the seven newest', async () => {
    const clock = createTestClock(Date.now())
    const window = await openTestCore({ host: 'browser', adapt: (ports) => ({ ...ports, clock }) })
    onTestFinished(async () => {
      await window.close()
      window.removeFolder()
    })
    const copies = async () => (await window.api.backup.list({})).copies
    expect(await copies()).toEqual([])
    clock.advance(60_000)
    const { id } = (await window.api.app.state({})).company
    await eventually('the first copy', () => window.ports.profile.backups.copies(id).length === 1)
    for (let day = 1; day <= 8; day += 1) await window.ports.profile.backups.addCopy(id, Date.now() + day * 86_400_000)
    expect(await copies()).toHaveLength(7)
    expect(new Set((await copies()).map((one) => one.name)).size).toBe(7)
  })
})

describe('a backup that cannot be used', () => {
  const refused = async (content: Uint8Array, expected: string, typed = passphrase) => {
    const { there, name, before } = await anotherComputer(content)
    await expect(there.api.company.restore({ name, passphrase: typed })).rejects.toEqual(code(expected))
    expect(JSON.stringify(await there.api.company.list({}))).toBe(before)
    expect(readdirSync(join(there.folder, 'companies')).filter((one) => one.startsWith('restoring-'))).toEqual([])
    expect(await there.api.journal.verify({})).toMatchObject({ isIntact: true })
  }
  const bytes = () => readFileSync(file)

  test('S178: a wrong passphrase is told apart from damage', () => refused(bytes(), 'vault.wrong-passphrase', 'another four words here'))

  test.each([0.2, 0.6, 0.999])('S178: a file that ends early (%d of it) restores nothing', (share) => refused(bytes().subarray(0, Math.floor(bytes().length * share)), 'backup.cut'))

  test.each([0.1, 0.5, 0.99])('S178: one changed byte (at %d of it) restores nothing', (share) => {
    const spoiled = Buffer.from(bytes())
    const at = Math.floor(spoiled.length * share)
    spoiled[at] = (spoiled[at] ?? 0) ^ 1
    return refused(spoiled, 'backup.damaged')
  })

  test('S178: bytes behind the end are damage too', () => refused(Buffer.concat([bytes(), Buffer.from('x')]), 'backup.damaged'))

  test('S178: a file of another kind is no backup', () => refused(Buffer.from('hello\n'), 'backup.not-a-backup'))

  test('S178: a file of a newer format asks for an update', () => refused(Buffer.from(bytes().toString('latin1').replace('BACKUP 1', 'BACKUP 2'), 'latin1'), 'backup.newer-version'))

  test('S178: an inventory whose names climb out of the folder is refused, although the passphrase vouches for it', async () => {
    async function* evil() {
      const company = { id: 'c1', name: 'x', isPractice: false }
      const key = 'ab'.repeat(32)
      yield Buffer.from(`${JSON.stringify({ content: 1, company, madeAt: 1, madeBy: '1', install: 'i', head: null, workKey: key, filesKey: key, files: [{ name: 'files/../../../evil.sealed', bytes: 1 }] })}\nx`)
    }
    await refused(await collect(sealBackup(passphrase, evil())), 'backup.damaged')
  })

  test('S178: a company that is here already is not touched', async () => {
    const before = await home.api.journal.list({ limit: 1 })
    await expect(home.api.company.restore({ name: basename(file), passphrase })).rejects.toEqual(code('backup.exists'))
    // The refused restore is recorded; what stood before stands.
    expect(await home.api.journal.list({ limit: 1, before: (before.records[0]?.seq ?? 0) + 1 })).toEqual(before)
  })

  test('S178: a name that leads out of the folder is no backup', async () => {
    await expect(home.api.company.restore({ name: '../app.json', passphrase })).rejects.toEqual(code('backup.not-found'))
  })

  test('S178: a full disk leaves no half file and says so', async () => {
    const folder = aTemporaryFolder()
    symlinkSync('/dev/full', join(folder, 'out.part'))
    const handover = createFileHandover(join(folder, 'out'))
    const content = home.ports.profile.backups.export(companyId, passphrase, { madeAt: 1, madeBy: 'test', head: null })
    await expect(handover.save('', content)).rejects.toEqual(code('store.full'))
    expect(readdirSync(folder)).toEqual([])
    expect(readdirSync(join(home.folder, 'companies', companyId)).filter((one) => one.startsWith('copying-'))).toEqual([])
  })

  test('S178: a backup whose store is of a newer version asks for an update', async () => {
    const folder = aTemporaryFolder()
    const inventory = await readContent(openBackup(passphrase, createFileHandover(file).read('')), folder, () => undefined)
    const work = openSqlite({ path: join(folder, 'work.db'), key: Buffer.from(inventory.workKey, 'hex'), isReader: false, cacheKiB: 1_024 })
    work.exec('PRAGMA user_version = 99')
    work.checkpoint()
    work.close()
    const sized = { ...inventory, files: [{ name: 'work.db', bytes: statSync(join(folder, 'work.db')).size }] }
    await refused(await collect(sealBackup(passphrase, writeContent(sized, folder, join(folder, 'work.db')))), 'store.newer-version')
  })
})
