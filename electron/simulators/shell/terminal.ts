import type { FleetDevice } from '../fleet/fleet-device.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { interpret } from './interpreter.ts'
import { emptyLine, keysOf, pressKey, type EditedLine, type EditorEvent } from './prompt-line.ts'
import { pass } from './pass.ts'
import { openSession, type Dialect, type ShellSession } from './simulated-shell.ts'

/** An interactive shell on a device. */
export interface Terminal {
  input(data: string): void
  resize(rows: number, columns: number): void
  /** Ends it; nothing is reported any more. */
  kill(): void
}

export interface TerminalEvents {
  /** Raw terminal data. The promise resolves when there is room for more. */
  output(text: string): Promise<void>
  end(exitCode: number): void
}

/** What an open simulated terminal knows. */
interface TerminalState {
  readonly session: ShellSession
  readonly events: TerminalEvents
  /** Keys not handled yet. */
  readonly waiting: string[]
  line: EditedLine
  /** Ends the running command; null while none runs. */
  interrupt: AbortController | null
  isPumping: boolean
  isDead: boolean
}

/** Opens a simulated shell: banner, prompt, line editing, history, Ctrl-C and the simulated commands. */
export function openSimulatedTerminal(device: FleetDevice, fleet: Fleet, dialect: Dialect, asUser: boolean, events: TerminalEvents): Terminal {
  const session = openSession(device, fleet, dialect, [], asUser)
  const state: TerminalState = { session, events, waiting: [], line: emptyLine, interrupt: null, isPumping: true, isDead: false }
  void show(state, `${bannerOf(session)}${promptOf(session)}`).then(() => pump(state))
  return {
    input: (data) => takeKeys(state, data),
    resize: (_rows, columns) => void session.variables.set('COLUMNS', String(columns)),
    kill: () => {
      state.isDead = true
      state.interrupt?.abort()
    },
  }
}

function takeKeys(state: TerminalState, data: string): void {
  for (const key of keysOf(data)) {
    // While a command runs, Ctrl-C goes to it; everything else is typed ahead.
    if (key === '\x03' && state.interrupt) state.interrupt.abort()
    else state.waiting.push(key)
  }
  if (state.isPumping) return
  state.isPumping = true
  void pump(state)
}

/** Handles the waiting keys one after the other; a line is run to its end before the next key counts. */
async function pump(state: TerminalState): Promise<void> {
  for (let key = state.waiting.shift(); key !== undefined && !state.isDead; key = state.waiting.shift()) {
    const change = pressKey(state.line, key)
    state.line = change.line
    for (const event of change.events) await handle(state, event)
  }
  state.isPumping = false
}

function handle(state: TerminalState, event: EditorEvent): Promise<void> {
  switch (event.kind) {
    case 'echo': return show(state, event.text)
    case 'interrupt': return show(state, promptOf(state.session))
    case 'end': return finish(state, 0)
    case 'line': return enterLine(state, event.text)
  }
}

async function enterLine(state: TerminalState, text: string): Promise<void> {
  const { session } = state
  state.interrupt = new AbortController()
  await runLine(text, session, (piece) => show(state, piece), state.interrupt.signal)
  state.interrupt = null
  await (session.isOver ? finish(state, session.lastExit) : show(state, promptOf(session)))
}

const show = (state: TerminalState, text: string): Promise<void> => (state.isDead ? Promise.resolve() : state.events.output(text))

async function finish(state: TerminalState, exitCode: number): Promise<void> {
  if (state.isDead) return
  state.isDead = true
  state.events.end(exitCode)
}

/** Runs one line, writing as fast as the other side takes it, until it ends or is interrupted. */
async function runLine(text: string, session: ShellSession, show: (text: string) => Promise<void>, signal: AbortSignal): Promise<void> {
  const run = interpret(text, session)
  for (let step = run.next(); !step.done; step = run.next()) {
    if (step.value.kind === 'wait') await pass(step.value.seconds * 1000 * session.fleet.waitScale, signal)
    else await show(step.value.text.replace(/\r?\n/g, '\r\n'))
    if (signal.aborted) return show('^C\r\n')
  }
}

export function promptOf({ dialect, directory, device }: ShellSession): string {
  switch (dialect) {
    case 'cmd': return `${directory}>`
    case 'powershell': return `PS ${directory}> `
    case 'bash': return `root@${device.hostName}:${directory === '/root' ? '~' : directory}# `
  }
}

function bannerOf({ dialect, device }: ShellSession): string {
  const build = /build ([\d.]+)/.exec(device.operatingSystem)?.[1] ?? '19045'
  switch (dialect) {
    case 'cmd': return `Microsoft Windows [Version 10.0.${build}]\r\n(c) Microsoft Corporation. All rights reserved.\r\n\r\n`
    case 'powershell': return 'Windows PowerShell\r\nCopyright (C) Microsoft Corporation. All rights reserved.\r\n\r\n'
    case 'bash': return ''
  }
}
