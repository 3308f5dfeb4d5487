import type { TacticalWorld } from '../world.ts'
import { alertTemplateResource } from './alert-template-records.ts'
import { keepSettings } from './core-settings-record.ts'
import { scriptsOf } from './script-records.ts'
import { seedRow } from './seed-row.ts'

/** Lays out the alert templates; the first is the server's default. */
export function seedAlertTemplates(world: TacticalWorld): void {
  const standard = seedRow(alertTemplateResource, {
    name: 'Standard', check_email_alert_severity: ['error'], check_dashboard_alert_severity: ['error', 'warning'],
    task_dashboard_alert_severity: ['error'],
  }, world)
  seedRow(alertTemplateResource, {
    name: 'Critical systems', agent_always_alert: true, agent_always_email: true, check_always_alert: true, task_always_alert: true,
    action: scriptsOf(world).keys().next().value ?? null, email_recipients: ['oncall@example.com'], exclude_workstations: true,
    check_email_alert_severity: ['error', 'warning'], check_periodic_alert_days: 1,
  }, world)
  seedRow(alertTemplateResource, { name: 'Retired', is_active: false }, world)
  keepSettings(world, { alert_template: standard.id })
}
