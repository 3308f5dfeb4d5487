import { EventEmitter } from 'node:events'
import type { Route } from 'playwright'
import { toMain } from './address.ts'
import { onWish } from './remote.ts'

type PageHandler = (request: Request) => Response | Promise<Response>
type RequestGuard = (details: { readonly url: string }, answer: (decision: { readonly cancel?: boolean }) => void) => void
type PermissionHandler = (contents: null, permission: string, answer: (isGranted: boolean) => void) => void

const pageHandlers = new Map<string, PageHandler>()

export const protocol = {
  registerSchemesAsPrivileged: (_schemes: readonly unknown[]): void => undefined,
  handle: (scheme: string, handler: PageHandler) => void pageHandlers.set(scheme, handler),
}

class StandinSession extends EventEmitter {
  private guard: RequestGuard = (_, answer) => answer({})
  private permission: PermissionHandler = (_, __, answer) => answer(true)

  readonly webRequest = {
    onBeforeRequest: (guard: RequestGuard) => {
      this.guard = guard
    },
  }

  setPermissionRequestHandler(handler: PermissionHandler): void {
    this.permission = handler
  }

  setPermissionCheckHandler(_handler: () => boolean): void {}

  setDevicePermissionHandler(_handler: () => boolean): void {}

  /** What main's handler decides about a permission. */
  decide(permission: string): Promise<boolean> {
    return new Promise((done) => this.permission(null, permission, done))
  }

  /** Answers one request of a page the way Electron would: first the guard, then the handler of the scheme. */
  async answer(route: Route): Promise<void> {
    const request = route.request()
    const url = toMain(request.url())
    const isCancelled = await new Promise<boolean>((done) => this.guard({ url }, ({ cancel = false }) => done(cancel)))
    const handler = pageHandlers.get(new URL(url).protocol.slice(0, -1))
    if (isCancelled || handler === undefined) return route.abort('blockedbyclient')
    const response = await handler(new Request(url, { method: request.method(), headers: await request.allHeaders() }))
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) })
  }
}

export const session = { defaultSession: new StandinSession() }
onWish('permission', ({ name }) => session.defaultSession.decide(name))
