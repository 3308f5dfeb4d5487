import type { Device } from '#shared/model/device.ts'
import type { ShellId } from '#shared/model/ids.ts'
import type { CommandShell } from '#shared/model/operation.ts'
import type { ShellDepth } from '#shared/model/shell.ts'
import type { Provider } from '../providers/provider.ts'
import type { LineRecorder } from './line-operation.ts'
import type { RecordedAction, Recorder } from './shell-record.ts'

/** What was decided before a session starts. */
export interface SessionPlan {
  readonly id: ShellId
  readonly owner: string
  readonly device: Device
  readonly provider: Provider
  /** The id of its records; everything it sends carries it. */
  readonly traceId: string
  readonly shell: CommandShell
  readonly depth: ShellDepth
  readonly depthReason: string | null
  readonly runAsUser: boolean
  readonly columns: number
  readonly rows: number
  /** The record that this shell was opened; finished when it ends. */
  readonly opened: RecordedAction
  readonly record: Recorder
  /** Records one line of command mode. */
  readonly recordLine: LineRecorder
}
