import type { JournalResult } from '../context.ts'
import type { Keyboard, KeyboardPort } from './keyboard.ts'
import type { RecordedAction } from './shell-record.ts'

interface Typing {
  readonly port: KeyboardPort
  /** Keys that wait for the record. */
  waiting: string[]
  recording: Promise<RecordedAction> | null
}

async function record(typing: Typing): Promise<void> {
  typing.recording ??= typing.port.record('shell.input', { mode: 'terminal' })
  try {
    await typing.recording
  } catch (error) {
    typing.recording = null
    typing.waiting = []
    throw error
  }
}

/** Keys that had to wait go now, in order, or not at all. */
function flush(typing: Typing): boolean {
  const keys = typing.waiting.join('')
  typing.waiting = []
  if (typing.port.machine().state !== 'ready') return false
  if (keys) typing.port.remote()?.write(keys)
  return true
}

async function type(typing: Typing, data: string): Promise<boolean> {
  if (!typing.port.dispatch({ kind: 'line' }).includes('send')) return false
  typing.waiting.push(data)
  await record(typing)
  return flush(typing)
}

function end(typing: Typing, state: JournalResult['state'], output: JournalResult['output']): void {
  typing.waiting = []
  typing.recording?.then(
    (action) => action.finish({ state, output }),
    () => undefined,
  )
}

/**
 * Keys for a real terminal: every key goes to the remote side as it is. That keys were typed is recorded once, before the
 * first one leaves; which keys is not recorded, because passwords are typed here.
 */
export function createTerminalKeyboard(port: KeyboardPort, figures: () => JournalResult['output']): Keyboard {
  const typing: Typing = { port, waiting: [], recording: null }
  return {
    type: (data) => type(typing, data),
    onReady: () => undefined,
    onOutput: (text) => text,
    onDone: ({ exitCode }) => {
      const code = exitCode === null ? '' : ` with exit code ${exitCode}`
      port.dispatch({ kind: 'ended', says: `The remote shell ended${code}.` })
    },
    onRefused: ({ says }) => void port.dispatch({ kind: 'refused', says }),
    interrupt: () => port.machine().state === 'ready' && (port.remote()?.interrupt() ?? false),
    resize: () => undefined,
    end: (isLost) => end(typing, isLost ? 'sent-no-answer' : 'done', figures()),
  }
}
