import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startSimulator } from '#simulators/start-simulator.ts'
import { aDeskWithVault, entry, patience, runCli } from './run-cli.ts'

vi.setConfig({ testTimeout: 2 * patience })

const counter = pathToFileURL(join(import.meta.dirname, 'count-lookups.mjs')).href

test('B17: working offline no request leaves, and not even a name is looked up', async () => {
  const server = await startSimulator({ vendor: 'tactical_rmm', devices: 20, port: 0, seed: 7, waitScale: 0.01, steady: true })
  const desk = await aDeskWithVault()
  onTestFinished(async () => {
    await server.close()
    desk.remove()
  })
  const file = join(desk.folder, 'lookups')
  /** Runs a command; answers its exit code and the names that were looked up meanwhile. */
  const run = async (...args: readonly string[]) => {
    rmSync(file, { force: true })
    const program = [process.execPath, '--import', counter, entry]
    const { code } = await runCli(desk, args, { program, variables: { LOOKUPS_FILE: file, OUTRIDER_API_KEY: server.apiKey } })
    return { code, names: existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [] }
  }
  const url = server.url.replace('127.0.0.1', 'localhost')
  expect(await run('account', 'add', '--url', url, '--name', 'Main')).toEqual({ code: 0, names: expect.arrayContaining(['localhost']) })
  expect(await run('sync')).toEqual({ code: 0, names: expect.arrayContaining(['localhost']) })
  const device = (await runCli(desk, ['device', 'list', '--json'])).json<{ devices: { id: string; status: string }[] }>().devices.find((one) => one.status === 'online')
  await run('mode', '--read-only', 'off')
  await run('mode', '--offline', 'on')
  server.requests.clear()
  const id = device?.id ?? ''
  const commands = [['sync'], ['test'], ['run', id, '--', 'hostname'], ['shell', id], ['device', 'show', id, '--refresh'], ['account', 'add', '--url', `${url}/`, '--name', 'Second']]
  for (const args of commands) expect([args, (await run(...args)).names]).toEqual([args, []])
  expect(server.requests.all).toEqual([])
  expect(await run('mode', '--offline', 'off')).toEqual({ code: 0, names: [] })
  expect(await run('sync')).toEqual({ code: 0, names: expect.arrayContaining(['localhost']) })
})
