import type { ShellDepth } from '#shared/model/shell.ts'
import type { ShellSignal } from '../providers/provider.ts'
import { type CommandRun, type RunEnding, startCommandRun } from './command-run.ts'
import type { Keyboard, KeyboardPort } from './keyboard.ts'
import { type LineEditor, createLineEditor, editLine } from './line-editor.ts'
import type { ShellEvent } from './shell-state.ts'

/** Time limits of one line in seconds: an answer that comes whole is waited for less long than one that streams. */
export const lineTimeout: Readonly<Record<Exclude<ShellDepth, 'interactive'>, number>> = { streamed: 300, buffered: 60 }
/** Keys typed ahead while a line runs; more are refused with a bell. */
const aheadLimit = 8 * 1024

export interface CommandKeyboardParts {
  readonly port: KeyboardPort
  readonly depth: keyof typeof lineTimeout
  readonly shell: string
  readonly columns: number
}

const modeWords = (depth: keyof typeof lineTimeout): string =>
  depth === 'streamed'
    ? 'Command mode: a line is sent when you press Enter, one at a time; its output appears while it runs.'
    : `Command mode: a line is sent when you press Enter, one at a time; its answer appears when it ended, usually after a few seconds, at most ${lineTimeout.buffered} s.`

interface CommandLine {
  readonly parts: CommandKeyboardParts
  readonly prompt: string
  editor: LineEditor
  /** Keys typed while a line runs. */
  ahead: string
  run: CommandRun | null
  isAtLineStart: boolean
  isIntroduced: boolean
}

const isReady = ({ parts }: CommandLine): boolean => parts.port.machine().state === 'ready'

function show(line: CommandLine, text: string): void {
  if (text === '') return
  line.isAtLineStart = text.endsWith('\n')
  line.parts.port.show(text)
}

const showPrompt = (line: CommandLine): void => show(line, `${line.isAtLineStart ? '' : '\r\n'}${line.prompt}`)

function send(line: CommandLine, text: string): void {
  const { port, depth } = line.parts
  if (!port.dispatch({ kind: 'line' }).includes('send')) return
  const mine = startCommandRun({ port, line: text, timeoutSeconds: lineTimeout[depth] })
  line.run = mine
  const release = (event: ShellEvent): void => {
    if (line.run !== mine) return
    line.run = null
    port.dispatch(event)
  }
  mine.started.then(
    (isSent) => !isSent && release({ kind: 'done', says: 'Cancelled before sending.' }),
    () => release({ kind: 'refused', says: 'The line was not sent, because it could not be recorded in the journal.' }),
  )
}

/** Reads keys until a line is sent; the rest waits for its answer. */
function feed(line: CommandLine, data: string): void {
  let rest = data
  while (rest !== '' && isReady(line)) {
    const result = editLine(line.editor, rest)
    line.editor = result.editor
    rest = result.rest
    show(line, result.output)
    if (result.line !== null && result.line.trim() !== '') send(line, result.line)
    else if (result.isInterrupted || result.line !== null) showPrompt(line)
  }
  line.ahead = rest + line.ahead
}

function typeAhead(line: CommandLine, data: string): boolean {
  const hasRoom = line.ahead.length + data.length <= aheadLimit
  if (hasRoom) line.ahead += data
  else line.parts.port.show('\x07')
  return hasRoom
}

function interrupt(line: CommandLine): boolean {
  line.ahead = ''
  if (isReady(line)) feed(line, '\x03')
  if (!line.run) return isReady(line)
  const isPossible = line.run.interrupt()
  if (!isPossible) line.parts.port.say('This vendor cannot stop a running command. It goes on until it ends or its time limit passes.')
  return isPossible
}

async function type(line: CommandLine, data: string): Promise<boolean> {
  const { port } = line.parts
  const { state } = port.machine()
  if (state === 'running') return data.includes('\x03') ? interrupt(line) : typeAhead(line, data)
  if (state !== 'ready') return !port.dispatch({ kind: 'line' }).includes('bell')
  const before = line.run
  feed(line, data)
  if (line.run && line.run !== before) await line.run.started
  return true
}

function onReady(line: CommandLine): void {
  if (!line.isIntroduced) line.parts.port.say(modeWords(line.parts.depth))
  line.isIntroduced = true
  line.editor = { ...line.editor, pending: '', cursor: line.editor.text.length }
  showPrompt(line)
  show(line, line.editor.text)
  const keys = line.ahead
  line.ahead = ''
  feed(line, keys)
}

function onOutput(line: CommandLine, text: string): string {
  line.run?.add(text)
  const shown = text.replaceAll(/\r?\n/g, '\r\n')
  if (shown) line.isAtLineStart = shown.endsWith('\n')
  return shown
}

function onDone(line: CommandLine, { exitCode, note }: Extract<ShellSignal, { kind: 'done' }>): void {
  const isInterrupted = line.run?.finish(exitCode, note ?? null) ?? false
  line.run = null
  const isFailure = exitCode !== null && exitCode !== 0
  const ending = isInterrupted ? 'Cancelled - may have run.' : isFailure ? `The last line failed (exit ${exitCode}).` : null
  line.parts.port.dispatch({ kind: 'done', says: [ending, note].filter(Boolean).join(' ') || null })
}

function endRun(line: CommandLine, ending: RunEnding, says: string): void {
  line.run?.end(ending, says)
  line.run = null
}

/** Keys for vendors that take whole commands: echo, editing and history happen here, and Enter sends one line. */
export function createCommandKeyboard(parts: CommandKeyboardParts): Keyboard {
  const prompt = `${parts.shell}> `
  const editor = createLineEditor(prompt, parts.columns)
  const line: CommandLine = { parts, prompt, editor, ahead: '', run: null, isAtLineStart: true, isIntroduced: false }
  return {
    type: (data) => type(line, data),
    onReady: () => onReady(line),
    onOutput: (text) => onOutput(line, text),
    onDone: (signal) => onDone(line, signal),
    onRefused: ({ says, outcome = 'no-answer' }) => {
      endRun(line, outcome, says)
      parts.port.dispatch({ kind: 'refused', says })
    },
    interrupt: () => interrupt(line),
    resize: (columns) => {
      line.editor = { ...line.editor, columns }
    },
    end: (isLost) => {
      line.ahead = ''
      endRun(line, isLost ? 'no-answer' : 'cancelled', 'The connection broke before the answer came. The command may have run; it was not sent again.')
    },
  }
}
