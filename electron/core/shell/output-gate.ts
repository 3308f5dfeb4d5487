import type { Stop } from '#shared/util/stop.ts'
import type { Clock } from '../ports.ts'
import { type HeldOutput, createHeldOutput } from './held-output.ts'

/** The numbers of flow control, with their reasons. Sizes are characters. */
export const FLOW = {
  /** The first message of a shell waits for this long: whoever opened it knows its id by then. */
  firstAfterMs: 20,
  /** Half a frame: far fewer messages, no delay anyone sees. */
  coalesceMs: 8,
  /** While little comes (an echo), chunks are joined for this long only: keys feel immediate. */
  echoMs: 1,
  /** Up to this much in `floodWindowMs` is little. */
  echoBelow: 4 * 1024,
  /** Sent or waiting and not yet drawn: about half a second of work for a terminal. Above it the remote side is paused. */
  pauseAbove: 128 * 1024,
  /** Must stay above what a screen acknowledges at once, or output would never go on. */
  resumeBelow: 16 * 1024,
  /** Largest single message, so that a screen can draw and acknowledge in between. */
  messageSize: 32 * 1024,
  /** What may still arrive after a pause and is kept. Beyond it the middle is dropped: memory stays bounded without a pause. */
  holdAbove: 512 * 1024,
  /** More than `resumeBelow` in about this time is a flood, even where the screen keeps up. */
  floodWindowMs: 100,
  /**
   * After an interrupt the remote side stays paused for this long: a producer that is held back hears the interrupt
   * at once, one that is being drained writes on as fast as we read.
   */
  drainHoldMs: 20,
  /** Then output is thrown away until it is quiet for this long … */
  drainQuietMs: 25,
  /** … but never longer than this. */
  drainLimitMs: 1_000,
  /** The end of what is thrown away that is kept, because the new prompt is in it. */
  drainKeep: 2 * 1024,
} as const

export interface GatePorts {
  readonly clock: Clock
  readonly publish: (sequence: number, data: string) => void
  readonly pause: () => void
  readonly resume: () => void
}

/** Stands between a remote shell and a screen. */
export interface OutputGate {
  push(text: string): void
  /** The screen drew this many characters. More than were sent counts as all. */
  acknowledge(characters: number): void
  /** In a flood: throws away what waits and what is still on its way, and lets the remote side go on. Else does nothing. */
  interrupt(): void
  /** Keys were typed after an interrupt: what comes now is wanted, however much it is. */
  expectOutput(): void
  /** Sends what waits without regard to the marks, for the end of a session. */
  flush(): void
  /** The remote side is paused: hearing nothing from it proves nothing. */
  readonly isPaused: boolean
  readonly stop: Stop
}

interface Gate {
  readonly ports: GatePorts
  readonly held: HeldOutput
  sequence: number
  /** Characters sent and not drawn yet. */
  unacknowledged: number
  isPaused: boolean
  /** About how much came in the last window, and when that window began. */
  recent: number
  recentSince: number
  stopTimer: Stop | null
  /** Set after an interrupt: output is thrown away until it is quiet. */
  drain: { stop: Stop } | null
  /** Until then a flood is the rest of an interrupted one. */
  drainUntil: number
}

function send(gate: Gate, text: string): void {
  gate.unacknowledged += text.length
  gate.sequence += 1
  gate.ports.publish(gate.sequence, text)
}

/** Pauses or resumes the remote side by the marks. */
function judge(gate: Gate): void {
  if (gate.drain) return
  const load = gate.unacknowledged + gate.held.size
  if (!gate.isPaused && load > FLOW.pauseAbove) {
    gate.isPaused = true
    gate.ports.pause()
  } else if (gate.isPaused && load < FLOW.resumeBelow) {
    gate.isPaused = false
    gate.ports.resume()
  }
}

function emit(gate: Gate): void {
  gate.stopTimer = null
  while (gate.held.size > 0 && gate.unacknowledged < FLOW.pauseAbove) send(gate, gate.held.take(FLOW.messageSize))
  judge(gate)
}

function schedule(gate: Gate): void {
  const usual = gate.recent < FLOW.echoBelow ? FLOW.echoMs : FLOW.coalesceMs
  const delay = gate.sequence === 0 ? FLOW.firstAfterMs : usual
  gate.stopTimer ??= gate.ports.clock.after(delay, () => emit(gate))
}

function flush(gate: Gate): void {
  while (gate.held.size > 0) send(gate, gate.held.take(FLOW.messageSize))
}

/** What was kept goes out whatever the marks say: it is small, and somebody waits for the prompt in it. */
function endDrain(gate: Gate): void {
  gate.drain?.stop()
  gate.drain = null
  gate.recent = 0
  flush(gate)
  judge(gate)
}

/** Throws away all but the end, and waits for quiet from now on. */
function keepDraining(gate: Gate): void {
  const { drain, held, ports } = gate
  if (!drain) return
  held.keepEnd(FLOW.drainKeep)
  if (gate.isPaused) return
  drain.stop()
  const left = gate.drainUntil - ports.clock.monotonic()
  if (left <= 0) endDrain(gate)
  else drain.stop = ports.clock.after(Math.min(FLOW.drainQuietMs, left), () => endDrain(gate))
}

function beginDrain(gate: Gate): void {
  gate.isPaused = false
  gate.ports.resume()
  keepDraining(gate)
}

/** A flood that was interrupted and comes up again after a moment of quiet: it was only late. */
function drainAgain(gate: Gate): void {
  if (gate.drain || gate.ports.clock.monotonic() >= gate.drainUntil || !isFlooded(gate)) return
  gate.stopTimer?.()
  gate.stopTimer = null
  gate.drain = { stop: () => undefined }
  if (gate.isPaused) beginDrain(gate)
}

/** Starts a new window when the last is over: half of it still counts in the next one, nothing in a later one. */
function turnWindow(gate: Gate): void {
  const passed = gate.ports.clock.monotonic() - gate.recentSince
  if (passed < FLOW.floodWindowMs) return
  gate.recent = passed < 2 * FLOW.floodWindowMs ? gate.recent / 2 : 0
  gate.recentSince = gate.ports.clock.monotonic()
}

function isFlooded(gate: Gate): boolean {
  turnWindow(gate)
  return gate.isPaused || gate.recent + gate.unacknowledged + gate.held.size >= FLOW.resumeBelow
}

function push(gate: Gate, text: string): void {
  if (text === '') return
  turnWindow(gate)
  gate.recent += text.length
  gate.held.add(text)
  drainAgain(gate)
  if (gate.drain) keepDraining(gate)
  else schedule(gate)
  judge(gate)
}

function interrupt(gate: Gate): void {
  if (!isFlooded(gate)) return
  const { clock, pause } = gate.ports
  gate.stopTimer?.()
  gate.stopTimer = null
  if (!gate.isPaused) pause()
  gate.isPaused = true
  gate.drain?.stop()
  gate.drainUntil = clock.monotonic() + FLOW.drainHoldMs + FLOW.drainLimitMs
  gate.drain = { stop: clock.after(FLOW.drainHoldMs, () => beginDrain(gate)) }
  keepDraining(gate)
}

/** Creates the gate of one shell. Messages are numbered from 1 without gaps. */
export function createOutputGate(ports: GatePorts): OutputGate {
  const held = createHeldOutput(FLOW.holdAbove)
  const gate: Gate = { ports, held, sequence: 0, unacknowledged: 0, isPaused: false, recent: 0, recentSince: 0, stopTimer: null, drain: null, drainUntil: 0 }
  return {
    push: (text) => push(gate, text),
    acknowledge: (characters) => {
      gate.unacknowledged = Math.max(0, gate.unacknowledged - characters)
      if (held.size > 0 && !gate.drain) schedule(gate)
      judge(gate)
    },
    interrupt: () => interrupt(gate),
    expectOutput: () => {
      gate.drainUntil = 0
    },
    flush: () => flush(gate),
    get isPaused() {
      return gate.isPaused
    },
    stop: () => {
      gate.stopTimer?.()
      gate.drain?.stop()
    },
  }
}
