import { json, route, type Call, type Handler, type Route } from '../route.ts'
import { canSeeDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { auditRecords, type AuditRecord } from '../records/audit-trail.ts'
import { bodyOf, needed, type Body } from '../records/call-body.ts'
import { debugLog, type DebugRecord } from '../records/debug-log.ts'
import { siteMini } from '../records/place-presenter.ts'
import { readMoment } from '../records/wire-moment.ts'

const DAY = 86_400_000
const MOST_DEBUG_ROWS = 1000

interface Page {
  readonly sortBy: string
  readonly descending: boolean
  readonly page: number
  readonly rowsPerPage: number
}

function pageIn(body: Body): Page {
  const page = needed(body, 'pagination') as Body
  return {
    sortBy: String(needed(page, 'sortBy')), descending: needed(page, 'descending') === true,
    page: Number(needed(page, 'page')), rowsPerPage: Math.max(1, Number(needed(page, 'rowsPerPage'))),
  }
}

const audit: Handler = (call, world) => {
  const body = bodyOf(call)
  const page = pageIn(body)
  const matches = auditFilter(body, call, world)
  const found = sorted([...auditRecords(world).rows.values()].filter(matches), page, world)
  const last = Math.max(1, Math.ceil(found.length / page.rowsPerPage))
  const start = (Math.min(Math.max(1, page.page), last) - 1) * page.rowsPerPage
  const shown = found.slice(start, start + page.rowsPerPage)
  return json({ total: found.length, audit_logs: shown.map((row) => presentAudit(row, world)) })
}

function auditFilter(body: Body, call: Call, world: TacticalWorld): (row: AuditRecord) => boolean {
  const wanted = (key: string): readonly unknown[] | null => (Array.isArray(body[key]) ? body[key] : null)
  const [agents, clients, users, actions, objects] =
    ['agentFilter', 'clientFilter', 'userFilter', 'actionFilter', 'objectFilter'].map(wanted)
  const since = body.timeFilter ? world.now() - Number(body.timeFilter) * DAY : 0
  return (row) => {
    const device = row.device === null ? undefined : world.fleet.byId(row.device)
    if (device && !canSeeDevice(call.caller, device, world)) return false
    const inPlace = agents
      ? agents.includes(device?.key)
      : !clients || (device !== undefined && clients.includes(world.fleet.clientOf(device).id))
    return inPlace && (!users || users.includes(row.username)) && (!actions || actions.includes(row.action)) &&
      (!objects || objects.includes(row.object_type)) && (readMoment(row.entry_time) ?? 0) >= since
  }
}

function sorted(rows: readonly AuditRecord[], { sortBy, descending }: Page, world: TacticalWorld): readonly AuditRecord[] {
  const value = (row: AuditRecord): string | number => {
    if (sortBy === 'agent') return (row.device === null ? '' : world.fleet.byId(row.device)?.hostName) ?? ''
    if (sortBy === 'id') return row.id
    return String((row as unknown as Record<string, unknown>)[sortBy] ?? '')
  }
  const direction = descending ? -1 : 1
  const compare = (left: AuditRecord, right: AuditRecord): number => {
    const [a, b] = [value(left), value(right)]
    return (a < b ? -1 : a > b ? 1 : left.id - right.id) * direction
  }
  return [...rows].sort(compare)
}

function presentAudit({ device: deviceId, ...row }: AuditRecord, world: TacticalWorld): unknown {
  const device = deviceId === null ? undefined : world.fleet.byId(deviceId)
  return {
    ...row, agent: device?.hostName ?? null, agent_id: device?.key ?? null, site: device ? siteMini(device.siteId, world) : null,
  }
}

const debug: Handler = (call, world) => {
  const body = bodyOf(call)
  const rows = debugLog(world).filter((row) => debugMatches(row, body, call, world))
  return json(rows.toReversed().slice(0, MOST_DEBUG_ROWS).map(({ device: id, ...row }) => {
    const device = id === null ? undefined : world.fleet.byId(id)
    return device ? { ...row, agent: device.hostName } : row
  }))
}

function debugMatches(row: DebugRecord, body: Body, call: Call, world: TacticalWorld): boolean {
  const device = row.device === null ? undefined : world.fleet.byId(row.device)
  if (device && !canSeeDevice(call.caller, device, world)) return false
  return (!body.logLevelFilter || body.logLevelFilter === row.log_level) &&
    (!body.logTypeFilter || body.logTypeFilter === row.log_type) && (!body.agentFilter || body.agentFilter === device?.key)
}

/** Audit and debug log (E124, E125). Both are PATCH although they only read. */
export const logsRoutes: readonly Route[] = [
  route('PATCH', '/logs/audit/', 'can_view_auditlogs', audit),
  route('PATCH', '/logs/debug/', 'can_view_debuglogs', debug),
]
