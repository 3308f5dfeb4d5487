import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DeviceId } from '#shared/model/ids.ts'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { openTestCore } from '#tests/builders/test-core.ts'
import { mountSmallDisk, whyNoSmallDisk } from '#tests/builders/small-disk.ts'
import type { SmallDisk } from '#tests/builders/small-disk.ts'
import { aDesk, passphrase, patience, runCli, startCli } from '../cli/run-cli.ts'
import type { Desk } from '../cli/run-cli.ts'
import { openPassphraseVault } from '#platform/passphrase-vault.ts'

vi.setConfig({ testTimeout: 3 * patience, hookTimeout: patience })

const devices = 30
const isBuilt = existsSync(resolve(import.meta.dirname, '../../../out/renderer/index.html'))
const why = whyNoSmallDisk(join(tmpdir(), `outrider-disk-${process.pid}`))

describe.runIf(why === null)(`a disk that is full${why === null ? '' : `, NOT tested here: ${why}`}`, () => {
  let server: Simulator
  let desk: Desk
  let disk: SmallDisk
  let profile: string

  beforeAll(async () => {
    server = await startSimulator({ vendor: 'tactical_rmm', devices, port: 0, seed: 7, waitScale: 0.01, steady: true })
    desk = aDesk({ OUTRIDER_PASSPHRASE: passphrase })
    profile = join(desk.folder, 'profile')
    disk = mountSmallDisk(profile, 32)
    await openPassphraseVault(profile, passphrase, 2 ** 15)
    const steps = [['account', 'add', '--url', server.url, '--name', 'Main'], ['sync'], ['mode', '--read-only', 'off']]
    for (const args of steps) await runCli(desk, args, { variables: { OUTRIDER_API_KEY: server.apiKey } })
  })
  afterAll(async () => {
    await server.close()
    disk.remove()
    desk.remove()
  })

  const errorOf = async (args: readonly string[]) => {
    const { code, json } = await runCli(desk, ['--json', ...args], { variables: { OUTRIDER_API_KEY: 'another-key' } })
    return [args[0], code, json<{ error: AppErrorShape }>().error.code]
  }

  test.each([60, 0])('B13: with %i KB free everything is read, nothing is changed, and why is said', async (freeKiB) => {
    disk.fillUpTo(freeKiB)
    const sentence = 'The disk that holds the profile is full; free at least 500 MB. This one reads and changes nothing.'
    for (const args of [['status'], ['device', 'list'], ['account', 'list'], ['journal', 'list'], ['operation', 'list'], ['mode'], ['diagnostics']]) {
      const { code, out, err } = await runCli(desk, args)
      expect([args, code, `${out}${err}`]).toEqual([args, 0, args[0] === 'diagnostics' ? expect.stringContaining('only reads') : expect.stringContaining(sentence)])
    }
    const listed = (await runCli(desk, ['device', 'list', '--json'])).json<{ devices: { id: string }[] }>().devices
    expect(listed).toHaveLength(devices)
    expect((await runCli(desk, ['journal', 'verify', '--json'])).json()).toMatchObject({ isIntact: true })
    const asked = server.requests.all.length
    for (const args of [['sync'], ['run', listed[0]?.id ?? '', '--', 'hostname'], ['mode', '--read-only', 'off'], ['company', 'create', 'Acme'], ['account', 'set-key', 'Main'], ['account', 'remove', 'Main']]) {
      expect(await errorOf(args)).toEqual([args[0], 6, 'store.full'])
    }
    expect(server.requests.all).toHaveLength(asked)
    if (!isBuilt) return
    const served = startCli(desk, ['serve', '--json', '--no-open'])
    await served.said('READY')
    served.child.kill('SIGTERM')
    await once(served.child, 'close')
  })

  test('B12: read-only mode can be switched on where nothing can be written, and stays on', async () => {
    disk.fillUpTo(0)
    expect((await runCli(desk, ['mode', '--read-only', 'on'])).out).toContain('Read-only mode is on')
    expect((await runCli(desk, ['mode', '--json'])).json()).toMatchObject({ isReadOnly: true })
    disk.free()
    expect((await runCli(desk, ['mode', '--json'])).json()).toMatchObject({ isReadOnly: true, isWriter: true })
    expect((await runCli(desk, ['mode', '--read-only', 'off', '--json'])).json()).toMatchObject({ isReadOnly: false })
  })

  test('B13: a disk that fills up under an open console: nothing is sent that cannot be recorded, and reading goes on', async () => {
    const { api, close } = await openTestCore({ folder: profile })
    const { ids } = await api.inventory.match({ filter: 'status:online os:windows' })
    const deviceId = ids[0] ?? ('none' as DeviceId)
    disk.fillUpTo(0)
    server.requests.clear()
    const order = { deviceId, shell: 'powershell', command: 'hostname', timeoutSeconds: 60 } as const
    await expect(api.device.runCommand(order)).rejects.toMatchObject({ code: 'store.full' })
    expect(server.requests.count({ path: '/agents/*/cmd/' })).toBe(0)
    expect((await api.device.get({ deviceId })).device.id).toBe(deviceId)
    expect(await api.app.setReadOnly({ isReadOnly: true })).toMatchObject({ isReadOnly: true })
    await expect(api.app.setReadOnly({ isReadOnly: false })).rejects.toMatchObject({ code: 'store.full' })
    disk.free()
    expect(await api.app.setReadOnly({ isReadOnly: false })).toMatchObject({ isReadOnly: false })
    await close()
  })

  test('B13: with room again everything is there, work goes on, and the journal holds', async () => {
    disk.fillUpTo(0)
    await runCli(desk, ['status'])
    disk.free()
    expect(await runCli(desk, ['sync'])).toMatchObject({ code: 0, out: expect.stringContaining(`${devices} devices read`) })
    expect((await runCli(desk, ['status', '--json'])).json()).toMatchObject({ state: { isWriter: true, viewerBecause: null }, devices, accounts: [{ secrets: { hasApiKey: true } }] })
    expect((await runCli(desk, ['journal', 'verify', '--json'])).json()).toMatchObject({ isIntact: true })
    expect(readdirSync(profile).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('B13: a new profile on a full disk is refused in words, and a wrong passphrase stays a wrong passphrase', async () => {
    disk.fillUpTo(0)
    const fresh = { variables: { OUTRIDER_DATA_DIR: join(profile, 'fresh') } }
    expect((await runCli(desk, ['status', '--json'], fresh)).json()).toMatchObject({ error: { code: 'store.full' } })
    expect((await runCli(desk, ['status', '--json'], { variables: { OUTRIDER_PASSPHRASE: 'wrong' } })).json()).toMatchObject({ error: { code: 'vault.wrong-passphrase' } })
  })
})
