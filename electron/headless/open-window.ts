import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'brave-browser']

const windowsAndMac: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A Chromium that can show a window without browser chrome: CHROMIUM_PATH, else the usual places. */
export function findBrowser(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => browserNames.map((name) => join(folder, name)))
  return [process.env['CHROMIUM_PATH'] ?? '', ...onPath, ...(windowsAndMac[process.platform] ?? [])].find((path) => path !== '' && isExecutable(path))
}

/** True when a window can appear here at all. */
export const hasDisplay = (): boolean => process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

/** A window of the console. */
export interface AppWindow {
  /** Resolves when it is closed, by a person or by `close`. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

/** Opens the address in an app window with a browser profile of its own, removed afterwards. */
export function openAppWindow(browser: string, url: string): AppWindow {
  const profile = mkdtempSync(join(tmpdir(), 'outrider-window-'))
  const isRoot = process.getuid?.() === 0
  const flags = [`--app=${url}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', '--window-size=1440,900']
  const child = spawn(browser, [...flags, ...(isRoot ? ['--no-sandbox', '--test-type'] : [])], { stdio: 'ignore' })
  const closed = new Promise<void>((done) => {
    const end = () => {
      rmSync(profile, { recursive: true, force: true })
      done()
    }
    child.on('exit', end)
    child.on('error', end)
  })
  const close = () => {
    child.kill()
    return closed
  }
  return { closed, close }
}
