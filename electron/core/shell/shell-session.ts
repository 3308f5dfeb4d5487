import type { ShellView } from '#shared/model/shell.ts'
import type { CompanyContext } from '../context.ts'
import { type ShellSignal, toDeviceRef } from '../providers/provider.ts'
import { createCommandKeyboard } from './command-keyboard.ts'
import type { Keyboard, KeyboardPort } from './keyboard.ts'
import { type LifeWatch, startLifeWatch } from './life-watch.ts'
import { silenceLimitMs } from './link-limits.ts'
import type { SessionPlan } from './session-plan.ts'
import { type ShellLink, createShellLink } from './shell-link.ts'
import { type ShellScreen, createShellScreen } from './shell-screen.ts'
import { type ShellEffect, type ShellEvent, type ShellMachine, isFinal, next, openingShell } from './shell-state.ts'
import { createTerminalKeyboard } from './terminal-keyboard.ts'

/** One remote shell and everything between it and its owner's screen. */
export interface ShellSession {
  readonly owner: string
  readonly accountId: string
  view(): ShellView
  /** False when the keys were refused. Throws when they cannot be recorded. */
  input(data: string): Promise<boolean>
  resize(columns: number, rows: number): boolean
  acknowledge(characters: number): void
  interrupt(): boolean
  close(): void
  /** Ends the remote session for a reason that is no wish of its owner, who sees `says`. */
  end(says: string): void
}

/** What a session keeps while it lives. The parts know each other only through it. */
interface Live {
  readonly context: CompanyContext
  readonly plan: SessionPlan
  readonly openedAt: number
  machine: ShellMachine
  columns: number
  rows: number
  runAs: ShellView['runAs']
  roundTripMs: number | null
  screen: ShellScreen
  link: ShellLink
  keyboard: Keyboard
  life: LifeWatch
}

const viewOf = ({ plan, machine, openedAt, runAs, roundTripMs }: Live): ShellView => ({
  id: plan.id,
  deviceId: plan.device.id,
  deviceName: plan.device.name,
  client: plan.device.client,
  deviceType: plan.device.type,
  shell: plan.shell,
  depth: plan.depth,
  depthReason: plan.depthReason,
  runAs,
  state: machine.state,
  says: machine.says,
  openedAt,
  roundTripMs,
})

const announce = (live: Live): void => live.context.events.publish('shell.changed', viewOf(live), live.plan.owner)

const goesOn = 'Closed. This vendor cannot stop a running command: it goes on until it ends or its time limit passes.'

function perform(live: Live, effect: ShellEffect): void {
  if (effect === 'bell') live.screen.show('\x07')
  else if (effect === 'interrupt') {
    const isStopped = live.link.remote?.interrupt() ?? false
    if (!isStopped && live.machine.state === 'closed') live.machine = { ...live.machine, says: goesOn }
  }
  else if (effect === 'connect') live.link.connect(live.machine.attempt)
  else if (effect === 'disconnect') {
    live.screen.reset()
    live.link.disconnect()
  }
}

/** Ends records and timers. */
function finish(live: Live, before: ShellMachine): void {
  const isLost = live.machine.state === 'failed'
  live.life.stop()
  live.keyboard.end(isLost)
  live.screen.end()
  const wasRefused = isLost && before.state === 'opening'
  live.plan.opened.finish({ state: wasRefused ? 'refused' : isLost ? 'sent-no-answer' : 'done', output: live.screen.figures() })
}

/** Moves the machine, performs what it asks for, and tells the owner. Answers the effects. */
function dispatch(live: Live, event: ShellEvent): readonly ShellEffect[] {
  const before = live.machine
  const { machine, effects } = next(before, event)
  live.machine = machine
  for (const effect of effects) perform(live, effect)
  if (machine.state !== before.state || machine.says !== before.says) {
    live.life.sign()
    announce(live)
  }
  const hasNewPrompt = machine.state === 'ready' && before.state !== 'ready' && !(before.state === 'stalled' && event.kind === 'connected')
  if (hasNewPrompt) live.keyboard.onReady()
  if (isFinal(machine.state) && !isFinal(before.state)) finish(live, before)
  return effects
}

/** Any sign of life while opening, stalled or reconnecting means that the link is up. */
function heard(live: Live): void {
  live.life.sign()
  if (['opening', 'stalled', 'reconnecting'].includes(live.machine.state)) dispatch(live, { kind: 'connected', isResumed: false })
}

function onSignal(live: Live, signal: ShellSignal): void {
  switch (signal.kind) {
    case 'connected':
      live.runAs = live.link.remote?.runAs ?? live.runAs
      dispatch(live, { kind: 'connected', isResumed: signal.isResumed ?? false })
      break
    case 'alive':
      live.life.answered()
      if (live.machine.state === 'stalled') heard(live)
      break
    case 'data':
      heard(live)
      live.screen.show(live.keyboard.onOutput(live.screen.filter(signal.data)))
      break
    case 'done':
      heard(live)
      live.keyboard.onDone(signal)
      break
    case 'refused':
      live.keyboard.onRefused(signal)
      break
    case 'lost':
      dispatch(live, { kind: 'lost', says: signal.says })
  }
}

function createKeyboard(live: Live): Keyboard {
  const { plan } = live
  const port: KeyboardPort = {
    machine: () => live.machine,
    dispatch: (event) => dispatch(live, event),
    remote: () => live.link.remote,
    show: (text) => live.screen.show(text),
    say: (says) => {
      live.machine = { ...live.machine, says }
      announce(live)
    },
    record: (action, params) => plan.record(action, { shell: plan.id, ...params }),
    recordLine: plan.recordLine,
  }
  if (plan.depth === 'interactive') return createTerminalKeyboard(port, () => live.screen.figures())
  return createCommandKeyboard({ port, depth: plan.depth, shell: plan.shell, columns: plan.columns })
}

function createScreen(live: Live): ShellScreen {
  const { events, ports } = live.context
  return createShellScreen({
    clock: ports.clock,
    crypto: ports.crypto,
    publish: (sequence, data) => events.publish('shell.output', { shellId: live.plan.id, sequence, data }, live.plan.owner),
    pause: () => live.link.remote?.pause(),
    resume: () => live.link.remote?.resume(),
  })
}

function createLink(live: Live): ShellLink {
  const { plan, context } = live
  return createShellLink({
    clock: context.ports.clock,
    provider: { openShell: (device, request, listen) => context.ports.trace.run(plan.traceId, () => plan.provider.openShell(device, request, listen)) },
    device: toDeviceRef(plan.device),
    request: () => ({ depth: plan.depth, shell: plan.shell, runAsUser: plan.runAsUser, columns: live.columns, rows: live.rows }),
    listen: (signal) => onSignal(live, signal),
    isOffline: context.modes.isOffline,
  })
}

/** A round trip is worth an announcement when it moved by a quarter and 10 ms. */
const isNews = (before: number | null, now: number): boolean => before === null || Math.abs(now - before) > Math.max(10, before / 4)

const watchLife = (live: Live): LifeWatch =>
  startLifeWatch({
    clock: live.context.ports.clock,
    ping: () => {
      const { remote } = live.link
      // An answered ping proves the way to the vendor; only an answer of the device ends the opening.
      const isUp = live.machine.state !== 'opening' && live.machine.state !== 'reconnecting'
      return isUp && remote?.ping ? () => remote.ping?.() : null
    },
    // A paused connection hears nothing, and between two attempts there is nobody to hear.
    limitMs: () =>
      live.screen.isPaused || live.link.isWaiting ? null : silenceLimitMs(live.machine.state, live.link.remote?.ping !== undefined),
    onSilence: () => void dispatch(live, { kind: 'silence' }),
    onRoundTrip: (ms) => {
      if (!isNews(live.roundTripMs, ms)) return
      live.roundTripMs = ms
      announce(live)
    },
  })

const createLive = (context: CompanyContext, plan: SessionPlan): Live => {
  const { columns, rows } = plan
  const bare = { context, plan, columns, rows, openedAt: context.ports.clock.now(), machine: openingShell(plan.depth), runAs: 'unknown', roundTripMs: null }
  const live = bare as Live
  live.screen = createScreen(live)
  live.link = createLink(live)
  live.keyboard = createKeyboard(live)
  live.life = watchLife(live)
  return live
}

/** Opens a remote shell. It tells its owner about itself by events; it ends when it is closed, refused or lost. */
export function startShellSession(context: CompanyContext, plan: SessionPlan): ShellSession {
  const live = createLive(context, plan)
  const isTyping = (): boolean => live.machine.state === 'ready' || live.machine.state === 'running'
  const interrupt = (): boolean => {
    if (!isTyping()) return false
    live.screen.interrupt()
    return live.keyboard.interrupt()
  }
  live.link.connect(0)
  return {
    owner: plan.owner,
    accountId: plan.device.accountId,
    view: () => viewOf(live),
    input: async (data) => {
      if (plan.depth === 'interactive' && data === '\x03' && isTyping()) return interrupt()
      live.screen.expectOutput()
      return context.ports.trace.run(plan.traceId, () => live.keyboard.type(data))
    },
    resize: (columns, rows) => {
      live.columns = columns
      live.rows = rows
      live.keyboard.resize(columns)
      live.link.remote?.resize(columns, rows)
      return !isFinal(live.machine.state)
    },
    acknowledge: (characters) => live.screen.acknowledge(characters),
    interrupt,
    close: () => void dispatch(live, { kind: 'gone' }),
    end: (says) => void dispatch(live, { kind: 'ended', says }),
  }
}
