import { spawn } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from 'playwright'
import type { Browser, Page } from 'playwright'
import { testPassphrase } from '#tests/builders/test-core.ts'
import { browserFlags, builtConsole } from './bench-page.ts'

/** A port that nobody uses now. */
const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })

/** A browser for the console to open its window with: the real one, without a screen, and open to be watched. */
function writeWatchedBrowser(folder: string, executablePath: string, port: number): string {
  const program = join(folder, 'watched-browser.sh')
  writeFileSync(program, `#!/bin/sh\nexec '${executablePath}' --headless=new --remote-debugging-port=${port} ${browserFlags.join(' ')} "$@"\n`)
  chmodSync(program, 0o700)
  return program
}

async function watch(port: number): Promise<Browser> {
  for (;;) {
    const isUp = await fetch(`http://127.0.0.1:${port}/json/version`).then(({ ok }) => ok, () => false)
    if (isUp) return chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    await pause(10)
  }
}

async function theWindow(browser: Browser): Promise<Page> {
  for (;;) {
    const page = browser.contexts().flatMap((one) => one.pages()).find((one) => one.url().startsWith('http'))
    if (page) return page
    await pause(10)
  }
}

/** When rows of the list were painted, in milliseconds since the epoch by the clock of the page. */
const rowsPainted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        const look = (): void => {
          const isThere = document.querySelectorAll('[role="row"][data-index]').length > 5
          requestAnimationFrame(isThere ? () => done(performance.timeOrigin + performance.now()) : look)
        }
        look()
      }),
  )

/** Starts the built console as a person does, with a window of its own, on a profile of `folder`. Answers the milliseconds until rows were painted. */
export async function timeToRows(executablePath: string, folder: string): Promise<number> {
  const port = await freePort()
  const program = writeWatchedBrowser(folder, executablePath, port)
  const env = { ...process.env, OUTRIDER_DATA_DIR: folder, OUTRIDER_PASSPHRASE: testPassphrase, CHROMIUM_PATH: program, DISPLAY: ':none' }
  const startedAt = Date.now()
  const host = spawn(process.execPath, [builtConsole, 'serve'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  host.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<void>((done) => host.once('exit', () => done()))
  const look = async (): Promise<number> => {
    const browser = await watch(port)
    const paintedAt = await rowsPainted(await theWindow(browser))
    await browser.close()
    return paintedAt
  }
  const early = ended.then(() => Promise.reject(new Error(`the console ended before its list was there: ${said}`)))
  try {
    return (await Promise.race([look(), early])) - startedAt
  } finally {
    early.catch(() => undefined)
    host.kill()
    await ended
  }
}
