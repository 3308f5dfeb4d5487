import { readFileSync } from 'node:fs'

/** Names that the page's side and this side agree on. They are hidden from the page before its first script runs. */
export const bindingName = '__standinToMain'
export const receiverName = '__standinFromMain'

/** What the page's process claims to be, following the window's preferences. */
export interface ClaimedProcess {
  readonly sandboxed: boolean
  readonly contextIsolated: boolean
}

/**
 * Script that runs the built preload before the page. `require('electron')` answers with `contextBridge` and
 * `ipcRenderer` made of one binding to main. Only in the top frame, like a preload without Node in subframes.
 */
export function makePreloadScript(preloadFile: string, claimed: ClaimedProcess): string {
  return `(${preludeInPage.toString()})(${JSON.stringify({ bindingName, receiverName, claimed })}, function (require, module, exports, process) {
${readFileSync(preloadFile, 'utf8')}
})`
}

interface PagePart {
  readonly bindingName: string
  readonly receiverName: string
  readonly claimed: ClaimedProcess
}

type Hear = (event: object, ...args: readonly unknown[]) => void
type Preload = (require: (name: string) => unknown, module: { exports: object }, exports: object, process: ClaimedProcess) => void

/** Runs in the page: everything it needs is inside. */
function preludeInPage({ bindingName: binding, receiverName: receiver, claimed }: PagePart, preload: Preload): void {
  const page = globalThis as unknown as Record<string, unknown> & { readonly top: unknown }
  if (page.top !== globalThis) return
  const toMain = page[binding] as (message: unknown) => Promise<unknown>
  Reflect.deleteProperty(page, binding)
  const heard = new Map<string, Set<Hear>>()
  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }
  const hide = (name: string, value: unknown) => Object.defineProperty(page, name, { value, enumerable: false })
  hide(receiver, (channel: string, args: readonly unknown[]) => heard.get(channel)?.forEach((hear) => hear({}, ...args)))
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => hide(name, freeze(value)) },
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]) => toMain({ kind: 'invoke', channel, args }),
      send: (channel: string, ...args: unknown[]) => void toMain({ kind: 'send', channel, args }),
      on: (channel: string, hear: Hear) => void heard.set(channel, (heard.get(channel) ?? new Set()).add(hear)),
      off: (channel: string, hear: Hear) => void heard.get(channel)?.delete(hear),
    },
  }
  const module = { exports: {} }
  preload((name) => (name === 'electron' ? electron : undefined), module, module.exports, claimed)
}
