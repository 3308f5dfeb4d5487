import type { Api } from '#shared/contract/client.ts'
import type { ShellView } from '#shared/model/shell.ts'
import { onInterrupt } from '../interrupt.ts'

/** How a shell of this process went. */
export interface ShellEnd {
  readonly opened: ShellView
  readonly last: ShellView
  readonly isInterrupted: boolean
}

/** The one shell this process opens: every owner event it hears is about it. */
export interface OwnShell {
  readonly opened: ShellView
  readonly isOver: () => boolean
  /** How many lines were answered in command mode. */
  readonly answers: () => number
  /** Resolves when the condition holds or the shell is over. */
  readonly until: (condition: () => boolean) => Promise<void>
  readonly send: (data: string) => Promise<void>
  readonly close: () => void
  /** Resolves when the shell is over; lets go of everything. */
  readonly end: () => Promise<ShellEnd>
}

interface Progress {
  last: ShellView | undefined
  answers: number
  waiting: (() => void)[]
}

const isOver = ({ last }: Progress): boolean => last?.state === 'closed' || last?.state === 'failed'

function follow(progress: Progress, view: ShellView): void {
  const before = progress.last?.state
  if (view.state === 'ready' && (before === 'running' || before === 'stalled')) progress.answers += 1
  progress.last = view
  for (const look of progress.waiting.splice(0)) look()
}

const untilIn = (progress: Progress) => async (condition: () => boolean): Promise<void> => {
  while (!isOver(progress) && !condition()) await new Promise<void>((done) => void progress.waiting.push(done))
}

/** Opens a shell and follows it. `show` gets its output and says when a piece was drawn; `onChange` hears its states. */
export async function openOwnShell(
  api: Api,
  open: () => Promise<ShellView>,
  show: (text: string, drawn: () => void) => void,
  onChange: (view: ShellView) => void = () => {},
): Promise<OwnShell> {
  const progress: Progress = { last: undefined, answers: 0, waiting: [] }
  const stops = [
    api.on('shell.changed', (view) => {
      follow(progress, view)
      onChange(view)
    }),
    api.on('shell.output', ({ shellId, data }) => show(data, () => void api.shell.acknowledge({ shellId, characters: data.length }).catch(() => {}))),
  ]
  const opened = await open()
  progress.last ??= opened
  const close = () => void api.shell.close({ shellId: opened.id }).catch(() => {})
  let isInterrupted = false
  stops.push(
    onInterrupt(() => {
      isInterrupted = true
      close()
    }),
  )
  const until = untilIn(progress)
  return {
    opened,
    until,
    close,
    isOver: () => isOver(progress),
    answers: () => progress.answers,
    send: async (data) => void (await api.shell.input({ shellId: opened.id, data })),
    end: async () => {
      await until(() => false)
      for (const stop of stops) stop()
      return { opened, last: progress.last ?? opened, isInterrupted }
    },
  }
}
