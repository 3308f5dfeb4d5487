import type { TacticalWorld } from '../world.ts'
import { reportRuns, reportScheduleResource, reportTemplateResource } from './report-records.ts'
import { seedRow } from './seed-row.ts'
import { wireMoment } from './wire-moment.ts'

/** Lays out two report templates, a schedule and the runs of the past week. */
export function seedReports(world: TacticalWorld): void {
  const client = seedRow(reportTemplateResource, {
    name: 'Client overview', template_md: '# {{client.name}}\n\nMonthly overview.', depends_on: ['client'],
  }, world)
  seedRow(reportTemplateResource, {
    name: 'Device sheet', type: 'html', template_md: '<h1>{{agent.hostname}}</h1><p>{{agent.operating_system}}</p>', depends_on: ['agent'],
  }, world)
  seedRow(reportScheduleResource, {
    name: 'Overview every night', report_template: client.id, schedule: 1, dependencies: { client: 1 },
    email_recipients: ['reports@example.com'],
  }, world)
  for (let day = 7; day > 0; day -= 1) {
    const date_created = wireMoment(world.fleet.startedAt - day * 86_400_000)
    reportRuns(world).insert({ report_template: client.id, run_by: 'practice', error_data: null, date_created, html: '<h1>Overview</h1>' })
  }
}
