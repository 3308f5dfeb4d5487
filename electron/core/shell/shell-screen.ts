import type { JournalResult } from '../context.ts'
import type { Clock, Crypto } from '../ports.ts'
import { resetModes } from './escape-rules.ts'
import { createOutputDigest } from './output-digest.ts'
import { type GatePorts, createOutputGate } from './output-gate.ts'
import { guardOutput, openGuard } from './terminal-guard.ts'

/** The way of output to the owner's screen: counted, filtered, then let through at the pace it is drawn. */
export interface ShellScreen {
  /** Takes output of the device; answers what of it may be shown. */
  filter(data: string): string
  /** Sends text on its way to the screen. */
  show(text: string): void
  acknowledge(characters: number): void
  interrupt(): void
  /** Keys were typed: what comes now is wanted. */
  expectOutput(): void
  /** A connection ended: what it left open on the screen (alternate screen, mouse, half a sequence) is closed. */
  reset(): void
  /** Sends what waits and stops. */
  end(): void
  readonly isPaused: boolean
  /** Everything the device put out, before the filter. */
  figures(): NonNullable<JournalResult['output']>
}

/** Creates the screen side of one shell. */
export function createShellScreen(parts: GatePorts & { readonly clock: Clock; readonly crypto: Crypto }): ShellScreen {
  const gate = createOutputGate(parts)
  const digest = createOutputDigest(parts.crypto)
  let guard = openGuard
  let isUsed = false

  return {
    filter: (data) => {
      isUsed = true
      digest.add(data)
      const passed = guardOutput(guard, data, parts.clock.monotonic())
      guard = passed.state
      return passed.text
    },
    show: gate.push,
    acknowledge: gate.acknowledge,
    interrupt: gate.interrupt,
    expectOutput: gate.expectOutput,
    reset: () => {
      if (isUsed) gate.push(resetModes)
      isUsed = false
      guard = openGuard
    },
    end: () => {
      gate.flush()
      gate.stop()
    },
    get isPaused() {
      return gate.isPaused
    },
    figures: digest.figures,
  }
}
