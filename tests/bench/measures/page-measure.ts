import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright'
import { findBrowser } from '#headless/open-window.ts'
import type { BenchContext } from '../bench-context.ts'
import { openBenchCore } from '../bench-core.ts'
import { fillProfile, firstRows, launchBrowser, startHost, type Host } from '../bench-page.ts'
import { againstFrames, againstLimit, percentile } from '../bench-result.ts'
import type { Results } from '../bench-result.ts'
import { measureBareScroll, measureScroll } from '../bench-scroll.ts'
import { startPracticeServer, type PracticeServer } from '../practice-server.ts'

const mebibyte = 1_048_576
/** One frame at 60 Hz, as the clock of the page rounds it. */
const oneFrameMs = 16.8
/** Devices of the sync that runs under an open page (S164). */
const syncedDevices = 5_000
/** The floor: the same browser showing an empty page of the same kind of host. */
async function emptyPage(browser: Browser): Promise<number> {
  const page = await browser.newPage()
  await page.goto('data:text/html,<!doctype html><p>empty')
  const ms = await page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now()))))
  await page.close()
  return ms
}

/** Types a filter key by key and waits each time until the answer was painted. */
async function measureTyping(page: Page): Promise<{ readonly p95: number; readonly floor: number }> {
  await page.waitForFunction(() => /\d/.test(document.querySelector('[data-list-count]')?.textContent ?? document.body.innerText))
  return page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('input[data-filter], input[placeholder*="Name, user"]')
    if (!input) throw new Error('there is no filter field')
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    const painted = () => new Promise<number>((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))
    const times: number[] = []
    const floors: number[] = []
    const words = ['cin', 'os:windows', 'type:server status:online', 'dc', 'reboot:yes']
    input.focus()
    for (const word of words) {
      for (let length = 0; length <= word.length; length += 1) {
        const idle = performance.now()
        floors.push((await painted()) - idle)
        const started = performance.now()
        setter?.call(input, word.slice(0, length))
        input.dispatchEvent(new Event('input', { bubbles: true }))
        times.push((await painted()) - started)
        await new Promise((done) => setTimeout(done, 60))
      }
    }
    setter?.call(input, '')
    input.dispatchEvent(new Event('input', { bubbles: true }))
    const at = (values: number[], share: number) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN
    return { p95: at(times, 0.95), floor: at(floors, 0.95) }
  })
}

async function heapMiB(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
  return usedSize / mebibyte
}

/** Resident memory of a process in MiB, as the system counts it. */
const residentMiB = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024

async function bareNodeMiB(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5000)'])
  await new Promise((done) => setTimeout(done, 500))
  const size = residentMiB(child.pid ?? 0)
  child.kill()
  return size
}

async function measureOpenPage(browser: Browser, host: Host, blank: number, devices: number): Promise<Results> {
  const starts: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const { page, ms } = await firstRows(browser, host)
    starts.push(ms)
    await page.close()
  }
  const { page, ms } = await firstRows(browser, host)
  await page.waitForTimeout(1_500)
  const typing = await measureTyping(page)
  const scroll = await measureScroll(page)
  const bare = await measureBareScroll(browser, page, devices)
  const heap = await heapMiB(await page.context().newCDPSession(page))
  const empty = await heapMiB(await (await browser.newContext()).newPage().then((one) => one.context().newCDPSession(one)))
  return {
    'page.first-rows': againstLimit(percentile([...starts, ms], 0.5), blank, 'ms', 1_000),
    'page.filter-keystroke-p95': againstLimit(typing.p95, typing.floor, 'ms', 50),
    'page.scroll-worst-frame': againstFrames(scroll.worst, bare.worst, 32),
    'page.scroll-frame-p99': againstFrames(scroll.p99, bare.p99, oneFrameMs),
    'page.renderer-heap': againstLimit(heap, empty, 'MiB', 150),
  }
}

async function measureLargeFleet(browser: Browser, blank: number): Promise<Results> {
  const folder = await fillProfile(50_000)
  const host = await startHost(folder)
  try {
    const { ms } = await firstRows(browser, host)
    return { 'page.first-rows-50000': againstLimit(ms, blank, 'ms', 2_000) }
  } finally {
    host.child.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** An account that was never read, on a profile that works offline: the page decides when the sync begins. */
async function fillUnread(server: PracticeServer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-bench-'))
  const core = await openBenchCore(server, folder)
  await core.api.app.setOffline({ isOffline: true })
  await core.closeOnly()
  return folder
}

/** The longest time the page's thread was held, in milliseconds, while `work` ran. Under 50 the browser does not count. */
async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const longest = { ms: 0 }
    Object.assign(window, { longest })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration)
    }).observe({ type: 'longtask' })
  })
  await work()
  return page.evaluate(() => (window as unknown as { readonly longest: { readonly ms: number } }).longest.ms)
}

/** How long an open page is held while thousands of devices come in for the first time. */
async function measureUnderSync(browser: Browser): Promise<Results> {
  const server = await startPracticeServer(syncedDevices, ['--frozen'])
  const folder = await fillUnread(server)
  const host = await startHost(folder)
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
    await page.goto(await host.address())
    await page.getByRole('contentinfo').getByText('Offline').first().waitFor()
    const idle = await longestTask(page, () => page.waitForTimeout(2_000))
    const held = await longestTask(page, async () => {
      await page.keyboard.press('Alt+o')
      await page.getByText(new RegExp(`5[,.\\s\u00a0]?000`)).first().waitFor({ timeout: 60_000 })
      await page.waitForTimeout(1_000)
    })
    return { 'page.sync-longest-task': againstLimit(held, idle, 'ms', 100) }
  } finally {
    host.child.kill()
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The page over a stored fleet, in a real Chromium, and the memory of both sides. */
export async function measurePage({ devices }: BenchContext): Promise<Results> {
  const executablePath = findBrowser()
  if (executablePath === undefined) {
    process.stderr.write('Skipped: no Chromium was found, so nothing about the page is measured. Install it or set CHROMIUM_PATH.\n')
    return {}
  }
  const folder = await fillProfile(devices)
  const host = await startHost(folder)
  const browser = await launchBrowser(executablePath)
  try {
    const blank = await emptyPage(browser)
    const page = await measureOpenPage(browser, host, blank, devices)
    const core = againstLimit(residentMiB(host.child.pid ?? 0), await bareNodeMiB(), 'MiB', 250)
    return { ...page, 'core.memory': core, ...(await measureUnderSync(browser)), ...(await measureLargeFleet(browser, blank)) }
  } finally {
    await browser.close()
    host.child.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
