import type { RemoteShell, ShellSignal } from '../providers/provider.ts'
import type { LineRecorder } from './line-operation.ts'
import type { Recorder } from './shell-record.ts'
import type { ShellEffect, ShellEvent, ShellMachine } from './shell-state.ts'

/** What a keyboard is lent by its session. */
export interface KeyboardPort {
  readonly machine: () => ShellMachine
  /** Moves the state machine; the session performs the effects it knows and answers all of them. */
  readonly dispatch: (event: ShellEvent) => readonly ShellEffect[]
  readonly remote: () => RemoteShell | null
  /** Writes to the screen. */
  readonly show: (text: string) => void
  /** Replaces the sentence on the strip. */
  readonly say: (says: string) => void
  readonly record: Recorder
  readonly recordLine: LineRecorder
}

/** How typed keys reach the device: as they are (terminal), or as whole lines (command mode). */
export interface Keyboard {
  /** False when the keys were refused. Throws when they cannot be recorded; nothing is sent then. */
  type(data: string): Promise<boolean>
  /** The shell became ready: for the first time, again, or after an answer. */
  onReady(): void
  /** Output of the device, before it is shown. */
  onOutput(text: string): string
  onDone(signal: Extract<ShellSignal, { kind: 'done' }>): void
  onRefused(signal: Extract<ShellSignal, { kind: 'refused' }>): void
  /** False when nothing could be interrupted. */
  interrupt(): boolean
  resize(columns: number): void
  /** The shell is over. `isLost` is false when its owner or the remote side ended it. */
  end(isLost: boolean): void
}
