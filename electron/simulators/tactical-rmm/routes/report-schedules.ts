import { json, refused, route, type Handler, type Route } from '../route.ts'
import { createHandler, editHandler, listHandler, presented, readHandler, removeRow, tableOf, withRow } from '../records/record-resource.ts'
import { reportRuns, reportScheduleResource, reportTemplates, type ReportSchedule } from '../records/report-records.ts'
import { renderReport } from '../records/report-render.ts'
import { wireMoment } from '../records/wire-moment.ts'
import type { TacticalWorld } from '../world.ts'

const shown = (row: ReportSchedule, world: TacticalWorld): unknown => presented(reportScheduleResource, row, world)

const run: Handler = withRow(reportScheduleResource, (schedule, call, world) => {
  const template = reportTemplates(world).get(schedule.report_template)
  if (!template) return refused('The report template no longer exists')
  const rendered = renderReport(template, schedule.format, schedule.dependencies, world)
  const now = wireMoment(world.now())
  tableOf(reportScheduleResource, world).rows.set(schedule.id, { ...schedule, last_run: now })
  reportRuns(world).insert({
    report_template: template.id, run_by: call.caller.username, date_created: now,
    error_data: 'problem' in rendered ? rendered.problem : null, html: 'text' in rendered ? rendered.text : '',
  })
  return json('ok')
})

const remove: Handler = withRow(reportScheduleResource, (schedule, call, world) => {
  removeRow(reportScheduleResource, schedule, call, world)
  return { kind: 'empty', status: 200 }
})

/** Report schedules (E216–E221). */
export const reportSchedulesRoutes: readonly Route[] = [
  route('GET', '/reporting/schedules/', 'can_view_reports', listHandler(reportScheduleResource)),
  route('POST', '/reporting/schedules/', 'can_manage_reports', createHandler(reportScheduleResource, shown)),
  route('GET', '/reporting/schedules/:id(int)/', 'can_view_reports', readHandler(reportScheduleResource)),
  route('PUT', '/reporting/schedules/:id(int)/', 'can_manage_reports', editHandler(reportScheduleResource, shown)),
  route('DELETE', '/reporting/schedules/:id(int)/', 'can_manage_reports', remove),
  route('POST', '/reporting/schedules/:id(int)/run/', 'can_manage_reports', run),
]
