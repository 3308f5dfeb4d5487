import type { Alert } from './alert-records.ts'
import type { Body } from './call-body.ts'
import { readMoment } from './wire-moment.ts'

const DAY = 86_400_000

/** The place of an alert's device, for the client filter; null for alerts without one. */
export type ClientOfAlert = (alert: Alert) => number | null

/**
 * The test a filter body stands for: `timeFilter` (days), `clientFilter` (ids; drops alerts without a device),
 * `severityFilter`, `resolvedFilter` and `snoozedFilter` (only `false` excludes). An empty body lets everything through,
 * hidden alerts too.
 */
export function alertFilter(body: Body, now: number, clientOf: ClientOfAlert): (alert: Alert) => boolean {
  const since = body.timeFilter ? now - Number(body.timeFilter) * DAY : 0
  const clients = listOrNone(body.clientFilter)
  const severities = listOrNone(body.severityFilter)
  return (alert) =>
    (since === 0 || (readMoment(alert.alert_time) ?? 0) >= since) &&
    (!clients || clients.includes(clientOf(alert))) &&
    (!severities || severities.includes(alert.severity)) &&
    (body.resolvedFilter !== false || !alert.resolved) &&
    (body.snoozedFilter !== false || !alert.snoozed)
}

const listOrNone = (value: unknown): readonly unknown[] | null => (Array.isArray(value) && value.length ? value : null)

/** What the bell shows: unresolved, awake and visible alerts, oldest first. `top` limits the list, not the count. */
export function topAlerts(alerts: readonly Alert[], top: number): { readonly count: number; readonly first: readonly Alert[] } {
  const open = alerts.filter((alert) => !alert.resolved && !alert.snoozed && !alert.hidden)
  const ordered = open.toSorted((left, right) => left.alert_time.localeCompare(right.alert_time) || left.id - right.id)
  return { count: open.length, first: ordered.slice(0, top) }
}
