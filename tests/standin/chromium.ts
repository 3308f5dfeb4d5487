import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright'

/** Flags for a Chromium that makes no connection of its own. */
const quietFlags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

const executable = (): string => process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** Starts Chromium with its files in `folder`. Its windows are the stand-in's windows. */
export function launchChromium(folder: string): Promise<BrowserContext> {
  mkdirSync(folder, { recursive: true })
  return chromium.launchPersistentContext(folder, {
    executablePath: executable(),
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...quietFlags, '--remote-debugging-port=0'],
    viewport: null,
    // Signals are the app's: it closes its stores first. Playwright would end the process on its own.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
}

/** Where a test attaches to the same Chromium; it writes the address into its folder when it listens. */
export function readDebugAddress(folder: string): string {
  const file = join(folder, 'DevToolsActivePort')
  if (!existsSync(file)) throw new Error('Chromium did not say where it can be reached.')
  const [port] = readFileSync(file, 'utf8').split('\n')
  return `http://127.0.0.1:${port}`
}
