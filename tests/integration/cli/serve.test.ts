import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openLoopbackPage } from '#tests/builders/loopback-page.ts'
import { aDesk, aDeskWithVault, patience, runCli, startCli } from './run-cli.ts'
import type { Desk } from './run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

const isBuilt = existsSync(resolve(import.meta.dirname, '../../../out/renderer/index.html'))

let desk: Desk
beforeAll(async () => {
  desk = await aDeskWithVault()
})
afterAll(() => desk.remove())

const readReady = (text: string) => JSON.parse(/READY (\{.*\})/.exec(text)?.[1] ?? '{}') as { url: string; origin: string }

const answers = (origin: string): Promise<boolean> =>
  new Promise((done) => {
    connect(Number(new URL(origin).port), '127.0.0.1').on('connect', () => done(true)).on('error', () => done(false))
  })

test('B146: serve answers pages and the contract beside commands that only read, and ends when it is asked to; without pages it says how to build them', async () => {
  const running = startCli(desk, ['serve', '--no-open', '--json'], { isOpenEnded: true })
  if (!isBuilt) return expect(await running.ended).toMatchObject({ code: 2, out: expect.stringContaining('npm run build') })
  const { url, origin } = readReady(await running.said('READY'))
  expect(await (await fetch(origin)).text()).toContain('<title>Outrider')
  const icon = await fetch(`${origin}/favicon.ico`)
  expect([icon.status, icon.headers.get('content-type'), icon.headers.get('content-security-policy')]).toEqual([200, 'image/png', expect.stringContaining("default-src 'none'")])
  const page = await openLoopbackPage({ launchUrl: () => url })
  expect(await page.call('app.state', {})).toMatchObject({ ok: true, value: { host: 'browser', isWriter: true } })
  expect(await runCli(desk, ['company', 'create', 'Acme'])).toMatchObject({ code: 6, err: expect.stringContaining('Another Outrider has this profile open') })
  expect(await runCli(desk, ['status'])).toMatchObject({ code: 0, out: expect.stringContaining('This one reads and changes nothing') })
  running.child.kill('SIGTERM')
  expect((await running.ended).code).toBe(0)
  expect(await answers(origin)).toBe(false)
  expect((await runCli(desk, ['company', 'create', 'Acme'])).code).toBe(0)
})

/** A browser that shows nothing: it keeps the address it was given and its process id, and runs until it is ended. */
function aSilentBrowser(folder: string): { readonly variables: Readonly<Record<string, string>>; readonly seen: () => { readonly pid: number; readonly flags: string } } {
  const [program, notes] = [join(folder, 'browser.sh'), join(folder, 'browser.txt')]
  writeFileSync(program, `#!/bin/sh\nprintf '%s %s' "$$" "$*" > '${notes}'\nexec sleep 600\n`)
  chmodSync(program, 0o700)
  const seen = () => {
    const [pid = '', ...flags] = readFileSync(notes, 'utf8').split(' ')
    return { pid: Number(pid), flags: flags.join(' ') }
  }
  return { variables: { CHROMIUM_PATH: program, DISPLAY: ':none' }, seen }
}

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`)

test.runIf(isBuilt && process.platform === 'linux')('B137: the window is opened while the profile still opens, and closed again when the console ends or cannot start', async () => {
  const own = await aDeskWithVault()
  const browser = aSilentBrowser(own.folder)
  const running = startCli(own, ['serve'], { isOpenEnded: true, variables: browser.variables })
  await running.said('Outrider is open in its own window')
  const first = browser.seen()
  expect(first.flags).toMatch(/^--app=http:\/\/127\.0\.0\.1:\d+\/#launch=/)
  expect(isRunning(first.pid)).toBe(true)
  running.child.kill('SIGTERM')
  // Once more while it closes, as a starter above it passes the same press on.
  await vi.waitUntil(() => !isRunning(first.pid), { interval: 1 })
  running.child.kill('SIGTERM')
  expect((await running.ended).code).toBe(0)

  const broken = await runCli(own, ['serve'], { variables: { ...browser.variables, OUTRIDER_PASSPHRASE: 'not the one' } })
  expect(broken).toMatchObject({ code: 4, out: '', err: expect.stringContaining('passphrase') })
  expect(isRunning(browser.seen().pid)).toBe(false)
  own.remove()
})

test('simulate prints READY with credentials, answers, and ends when it is asked to', async () => {
  const bare = aDesk()
  const running = startCli(bare, ['simulate', '--devices', '5', '--seed', '3'])
  const text = await running.said('READY')
  const { url, apiKey } = JSON.parse(/READY (\{.*\})/.exec(text)?.[1] ?? '{}') as { url: string; apiKey: string }
  expect((await fetch(`${url}/agents/?detail=false`, { headers: { 'X-API-KEY': apiKey } })).status).toBe(200)
  running.child.kill('SIGTERM')
  expect((await running.ended).code).toBe(0)
  expect(await answers(url)).toBe(false)
  expect(await runCli(bare, ['simulate', '--devices', 'many'])).toMatchObject({ code: 2, err: expect.stringContaining('--devices') })
  expect(existsSync(bare.variables['OUTRIDER_DATA_DIR'] ?? '')).toBe(false)
  bare.remove()
})
