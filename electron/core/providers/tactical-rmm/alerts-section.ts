import type { AlertItem } from '#shared/model/section.ts'
import { type ParsedItems, parseEach } from '../toolkit/parse-each.ts'
import { parseInstant } from '../toolkit/parse-instant.ts'
import { ignoredAlertKeys } from './known-keys.ts'
import { tacticalAlert, type TacticalAlert } from './schema.ts'
import { meaningful, severityWord } from './wire-words.ts'

/** More open alerts than this about one device would not be readable. */
const MAX_ALERTS = 1_000

/** An alert and the device it is about; null for one that is about none, is closed, or is kept from people. */
interface Addressed {
  readonly remoteId: string | null
  readonly alert: AlertItem
}

/** The open alerts of a server by the id of their device, and what reading them led to. */
export type AlertsByDevice = Omit<ParsedItems<never>, 'items'> & { readonly byDevice: ReadonlyMap<string, readonly AlertItem[]> }

/**
 * Reads the list of alerts, a bad one costing one. Null when the answer is no list or nothing in it can be read: then it
 * says of no device that it has none (S6). Alerts without a device, closed ones and hidden ones (they exist for e-mails
 * only) are left out.
 */
export function toAlerts(value: unknown): AlertsByDevice | null {
  if (!Array.isArray(value)) return null
  const { items, ...led } = parseEach(value, tacticalAlert, ignoredAlertKeys, toAddressed)
  if (items.length === 0 && led.rejected > 0) return null
  const byDevice = new Map<string, AlertItem[]>()
  for (const { remoteId, alert } of items) {
    if (remoteId === null) continue
    const alerts = byDevice.get(remoteId) ?? []
    if (alerts.length < MAX_ALERTS) alerts.push(alert)
    byDevice.set(remoteId, alerts)
  }
  return { ...led, byDevice }
}

const toAddressed = (alert: TacticalAlert): Addressed => ({
  remoteId: alert.resolved === true || alert.hidden === true ? null : (alert.agent_id ?? null),
  alert: toAlert(alert),
})

function toAlert(alert: TacticalAlert): AlertItem {
  const kind = meaningful(alert.alert_type)
  const isSnoozed = alert.snoozed === true
  return {
    id: String(alert.id),
    message: meaningful(alert.message) ?? (kind === null ? `Alert ${alert.id}` : `${kind} alert ${alert.id}`),
    severity: severityWord(alert.severity),
    kind,
    raisedAt: parseInstant(alert.alert_time),
    isSnoozed,
    snoozedUntil: isSnoozed ? parseInstant(alert.snooze_until) : null,
  }
}
