import { ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import type { Core } from '#core/create-core.ts'
import type { Log } from '#core/ports.ts'
import { ipcChannels, type ProcessProof } from '#shared/contract/paths.ts'
import { AppError, toWire } from '#shared/errors/app-error.ts'
import type { Reply } from '#shared/util/result.ts'
import { isOwnPage } from './origin.ts'
import { isWithinLimit } from './message-size.ts'

/** The contract over Electron's IPC. */
export interface IpcDoor {
  /** Lets a window in. Its events stop and its shells end when it is closed. */
  admit(window: BrowserWindow): void
}

/** One admitted window. `isProven` once its preload script showed that the process is sandboxed and isolated. */
interface Guest {
  readonly caller: { readonly id: string }
  readonly window: BrowserWindow
  isProven: boolean
}

type Sender = Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/** Opens the door. Calls that arrive while the core still starts wait for it. */
export function openIpcDoor(starting: Promise<Core>, log: Log): IpcDoor {
  const guests = new Map<number, Guest>()
  const callerOf = (event: Sender, path: unknown, input: unknown) => {
    const guest = findGuest(guests, event)
    if (guest?.isProven === true && typeof path === 'string' && isWithinLimit(path, input)) return { path, caller: guest.caller }
    log.warn('A message was refused.', { code: 'caller.refused', isKnown: guest !== undefined })
    return undefined
  }
  ipcMain.on(ipcChannels.proof, (event, proof: unknown) => {
    const guest = findGuest(guests, event)
    if (guest !== undefined) guest.isProven = isAllTrue(proof)
  })
  ipcMain.handle(ipcChannels.call, async (event, path: unknown, input: unknown): Promise<Reply<unknown>> => {
    const call = callerOf(event, path, input)
    return call === undefined ? refusal : (await starting).call(call.path, input, call.caller)
  })
  ipcMain.on(ipcChannels.send, (event, path: unknown, input: unknown) => {
    const call = callerOf(event, path, input)
    if (call !== undefined) void starting.then((core) => core.call(call.path, input, call.caller))
  })
  void starting.then((core) => core.subscribe(({ path, payload, owner }) => announce(guests, owner, path, payload))).catch(() => undefined)
  return { admit: (window) => admit(guests, starting, window) }
}

/** SECURITY: only the main frame of a window that we opened ourselves, showing our own page, speaks to the core. */
function findGuest(guests: ReadonlyMap<number, Guest>, { sender, senderFrame }: Sender): Guest | undefined {
  const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame
  return isMainFrame && isOwnPage(senderFrame.url) ? guests.get(sender.id) : undefined
}

function isAllTrue(proof: unknown): boolean {
  const seen = proof as Partial<ProcessProof> | null | undefined
  return seen?.isSandboxed === true && seen.isContextIsolated === true
}

function admit(guests: Map<number, Guest>, starting: Promise<Core>, window: BrowserWindow): void {
  const { id } = window.webContents
  const caller = { id: `window-${id}` }
  guests.set(id, { caller, window, isProven: false })
  window.once('closed', () => {
    guests.delete(id)
    void starting.then((core) => core.callerGone(caller)).catch(() => undefined)
  })
}

function announce(guests: ReadonlyMap<number, Guest>, owner: string | undefined, path: string, payload: unknown): void {
  for (const { caller, window } of guests.values()) {
    const isForIt = owner === undefined || owner === caller.id
    if (isForIt && !window.webContents.isDestroyed()) window.webContents.send(ipcChannels.event, path, payload)
  }
}

const refusal: Reply<never> = {
  ok: false,
  error: toWire(
    new AppError({
      code: 'caller.refused',
      what: 'Outrider refused a message from its own window.',
      effect: 'Nothing was done.',
      next: 'Close the window and start Outrider again. Report it if it happens again.',
      remedy: 'report',
    }),
  ),
}
