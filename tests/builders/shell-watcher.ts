import type { Api } from '#shared/contract/client.ts'
import type { ShellView } from '#shared/model/shell.ts'
import { eventually } from './eventually.ts'

/** A screen without pixels: it draws what a shell sends, at once or when told, and remembers its states. */
export interface ShellWatcher {
  /** Everything drawn so far. */
  text(): string
  /** Characters received, drawn or not. */
  readonly received: number
  /** The states it went through, without repeats. */
  states(): readonly ShellView['state'][]
  /** Every view that was announced. */
  readonly views: readonly ShellView[]
  /** Sequence numbers as they came. */
  readonly sequences: readonly number[]
  /** Whether output is drawn (and acknowledged) as it comes; false is a screen that is busy. */
  isDrawing: boolean
  /** Keeps only the last part of the text, for floods. */
  keepOnly(characters: number): void
  waitForText(pattern: RegExp): Promise<string>
  waitForState(state: ShellView['state']): Promise<ShellView>
  stop(): void
}

/** Watches all shells of a caller that has one. */
export function watchShell(api: Api): ShellWatcher {
  let text = ''
  let limit = Number.POSITIVE_INFINITY
  let undrawn = 0
  const views: ShellView[] = []
  const sequences: number[] = []
  const stops = [
    api.on('shell.changed', (view) => views.push(view)),
    api.on('shell.output', ({ shellId, sequence, data }) => {
      sequences.push(sequence)
      watcher.received += data.length
      text = (text + data).slice(-limit)
      undrawn += data.length
      if (!watcher.isDrawing) return
      api.shell.acknowledge({ shellId, characters: undrawn }).catch(() => undefined)
      undrawn = 0
    }),
  ]
  const watcher = {
    text: () => text,
    received: 0,
    states: () => views.map((view) => view.state).filter((state, index, all) => state !== all[index - 1]),
    views,
    sequences,
    isDrawing: true,
    keepOnly: (characters: number) => void (limit = characters),
    waitForText: (pattern: RegExp) => eventually(`output like ${pattern}`, () => pattern.test(text) && text),
    waitForState: (state: ShellView['state']) => eventually(`state ${state}`, () => views.findLast((view) => view.state === state)),
    stop: () => stops.forEach((stop) => stop()),
  }
  return watcher
}
