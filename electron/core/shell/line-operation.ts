import type { Device } from '#shared/model/device.ts'
import type { Operation, RequestPreview } from '#shared/model/operation.ts'
import type { CompanyContext } from '../context.ts'
import { endedOperation, withdrawn } from '../jobs/ended-operation.ts'
import { keepOutput } from '../jobs/kept-output.ts'
import { atStart, next, type OperationEvent, type Progress } from '../jobs/operation-state.ts'
import { intentFor, operationFor } from '../jobs/order.ts'
import { type JudgedOutcome, judgeOutcome } from '../jobs/outcome.ts'
import type { CommandOutcome } from '../providers/provider.ts'
import { createRedactor } from '../redact/redactor.ts'
import { tierOf } from './shell-record.ts'

/** How a line ended. `cancelled`: the person stopped it or left; `not-sent`: it never left. */
export type LineEnding =
  | Exclude<CommandOutcome, { readonly kind: 'rate-limited' }>
  | { readonly kind: 'cancelled'; readonly output: string }
  | { readonly kind: 'not-sent' }

/** One line of command mode as an operation (S55). */
export interface LineOperation {
  readonly id: string
  /** The line leaves now. */
  sent(): void
  /** Stores the end with the output, redacted; the first call counts. What cannot be stored is settled at the next start. */
  end(ending: LineEnding): void
}

/** Records a line as an operation; resolves when its intent is on disk. Throws when it cannot be: nothing may be sent then. */
export type LineRecorder = (command: string, timeoutSeconds: number) => Promise<LineOperation>

/** The shell a line belongs to. */
export interface LineOrigin {
  readonly device: Device
  readonly shellId: string
  readonly program: string
  readonly runAsUser: boolean
  readonly traceId: string
  /** What running a line sends. */
  readonly preview: (command: string, timeoutSeconds: number) => RequestPreview
}

interface Line {
  readonly seq: number
  readonly startedAt: number
  operation: Operation
  progress: Progress
  isEnded: boolean
}

function step(line: Pick<Line, 'operation' | 'progress'>, event: OperationEvent): boolean {
  const progress = next(line.progress, event)
  if (progress === null) return false
  line.progress = progress
  line.operation = { ...line.operation, state: progress.state }
  return true
}

/** What the ending means for the operation; null outcome: nothing is known beyond the state. */
function judge(ending: LineEnding): { readonly event: OperationEvent; readonly outcome: JudgedOutcome | null; readonly output: string | null } {
  if (ending.kind === 'not-sent') return { event: 'withdraw', outcome: withdrawn('Nothing was sent.'), output: null }
  if (ending.kind === 'cancelled') return { event: 'cancel', outcome: null, output: ending.output === '' ? null : ending.output }
  const outcome = judgeOutcome(ending)
  return { event: outcome.event, outcome, output: outcome.output }
}

async function store(context: CompanyContext, line: Line, ending: LineEnding): Promise<void> {
  const { ports, journal, files, events } = context
  const { clock, crypto } = ports
  const { event, outcome, output: raw } = judge(ending)
  step(line, event)
  const [endedAt, durationMs] = [clock.now(), Math.round(clock.monotonic() - line.startedAt)]
  const redactor = createRedactor((await context.secretValues?.()) ?? [])
  const output = raw === null ? null : await keepOutput(raw, line.operation.id, { redactor, files, clock, crypto })
  line.operation = endedOperation(line.operation, { outcome, output, endedAt, durationMs }, redactor)
  const { state, exitCode } = line.operation
  const figures = output === null ? null : { bytes: output.bytes, hash: output.hash, isTruncated: output.isTruncated }
  await journal.result(line.seq, { state, exitCode, httpClass: null, refusedBy: outcome?.refusedBy ?? null, durationMs, output: figures }, line.operation)
  events.publish('device.operationChanged', line.operation)
}

async function recordLine(context: CompanyContext, origin: LineOrigin, command: string, timeoutSeconds: number): Promise<Line> {
  const { ports, journal, events } = context
  const { device, shellId, program, runAsUser, traceId } = origin
  const redactor = createRedactor((await context.secretValues?.()) ?? [])
  const params = { shell: shellId, program, command, timeoutSeconds, runAsUser }
  const preview = origin.preview(command, timeoutSeconds)
  const shownRequest = { ...preview, url: redactor.redact(preview.url), body: redactor.redact(preview.body) }
  const order = { action: 'shell.run', device, tier: tierOf(device), params, shownParams: { ...params, command: redactor.redact(command) }, request: null, shownRequest }
  const waiting = operationFor(order, { id: ports.ids.next('o'), traceId, now: ports.clock.now(), person: ports.person })
  const line = { operation: waiting, progress: atStart }
  step(line, 'release')
  const startedAt = ports.clock.monotonic()
  const seq = await journal.intent(intentFor(order, line.operation), line.operation)
  events.publish('device.operationChanged', line.operation)
  return { ...line, seq, startedAt, isEnded: false }
}

/** Creates the recorder of one shell in command mode. All its lines share the trace id of the shell. */
export const createLineRecorder =
  (context: CompanyContext, origin: LineOrigin): LineRecorder =>
  async (command, timeoutSeconds) => {
    const line = await recordLine(context, origin, command, timeoutSeconds)
    const { id } = line.operation
    return {
      id,
      sent: () => {
        step(line, 'bytes-left')
        line.operation = { ...line.operation, sentAt: context.ports.clock.now() }
        context.events.publish('device.operationChanged', line.operation)
      },
      end: (ending) => {
        if (line.isEnded) return
        line.isEnded = true
        store(context, line, ending).catch((error: unknown) =>
          context.ports.log.error('The end of a shell line could not be stored.', { operation: id, traceId: origin.traceId, reason: String(error) }),
        )
      },
    }
  }
