import { EventEmitter } from 'node:events'
import { ipcMain, type SenderFrame } from './standin-ipc.ts'
import { bindingName, makePreloadScript, receiverName, type ClaimedProcess } from './preload-script.ts'
import { session } from './standin-session.ts'
import { StandinEvent } from './standin-event.ts'
import { toChromium, toMain } from './address.ts'
import type { BrowserContext, Frame, Page, Route } from 'playwright'

export interface WebPreferences extends Readonly<Record<string, unknown>> {
  readonly preload?: string
  readonly sandbox?: boolean
  readonly contextIsolation?: boolean
}

export interface ContentsOptions {
  readonly preferences: WebPreferences
  readonly size: { readonly width: number; readonly height: number }
  readonly isSandboxEnabled: boolean
}

interface PageMessage {
  readonly kind: 'invoke' | 'send'
  readonly channel: string
  readonly args: readonly unknown[]
}

let lastId = 0

/** The contents of one window: a page of Chromium, with the events and calls that main uses. */
export class StandinContents extends EventEmitter {
  readonly id = ++lastId
  readonly mainFrame: SenderFrame
  private readonly made: WebPreferences
  private readonly open: () => Promise<Page>
  private opening: Promise<Page>
  private page: Page | undefined
  private isCrashed = false
  /** Set while main itself loads an address: only then is a navigation not the page's own wish. */
  private isLoading = false
  private openHandler: (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' } = () => ({ action: 'allow' })

  constructor(context: Promise<BrowserContext>, { preferences, size, isSandboxEnabled }: ContentsOptions) {
    super()
    const claimed = { sandboxed: isSandboxEnabled || preferences.sandbox !== false, contextIsolated: preferences.contextIsolation !== false }
    this.made = { ...preferences, sandbox: claimed.sandboxed, contextIsolation: claimed.contextIsolated }
    this.open = async () => {
      const page = await this.openPage(await context, preferences.preload, claimed)
      await page.setViewportSize(size)
      return page
    }
    this.opening = this.open()
    // Read at the time of asking, as main reads it.
    const urlOf = () => toMain(this.page?.mainFrame().url() ?? 'about:blank')
    this.mainFrame = {
      get url() {
        return urlOf()
      },
    }
  }

  getType(): 'window' {
    return 'window'
  }

  /** What this window really got: the sandbox of the app counts whatever the window asked for. */
  getLastWebPreferences(): WebPreferences {
    return this.made
  }

  setWindowOpenHandler(handler: typeof this.openHandler): void {
    this.openHandler = handler
  }

  isDestroyed(): boolean {
    return this.page?.isClosed() ?? false
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.opening).evaluate(code)
  }

  send(channel: string, ...args: unknown[]): void {
    void this.opening
      .then((page) => page.evaluate(([name, sent, values]) => (globalThis as never as Record<string, (...all: unknown[]) => void>)[name]?.(sent, values), [receiverName, channel, args] as const))
      .catch(() => undefined)
  }

  async load(address: string): Promise<void> {
    await this.navigate((page) => page.goto(toChromium(address)))
  }

  reload(): void {
    const reloading = this.isCrashed ? this.replacePage() : this.navigate((page) => page.reload())
    // The app may be quitting meanwhile; then there is nothing left to reload.
    reloading.catch(() => undefined)
  }

  /** Resolves when nothing is being opened, whatever became of it. */
  async settle(): Promise<void> {
    await this.opening.catch(() => undefined)
  }

  /** Kills the page's process, as a fault of Chromium would. */
  async crash(): Promise<void> {
    const page = await this.opening
    await page.goto('chrome://crash').catch(() => undefined)
  }

  async close(): Promise<void> {
    await (await this.opening).close()
  }

  /** Playwright cannot bring a crashed page back, so a fresh one takes its place under the same contents. */
  private async replacePage(): Promise<void> {
    const crashed = await this.opening
    const address = crashed.url()
    this.isCrashed = false
    this.opening = this.open()
    await this.navigate((page) => page.goto(address))
    await crashed.close()
  }

  private async navigate(go: (page: Page) => Promise<unknown>): Promise<void> {
    const page = await this.opening
    this.isLoading = true
    try {
      await go(page)
    } finally {
      this.isLoading = false
    }
  }

  private async openPage(context: BrowserContext, preload: string | undefined, claimed: ClaimedProcess): Promise<Page> {
    const page = context.pages().find((one) => one.url() === 'about:blank' && !taken.has(one)) ?? (await context.newPage())
    taken.add(page)
    this.page = page
    await page.exposeBinding(bindingName, ({ frame }, message: PageMessage) => this.receive(frame, message))
    if (preload !== undefined) await page.addInitScript({ content: makePreloadScript(preload, claimed) })
    await page.route('**/*', (route) => this.decide(route))
    page.on('crash', () => {
      this.isCrashed = true
      this.emit('render-process-gone', new StandinEvent(), { reason: 'crashed', exitCode: 1 })
    })
    page.on('popup', (popup) => void popup.close())
    const devtools = await context.newCDPSession(page)
    devtools.on('Page.windowOpen', ({ url }) => this.openHandler({ url: toMain(url) }))
    await devtools.send('Page.enable')
    return page
  }

  private receive(frame: Frame, { kind, channel, args }: PageMessage): unknown {
    const isMain = frame === this.page?.mainFrame()
    const event = { sender: this, senderFrame: isMain ? this.mainFrame : { url: toMain(frame.url()) } }
    return kind === 'invoke' ? ipcMain.invoke(event, channel, args) : void ipcMain.emit(channel, event, ...args)
  }

  private async decide(route: Route): Promise<void> {
    if (route.request().isNavigationRequest() && !this.isLoading && this.isRefused(route)) return route.abort('aborted')
    return session.defaultSession.answer(route)
  }

  private isRefused(route: Route): boolean {
    const event = Object.assign(new StandinEvent(), { url: toMain(route.request().url()) })
    if (route.request().frame() === this.page?.mainFrame()) this.emit('will-navigate', event, event.url)
    this.emit('will-frame-navigate', event)
    return event.defaultPrevented
  }
}

/** Pages that already belong to a window. */
const taken = new WeakSet<Page>()
