import type { FleetDevice } from '../fleet/device.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { interpret } from './interpreter.ts'
import { emptyLine, keysOf, pressKey, type EditorEvent } from './line-editor.ts'
import { pass } from './pass.ts'
import { openSession, type Dialect, type ShellSession } from './shell-session.ts'

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

/** Opens a simulated shell: banner, prompt, line editing, history, Ctrl-C and the simulated commands. */
export function openSimulatedTerminal(device: FleetDevice, fleet: Fleet, dialect: Dialect, asUser: boolean, events: TerminalEvents): Terminal {
  const session = openSession(device, fleet, dialect, [], asUser)
  const waiting: string[] = []
  let line = emptyLine
  let interrupt: AbortController | null = null
  let isDead = false
  const show = async (text: string): Promise<void> => { if (!isDead) await events.output(text) }
  const finish = (exitCode: number): void => { if (!isDead) { isDead = true; events.end(exitCode) } }

  const handle = async (event: EditorEvent): Promise<void> => {
    switch (event.kind) {
      case 'echo': return show(event.text)
      case 'interrupt': return show(promptOf(session))
      case 'end': return finish(0)
      case 'line': {
        interrupt = new AbortController()
        await runLine(event.text, session, show, interrupt.signal)
        interrupt = null
        return session.isOver ? finish(session.lastExit) : show(promptOf(session))
      }
    }
  }
  const pump = async (): Promise<void> => {
    for (let key = waiting.shift(); key !== undefined && !isDead; key = waiting.shift()) {
      const change = pressKey(line, key)
      line = change.line
      for (const event of change.events) await handle(event)
    }
    isPumping = false
  }
  let isPumping = true
  void show(`${bannerOf(session)}${promptOf(session)}`).then(pump)
  return {
    input: (data) => {
      for (const key of keysOf(data)) {
        // While a command runs, Ctrl-C goes to it; everything else is typed ahead.
        if (key === '\x03' && interrupt) interrupt.abort()
        else waiting.push(key)
      }
      if (isPumping) return
      isPumping = true
      void pump()
    },
    resize: (_rows, columns) => void session.variables.set('COLUMNS', String(columns)),
    kill: () => {
      isDead = true
      interrupt?.abort()
    },
  }
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
