import type { Api } from '#shared/contract/client.ts'
import type { ShellId } from '#shared/model/ids.ts'
import type { ShellView } from '#shared/model/shell.ts'
import type { Stop } from '#shared/util/stop.ts'

/** What a terminal does with what arrives. `write` calls back when it has drawn the text; `bell` says that a key was refused. */
export interface Screen {
  write(data: string, drawn: () => void): void
  bell(): void
}

/** Drawn characters are acknowledged in pieces of this size: often enough to keep output flowing, rarely enough to cost nothing. */
const acknowledgeEvery = 8_192

/** One shell as a page holds it: bytes go straight to the screen and never through React. */
export interface ShellClient {
  readonly id: ShellId
  /** Keystrokes. A refusal rings the bell of the screen. */
  type(data: string): void
  resize(columns: number, rows: number): void
  interrupt(): void
  /** Asks the other end to end. False when it had ended already; rejects when the question did not get through. */
  close(): Promise<boolean>
  attach(screen: Screen): void
  subscribe(listener: (view: ShellView) => void): Stop
  readonly view: ShellView
  readonly dispose: Stop
}

/** Tells the core how much was drawn, in pieces, so that output may go on. */
function createAcknowledger(api: Api, shellId: ShellId): (characters: number) => void {
  let undrawn = 0
  let isWaiting = false
  const flush = () => {
    isWaiting = false
    const drawn = undrawn
    undrawn = 0
    if (drawn > 0) api.shell.acknowledge({ shellId, characters: drawn }).catch(() => undefined)
  }
  return (characters) => {
    undrawn += characters
    if (undrawn >= acknowledgeEvery) flush()
    else if (!isWaiting) {
      isWaiting = true
      setTimeout(flush, 50)
    }
  }
}

/** Follows one open shell. Its screen is attached in the same turn: what it says first comes later than that. */
export function createShellClient(api: Api, opened: ShellView): ShellClient {
  const { id } = opened
  const acknowledge = createAcknowledger(api, id)
  let screen: Screen | null = null
  const listeners = new Set<(view: ShellView) => void>()
  let view = opened
  const stops = [
    api.on('shell.output', (output) => output.shellId === id && screen?.write(output.data, () => acknowledge(output.data.length))),
    api.on('shell.changed', (next) => {
      if (next.id !== id) return
      view = next
      for (const listener of listeners) listener(next)
    }),
  ]
  const refuse = () => screen?.bell()
  const quietly = (call: Promise<unknown>) => void call.catch(() => undefined)
  return {
    id,
    get view() {
      return view
    },
    type: (data) => void api.shell.input({ shellId: id, data }).then(({ accepted }) => accepted || refuse(), refuse),
    resize: (columns, rows) => quietly(api.shell.resize({ shellId: id, columns, rows })),
    interrupt: () => quietly(api.shell.interrupt({ shellId: id })),
    close: async () => (await api.shell.close({ shellId: id })).closed,
    attach: (next) => {
      screen = next
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose: () => stops.forEach((stop) => stop()),
  }
}
