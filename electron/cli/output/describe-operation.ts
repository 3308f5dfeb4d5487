import { operationWords } from '#shared/model/operation.ts'
import type { Operation, RequestPreview } from '#shared/model/operation.ts'
import { describeDuration } from '#shared/util/duration.ts'
import { plain } from './table.ts'

/** A request as it would leave: method, address, body. */
export const describePreview = ({ method, url, body }: RequestPreview): string => `${method} ${url}\n${body}`

/** How an operation stands or ended, in one line: state, exit code, duration, what that means, why output is missing. */
export function describeOperation(operation: Operation): string {
  const exit = operation.exitCode === null ? '' : ` (exit ${operation.exitCode})`
  const duration = operation.durationMs === null ? '' : ` in ${describeDuration(operation.durationMs)}`
  const notes = [operation.says, operation.outputNote].filter((one) => one !== null && one !== '')
  return [`${operation.deviceName}: ${operationWords[operation.state]}${exit}${duration}.`, ...notes].map((part) => plain(part ?? '')).join(' ')
}
