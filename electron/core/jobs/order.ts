import type { Device } from '#shared/model/device.ts'
import { DeviceId, OperationId } from '#shared/model/ids.ts'
import type { Operation, RequestPreview } from '#shared/model/operation.ts'
import type { JournalIntent } from '../context.ts'
import type { Person } from '../ports.ts'
import type { CommandOutcome } from '../providers/provider.ts'

/** Something to be done to one device, with everything frozen that decides what will happen. */
export interface Order {
  /** `noun.verb` of the contract. */
  readonly action: string
  readonly device: Device
  readonly tier: number
  /** Parameters as they will be sent. */
  readonly params: Readonly<Record<string, unknown>>
  /** The parameters as they may be stored and shown. */
  readonly shownParams: Readonly<Record<string, unknown>>
  readonly request: { readonly method: string; readonly path: string }
  /** Throws when the account lets nothing out any more. Asked right before sending. */
  readonly assertReachable: () => Promise<void>
  /** The whole request as it may be stored and shown (B73). */
  readonly shownRequest: RequestPreview
  /** Sends once. Must call `onSent` when bytes leave, and must leave nothing once the signal is aborted. */
  readonly send: (options: { readonly signal: AbortSignal; readonly onSent: () => void }) => Promise<CommandOutcome>
}

/** An order without the way it is sent: a line typed into a shell is sent by the shell. */
export type OrderFacts = Omit<Order, 'send' | 'assertReachable' | 'request' | 'shownRequest'> & {
  readonly request: Order['request'] | null
  readonly shownRequest: Order['shownRequest'] | null
}

/** The operation an order starts as. */
export function operationFor(order: OrderFacts, facts: { readonly id: string; readonly traceId: string; readonly now: number; readonly person: Person }): Operation {
  const { device } = order
  return {
    id: OperationId.parse(facts.id),
    action: order.action,
    accountId: device.accountId,
    deviceId: DeviceId.parse(device.id),
    deviceName: device.name,
    client: device.client,
    remoteId: device.remoteId,
    params: { ...order.shownParams },
    request: order.shownRequest,
    state: 'waiting',
    operator: facts.person.osUser,
    host: facts.person.hostName,
    createdAt: facts.now,
    sentAt: null,
    endedAt: null,
    durationMs: null,
    exitCode: null,
    isExitCodeReported: false,
    output: null,
    outputBytes: 0,
    isOutputTruncated: false,
    outputNote: null,
    says: null,
    refusedBy: null,
    traceId: facts.traceId,
  }
}

/** What the journal is told before the order is sent. */
export const intentFor = (order: OrderFacts, operation: Operation): JournalIntent => ({
  action: order.action,
  class: 'mutating',
  tier: order.tier,
  accountId: order.device.accountId,
  vendor: order.device.vendor,
  targets: [{ deviceId: order.device.id, remoteId: order.device.remoteId, shown: order.device.name }],
  params: order.params,
  request: order.request,
  operationId: operation.id,
  traceId: operation.traceId,
})
