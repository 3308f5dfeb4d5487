import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright'
import type { Browser, Page } from 'playwright'
import { testPassphrase } from '#tests/builders/test-core.ts'
import { openBenchCore } from './bench-core.ts'
import { startPracticeServer } from './practice-server.ts'

/** A browser whose clocks are exact, that talks to nobody. */
export const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-precise-memory-info']
/** The built command line. */
export const builtConsole = resolve(import.meta.dirname, '../../out/main/cli.js')
/** As many columns as the budget of scrolling speaks of; the frozen ones first. */
const twentyColumns = ['status', 'name', 'client', 'site', 'user', 'problem', 'type', 'os', 'ip', 'publicIp', 'failing', 'warning', 'patches', 'reboot', 'maintenance', 'serial', 'model', 'cpu', 'uptime', 'seen']

/** A headless Chromium whose clocks are exact. */
export const launchBrowser = (executablePath: string): Promise<Browser> => chromium.launch({ executablePath, args: [...browserFlags] })

/** The built console as a web host. */
export interface Host {
  readonly child: ChildProcess
  /** Asks the host for one more single-use address. */
  address(): Promise<string>
}

/** The built console on a profile that holds a synced fleet; the account's server is gone, so everything comes from the store. */
export async function startHost(folder: string): Promise<Host> {
  const env = { ...process.env, OUTRIDER_DATA_DIR: folder, OUTRIDER_PASSPHRASE: testPassphrase }
  const child = spawn(process.execPath, [builtConsole, 'serve', '--no-open', '--json'], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: ((url: string) => void)[] = []
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('READY ')) waiting.shift()?.((JSON.parse(line.slice(6)) as { url: string }).url)
  })
  const next = () => new Promise<string>((done) => waiting.push(done))
  let first: string | undefined = await next()
  return {
    child,
    address: async () => {
      const known = first
      first = undefined
      if (known !== undefined) return known
      const answered = next()
      child.stdin.write('\n')
      return answered
    },
  }
}

/** Fills a profile with a synced fleet and leaves it closed. */
export async function fillProfile(devices: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-bench-'))
  const server = await startPracticeServer(devices, ['--frozen'])
  const core = await openBenchCore(server, folder)
  await core.api.sync.run({})
  await core.closeOnly()
  server.stop()
  return folder
}

/** An empty page that marks when rows of the list were painted. */
async function openPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  await page.addInitScript((visible) => localStorage.setItem('outrider.columns', JSON.stringify({ visible })), twentyColumns)
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelectorAll('[role="row"][data-index]').length > 5) requestAnimationFrame(() => performance.mark('rows-painted'))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  return page
}

/** Opens the console and waits for painted rows; `ms` counts from the navigation, as the page itself does. */
export async function firstRows(browser: Browser, host: Host): Promise<{ readonly page: Page; readonly ms: number }> {
  const page = await openPage(browser)
  const url = await host.address()
  await page.goto(url)
  await page.waitForFunction(() => performance.getEntriesByName('rows-painted').length > 0, undefined, { timeout: 60_000 })
  const ms = await page.evaluate(() => performance.getEntriesByName('rows-painted')[0]?.startTime ?? Number.NaN)
  return { page, ms }
}
