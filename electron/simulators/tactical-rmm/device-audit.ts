import type { FleetDevice } from '../fleet/fleet.ts'
import { writeAudit, type AuditAction } from './records/audit-trail.ts'
import type { Call } from './route.ts'
import type { PlaceKind } from './place-record.ts'
import type { TacticalWorld } from './world.ts'

type Who = Pick<Call, 'caller' | 'request'>
type Values = { readonly before?: unknown; readonly after?: unknown }

/** Writes that the caller did something to a device; `what` follows the caller's name in the message. */
export const auditDevice = (
  call: Who, device: FleetDevice, world: TacticalWorld, action: AuditAction, what: string, values: Values = {},
): void => writeAudit(world, call, { action, objectType: 'agent', device, message: `${call.caller.username} ${what}`, ...values })

const verbs = { add: 'added', modify: 'modified', delete: 'deleted' } as const

/** Writes that the caller added, changed or removed a client or a site. */
export const auditPlace = (
  call: Who, world: TacticalWorld, kind: PlaceKind, action: keyof typeof verbs, name: string, values: Values,
): void => writeAudit(world, call, { action, objectType: kind, message: `${call.caller.username} ${verbs[action]} ${kind} ${name}`, ...values })
