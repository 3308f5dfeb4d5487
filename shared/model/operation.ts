import { z } from 'zod'
import { errorCodes } from '../errors/codes.ts'
import type { OsFamily } from './device.ts'
import { AccountId, DeviceId, OperationId } from './ids.ts'

/**
 * States of an operation. The last six are final. `sent-no-answer` is neither success nor failure and stays so until
 * evidence is attached.
 */
export const operationStates = [
  'waiting',
  'sending',
  'running',
  'succeeded',
  'failed',
  'timed-out',
  'cancelled-before-sending',
  'cancelled-may-have-run',
  'sent-no-answer',
] as const
export const OperationState = z.enum(operationStates)
export type OperationState = z.infer<typeof OperationState>

/** The words of the interface for each state; the only words used for it anywhere. */
export const operationWords: Readonly<Record<OperationState, string>> = {
  waiting: 'Waiting for device',
  sending: 'Sending',
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  'timed-out': 'Timed out',
  'cancelled-before-sending': 'Cancelled before sending',
  'cancelled-may-have-run': 'Cancelled - may have run',
  'sent-no-answer': 'Sent - no answer',
}

export const finalStates: ReadonlySet<OperationState> = new Set([
  'succeeded',
  'failed',
  'timed-out',
  'cancelled-before-sending',
  'cancelled-may-have-run',
  'sent-no-answer',
])

/** Shells a command may be written for. Which of them a device offers follows its operating system. */
export const CommandShell = z.enum(['powershell', 'cmd', 'bash', 'sh', 'zsh'])
export type CommandShell = z.infer<typeof CommandShell>

/** Shells by operating system, default first (S53). None when the system is not known. */
export const shellsByFamily: Readonly<Record<OsFamily, readonly CommandShell[]>> = {
  windows: ['powershell', 'cmd'],
  linux: ['bash', 'sh', 'zsh'],
  macos: ['zsh', 'bash', 'sh'],
  other: [],
}

/** Exactly what leaves: method, address and body of the request, before the secret is added (B73). */
export const RequestPreview = z.object({ method: z.string(), url: z.string(), body: z.string(), transport: z.enum(['http', 'websocket']) })
export type RequestPreview = z.infer<typeof RequestPreview>

/** One requested action on one device, its state and its result (S33, S55). */
export const Operation = z.object({
  id: OperationId,
  /** `noun.verb` of the contract. */
  action: z.string(),
  accountId: AccountId,
  deviceId: DeviceId,
  /** Name, client and remote id as they were when the operation was made. */
  deviceName: z.string(),
  client: z.string().nullable(),
  remoteId: z.string(),
  /** Parameters after redaction, as shown. */
  params: z.record(z.string(), z.unknown()),
  /** The request that was shown and sent, after redaction; null for operations of older versions. */
  request: RequestPreview.nullable(),
  state: OperationState,
  operator: z.string(),
  host: z.string(),
  createdAt: z.number().int(),
  sentAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  durationMs: z.number().int().nullable(),
  /** Null with `isExitCodeReported` false when the vendor does not tell. */
  exitCode: z.number().int().nullable(),
  isExitCodeReported: z.boolean(),
  /** Output after redaction, at most 1 MB; the whole is in the result file when `isOutputTruncated`. */
  output: z.string().nullable(),
  outputBytes: z.number().int(),
  isOutputTruncated: z.boolean(),
  /** Why the output is not whole ("server dropped output"), or null. */
  outputNote: z.string().nullable(),
  /** What the end state means here, one sentence, for every state that is not plain success. */
  says: z.string().nullable(),
  /** The error code when the server refused the credential or the right; null otherwise. */
  refusedBy: z.enum(errorCodes).nullable(),
  traceId: z.string(),
})
export type Operation = z.infer<typeof Operation>
