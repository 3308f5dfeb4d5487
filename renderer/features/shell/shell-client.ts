import type { Api } from '#shared/contract/client.ts'
import type { ShellId } from '#shared/model/ids.ts'
import type { ShellView } from '#shared/model/shell.ts'

/** What a terminal on screen does with what arrives. `write` calls back when it has drawn the text. */
export interface Screen {
  write(data: string, drawn: () => void): void
}

/** Drawn characters are acknowledged in pieces of this size: often enough to keep output flowing, rarely enough to cost nothing. */
const acknowledgeEvery = 8_192

/** One shell as a page holds it: bytes go straight to the screen and never through React. */
export interface ShellClient {
  readonly id: ShellId
  /** Keystrokes. A refusal rings the bell of the caller. */
  type(data: string): void
  resize(columns: number, rows: number): void
  interrupt(): void
  close(): void
  /** Shows on this screen from now on; what came before it was attached is written first. */
  attach(screen: Screen): () => void
  subscribe(listener: (view: ShellView) => void): () => void
  readonly view: ShellView
  readonly dispose: () => void
}

/** Text that arrived while no screen was attached (another tab was in front), newest kept. */
const backlogLimit = 2_000_000

function createBacklog() {
  let text = ''
  return {
    add: (data: string) => {
      text = (text + data).slice(-backlogLimit)
    },
    take: () => {
      const taken = text
      text = ''
      return taken
    },
  }
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

/** Where output goes: the screen in front, or the backlog while there is none. */
function createSink(acknowledge: (characters: number) => void) {
  const backlog = createBacklog()
  let screen: Screen | null = null
  return {
    show: (data: string) => {
      if (screen) return screen.write(data, () => acknowledge(data.length))
      backlog.add(data)
      acknowledge(data.length)
    },
    attach: (next: Screen) => {
      screen = next
      const waiting = backlog.take()
      if (waiting !== '') next.write(waiting, () => undefined)
      return () => {
        screen = null
      }
    },
  }
}

/** Follows one open shell. `onRefused` is called when a key was not accepted. */
export function createShellClient(api: Api, opened: ShellView, onRefused: () => void): ShellClient {
  const { id } = opened
  const sink = createSink(createAcknowledger(api, id))
  const listeners = new Set<(view: ShellView) => void>()
  let view = opened
  const stops = [
    api.on('shell.output', (output) => output.shellId === id && sink.show(output.data)),
    api.on('shell.changed', (next) => {
      if (next.id !== id) return
      view = next
      for (const listener of listeners) listener(next)
    }),
  ]
  const quietly = (call: Promise<unknown>) => void call.catch(() => undefined)
  return {
    id,
    get view() {
      return view
    },
    type: (data) => void api.shell.input({ shellId: id, data }).then(({ accepted }) => accepted || onRefused(), onRefused),
    resize: (columns, rows) => quietly(api.shell.resize({ shellId: id, columns, rows })),
    interrupt: () => quietly(api.shell.interrupt({ shellId: id })),
    close: () => quietly(api.shell.close({ shellId: id })),
    attach: sink.attach,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose: () => stops.forEach((stop) => stop()),
  }
}
