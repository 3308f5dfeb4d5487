import { EventEmitter } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Core } from '#core/create-core.ts'
import { startLoopbackHost } from '#headless/server.ts'
import { openIpcDoor } from '#electron/main/ipc.ts'
import { pageUrl } from '#electron/main/origin.ts'
import { ipcChannels } from '#shared/contract/paths.ts'
import type { Reply } from '#shared/util/result.ts'
import { openLoopbackPage } from '#tests/builders/loopback-page.ts'
import { silentLog } from '#tests/builders/silent-log.ts'
import { ipcMain } from '#tests/standin/standin-ipc.ts'

/** One caller of a core through one transport: a window, a page, a command line. */
export interface Guest {
  call(path: string, input: unknown): Promise<Reply<unknown>>
  /** What it heard so far, in order. */
  readonly heard: readonly { readonly path: string; readonly payload: unknown }[]
  leave(): Promise<void> | void
}

/** A way into a core. */
export interface Door {
  enter(): Promise<Guest>
  close(): Promise<void> | void
}

type Heard = { path: string; payload: unknown }[]

function openInProcess(core: Core): Door {
  let guests = 0
  return {
    enter: async () => {
      const caller = { id: `guest-${++guests}` }
      const heard: Heard = []
      const stop = core.subscribe(({ path, payload, owner }) => {
        if (owner === undefined || owner === caller.id) heard.push({ path, payload })
      })
      const leave = () => {
        stop()
        core.callerGone(caller)
      }
      return { call: (path, input) => core.call(path, input, caller), heard, leave }
    },
    close: () => {},
  }
}

async function openLoopback(core: Core): Promise<Door> {
  const host = await startLoopbackHost(Promise.resolve(core), { port: 0, pagesFolder: mkdtempSync(join(tmpdir(), 'outrider-pages-')) })
  return {
    enter: async () => {
      const page = await openLoopbackPage(host)
      const heard: Heard = []
      page.hear((path, payload) => void heard.push({ path, payload }))
      return { call: page.call, heard, leave: page.close }
    },
    close: host.close,
  }
}

/** A window as `openIpcDoor` sees it. What is sent to it is copied like a message between processes. */
class PaperWindow extends EventEmitter {
  readonly heard: Heard = []
  readonly webContents: { readonly id: number; readonly mainFrame: { readonly url: string }; isDestroyed(): boolean; send(channel: string, path: string, payload: unknown): void }

  constructor(id: number) {
    super()
    this.webContents = {
      id,
      mainFrame: { url: pageUrl },
      isDestroyed: () => false,
      send: (channel, path, payload) => {
        if (channel === ipcChannels.event) this.heard.push({ path, payload: structuredClone(payload) })
      },
    }
  }
}

/** Electron's IPC: the real door of the main process, with the stand-in's `ipcMain` between it and a window. */
function openIpc(core: Core): Door {
  const door = openIpcDoor(Promise.resolve(core), silentLog)
  let windows = 0
  return {
    enter: async () => {
      const window = new PaperWindow(++windows)
      const event = { sender: window.webContents, senderFrame: window.webContents.mainFrame } as never
      door.admit(window as never)
      ipcMain.emit(ipcChannels.proof, event, { isSandboxed: true, isContextIsolated: true })
      const call = async (path: string, input: unknown) => structuredClone(await ipcMain.invoke(event, ipcChannels.call, [path, structuredClone(input)])) as Reply<unknown>
      return { call, heard: window.heard, leave: () => void window.emit('closed') }
    },
    close: () => {
      ipcMain.removeAllListeners()
      ipcMain.removeHandler(ipcChannels.call)
    },
  }
}

/** Every transport there is, by the name the tests show. */
export const doors: readonly { readonly name: string; readonly open: (core: Core) => Promise<Door> | Door }[] = [
  { name: 'in process', open: openInProcess },
  { name: 'the loopback socket', open: openLoopback },
  { name: 'Electron IPC', open: openIpc },
]
