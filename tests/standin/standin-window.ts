import { EventEmitter } from 'node:events'
import { onWish } from './remote.ts'
import { app } from './standin-app.ts'
import { StandinContents, type WebPreferences } from './standin-contents.ts'
import { StandinEvent } from './standin-event.ts'

interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly webPreferences?: WebPreferences
}

const openWindows = new Set<BrowserWindow>()

export class BrowserWindow extends EventEmitter {
  readonly webContents: StandinContents
  readonly preferences: WebPreferences

  constructor({ width = 800, height = 600, webPreferences = {} }: WindowOptions) {
    super()
    this.preferences = webPreferences
    this.webContents = new StandinContents(app.chromium(), { preferences: webPreferences, size: { width, height }, isSandboxEnabled: app.isSandboxEnabled })
    openWindows.add(this)
    app.addWindow(this)
    app.emit('web-contents-created', new StandinEvent(), this.webContents)
  }

  async loadURL(address: string): Promise<void> {
    await this.webContents.load(address)
    this.emit('ready-to-show')
  }

  show(): void {}

  focus(): void {}

  restore(): void {}

  isMinimized(): boolean {
    return false
  }

  isDestroyed(): boolean {
    return !openWindows.has(this)
  }

  close(): void {
    if (!openWindows.delete(this)) return
    app.windows.delete(this)
    void this.webContents.close().catch(() => undefined)
    this.emit('closed')
    if (openWindows.size === 0) app.lastWindowClosed()
  }
}

const anyWindow = (): BrowserWindow | undefined => [...openWindows][0]

onWish('preferences', () => anyWindow()?.preferences)
onWish('open-window', ({ preferences }) => void new BrowserWindow({ webPreferences: preferences }))
onWish('crash', () => anyWindow()?.webContents.crash())
onWish('focus-second-instance', () => app.emit('second-instance'))
