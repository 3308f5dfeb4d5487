import type { Call } from '../route.ts'
import type { TacticalWorld } from '../world.ts'
import { wireMoment } from './wire-moment.ts'

export type AuditAction =
  | 'login' | 'failed_login' | 'add' | 'modify' | 'delete' | 'view' | 'check_run' | 'task_run' | 'agent_install'
  | 'remote_session' | 'execute_script' | 'execute_command' | 'bulk_action' | 'url_action'

/** One stored audit entry. `device` is the integer id of the device it is about, if any. */
export interface AuditRecord {
  readonly id: number
  readonly entry_time: string
  readonly ip_address: string | null
  readonly username: string
  readonly action: AuditAction
  readonly object_type: string
  readonly device: number | null
  readonly before_value: unknown
  readonly after_value: unknown
  readonly message: string
  readonly debug_info: unknown
}

export interface AuditEntry {
  readonly action: AuditAction
  readonly objectType: string
  readonly message: string
  readonly device?: { readonly id: number } | undefined
  readonly before?: unknown
  readonly after?: unknown
}

const KEPT = 20_000

export const auditRecords = (world: TacticalWorld) => world.table<AuditRecord>('auditLogs')

/** Writes one audit entry in the name of the caller. The oldest entries go when more than 20,000 are kept. */
export function writeAudit(world: TacticalWorld, call: Pick<Call, 'caller' | 'request'>, entry: AuditEntry): void {
  const address = call.request.socket.remoteAddress?.replace('::ffff:', '') ?? null
  const { rows } = auditRecords(world)
  auditRecords(world).insert({
    entry_time: wireMoment(world.now()),
    ip_address: address,
    username: call.caller.username,
    action: entry.action,
    object_type: entry.objectType,
    device: entry.device?.id ?? null,
    before_value: entry.before ?? null,
    after_value: entry.after ?? null,
    message: entry.message,
    debug_info: { ip: address },
  })
  if (rows.size > KEPT) for (const id of rows.keys()) { rows.delete(id); break }
}
