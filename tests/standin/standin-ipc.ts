import { EventEmitter } from 'node:events'
import type { StandinContents } from './standin-contents.ts'

/** The frame a message came from, as main sees it. */
export interface SenderFrame {
  readonly url: string
}

/** What accompanies a message. */
export interface IpcEvent {
  readonly sender: StandinContents
  readonly senderFrame: SenderFrame | null
}

type InvokeHandler = (event: IpcEvent, ...args: unknown[]) => unknown

class StandinIpc extends EventEmitter {
  private readonly handlers = new Map<string, InvokeHandler>()

  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, handler)
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }

  /** A page's `invoke`. */
  async invoke(event: IpcEvent, channel: string, args: readonly unknown[]): Promise<unknown> {
    const handler = this.handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return handler(event, ...args)
  }
}

export const ipcMain = new StandinIpc()
