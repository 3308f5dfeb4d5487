import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright'
import { launchChromium, readDebugAddress } from './chromium.ts'
import { report } from './remote.ts'
import { StandinEvent } from './standin-event.ts'

/** A window as the app needs it to end. */
export interface ClosableWindow {
  readonly webContents: { settle(): Promise<void> }
  close(): void
}

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { readonly version: string }

class StandinApp extends EventEmitter {
  readonly isPackaged = process.env['STANDIN_IS_PACKAGED'] === '1'
  readonly windows = new Set<ClosableWindow>()
  /** Windows that may still be opening; Chromium must not go away under them. */
  private readonly contents = new Set<ClosableWindow['webContents']>()
  isSandboxEnabled = false
  private isQuitting = false
  private readonly paths = new Map<string, string>()
  private launched: Promise<BrowserContext> | undefined

  enableSandbox(): void {
    this.isSandboxEnabled = true
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error('Failed to set path')
    this.paths.set(name, path)
  }

  getVersion(): string {
    return manifest.version
  }

  requestSingleInstanceLock(): boolean {
    return true
  }

  async whenReady(): Promise<void> {
    await this.chromium()
  }

  /** The Chromium of this app, started on first use. */
  chromium(): Promise<BrowserContext> {
    this.launched ??= this.launch()
    return this.launched
  }

  addWindow(window: ClosableWindow): void {
    this.windows.add(window)
    this.contents.add(window.webContents)
  }

  /** All windows are gone. Electron does not tell while it quits anyway. */
  lastWindowClosed(): void {
    if (!this.isQuitting) this.emit('window-all-closed')
  }

  quit(): void {
    this.isQuitting = true
    this.emit('before-quit', new StandinEvent())
    for (const window of this.windows) window.close()
    const event = new StandinEvent()
    this.emit('will-quit', event)
    if (!event.defaultPrevented) this.exit(0)
  }

  exit(code: number): void {
    const leave = () => process.exit(code)
    // Electron leaves at once; a Chromium that does not let go must not keep this process.
    setTimeout(leave, 5_000)
    void this.end().finally(leave)
  }

  private async end(): Promise<void> {
    for (const contents of this.contents) await contents.settle()
    const context = await this.launched
    await context?.close()
  }

  private async launch(): Promise<BrowserContext> {
    const folder = join(this.paths.get('userData') ?? '', 'chromium')
    const context = await launchChromium(folder)
    report({ kind: 'started', debugAddress: readDebugAddress(folder) })
    return context
  }
}

export const app = new StandinApp()
process.once('SIGTERM', () => app.quit())
process.once('disconnect', () => app.quit())
