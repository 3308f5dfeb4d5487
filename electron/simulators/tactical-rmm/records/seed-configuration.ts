import type { TacticalWorld } from '../world.ts'
import { keepSettings } from './core-settings-record.ts'
import { customFieldResource, type CustomField } from './custom-field-records.ts'
import { keyStoreResource } from './key-store-records.ts'
import { scheduleResource } from './schedule-records.ts'
import { seedRow } from './seed-row.ts'
import { urlActionResource } from './url-action-records.ts'

const customFields: readonly Partial<CustomField>[] = [
  { model: 'agent', type: 'text', name: 'Asset tag' },
  { model: 'agent', type: 'single', name: 'Warranty', options: ['none', 'standard', 'extended'], default_value_string: 'standard' },
  { model: 'agent', type: 'checkbox', name: 'Loaner' },
  { model: 'agent', type: 'datetime', name: 'Purchased' },
  { model: 'agent', type: 'multiple', name: 'Software groups', options: ['Office', 'CAD', 'Finance'], default_values_multiple: ['Office'] },
  { model: 'agent', type: 'number', name: 'Desk', hide_in_summary: true },
  { model: 'client', type: 'single', name: 'Contract', options: ['Bronze', 'Silver', 'Gold'], required: true },
  { model: 'client', type: 'text', name: 'Account manager' },
  { model: 'site', type: 'text', name: 'Address' },
  { model: 'site', type: 'text', name: 'Door code', hide_in_ui: true },
]

/** Lays out settings, custom fields, key store, URL actions and schedules. */
export function seedConfiguration(world: TacticalWorld): void {
  keepSettings(world, { default_time_zone: 'America/New_York', email_alert_recipients: ['alerts@example.com'] })
  for (const field of customFields) seedRow(customFieldResource, field, world)
  seedRow(keyStoreResource, { name: 'BackupTarget', value: 'nas01.example.com' }, world)
  seedRow(keyStoreResource, { name: 'ApiToken', value: 'practice-token' }, world)
  seedRow(urlActionResource, {
    name: 'Ticket search', desc: 'Tickets of this device', pattern: 'https://tickets.example.com/search?q={{agent.hostname}}',
    action_type: 'web',
  }, world)
  seedRow(urlActionResource, {
    name: 'Open ticket', desc: 'Creates a ticket', pattern: 'https://tickets.example.com/api/tickets', action_type: 'rest',
    rest_body: '{"subject":"{{agent.hostname}}"}', rest_headers: '{"Content-Type":"application/json"}',
  }, world)
  seedRow(scheduleResource, { name: 'Every night', run_time: '03:00:00', schedule_type: 'daily' }, world)
  seedRow(scheduleResource, {
    name: 'First of the month', run_time: '06:30:00', schedule_type: 'monthly', monthly_days_of_month: [1],
    monthly_months_of_year: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  }, world)
}
