import type { ShellState, ShellView } from '#shared/model/shell.ts'
import { shellWords } from '#shared/model/shell.ts'
import { Status } from '../../ui/status-shape.tsx'
import type { Shape } from '../../ui/status-shape.tsx'
import { say } from './shell-words.ts'

const shapes: Readonly<Record<ShellState, Shape>> = {
  opening: 'waiting',
  ready: 'online',
  running: 'queued',
  stalled: 'late',
  reconnecting: 'unknown',
  closed: 'inactive',
  failed: 'failing',
}

/** States from the one a person must see first to the one that can wait. */
const urgency: readonly ShellState[] = ['failed', 'stalled', 'reconnecting', 'opening', 'running', 'ready', 'closed']

/** The state that stands for several shells: the most urgent of theirs. */
export const mostUrgent = (views: readonly ShellView[]): ShellState => urgency.find((state) => views.some((view) => view.state === state)) ?? 'closed'

/** The state of a shell in shape and word; one that was asked to end says so until it has. */
export const ShellStatus = ({ state, isClosing = false }: { readonly state: ShellState; readonly isClosing?: boolean }) => (
  <Status shape={isClosing ? 'waiting' : shapes[state]}>{isClosing ? say('closing') : shellWords[state]}</Status>
)
