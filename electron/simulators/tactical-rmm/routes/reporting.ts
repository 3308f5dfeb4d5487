import { json, notFound, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import type { TacticalWorld } from '../world.ts'
import { bodyOf, needed, type Body } from '../records/call-body.ts'
import { createHandler, createRow, editHandler, listHandler, readHandler, removeRow, withRow } from '../records/record-resource.ts'
import { reportRuns, reportTemplateResource, reportTemplates, type ReportRun, type ReportTemplate } from '../records/report-records.ts'
import { pdfOf, renderReport, type ReportFormat } from '../records/report-render.ts'
import { wireMoment } from '../records/wire-moment.ts'

const itself = (row: ReportTemplate) => row

function formatIn(body: Body): ReportFormat {
  const format = needed(body, 'format')
  if (format !== 'html' && format !== 'pdf' && format !== 'plaintext') throw new TypeError('unknown report format')
  return format
}

/** The reply with a rendered report: text as a JSON string, PDF as bytes. */
function delivered(text: string, format: ReportFormat): Reply {
  return format === 'pdf' ? { kind: 'file', status: 200, contentType: 'application/pdf', bytes: pdfOf(text) } : json(text)
}

const run: Handler = withRow(reportTemplateResource, (template, call, world) => {
  const body = bodyOf(call)
  const format = formatIn(body)
  const rendered = renderReport(template, format, needed(body, 'dependencies') as Body, world)
  remember(template, rendered, call, world)
  return 'problem' in rendered ? refused(rendered.problem) : delivered(rendered.text, format)
})

function remember(template: ReportTemplate, rendered: ReturnType<typeof renderReport>, call: Call, world: TacticalWorld): void {
  reportRuns(world).insert({
    report_template: template.id, run_by: call.caller.username, date_created: wireMoment(world.now()),
    error_data: 'problem' in rendered ? rendered.problem : null, html: 'text' in rendered ? rendered.text : '',
  })
}

const email: Handler = withRow(reportTemplateResource, (template, call, world) => {
  const body = bodyOf(call)
  const rendered = renderReport(template, formatIn(body), needed(body, 'dependencies') as Body, world)
  remember(template, rendered, call, world)
  return 'problem' in rendered ? refused(rendered.problem) : json('ok')
})

const remove: Handler = withRow(reportTemplateResource, (template, call, world) => {
  removeRow(reportTemplateResource, template, call, world)
  return { kind: 'empty', status: 200 }
})

const exported: Handler = withRow(reportTemplateResource, ({ name, type, template_md, template_css, template_variables, depends_on }) =>
  json({ base_template: null, template: { name, type, template_md, template_css, template_variables, depends_on }, assets: [] }))

const imported: Handler = (call, world) => {
  const given = needed(bodyOf(call), 'template')
  const template = (typeof given === 'string' ? JSON.parse(given) : given) as Body
  const inner = (template.template ?? template) as Body
  const taken = [...reportTemplates(world).values()].some((row) => row.name === inner.name)
  const body = { ...inner, name: taken ? `${String(inner.name)} ${reportTemplates(world).size + 1}` : inner.name }
  const outcome = createRow(reportTemplateResource, body, call, world)
  return 'refusal' in outcome ? outcome.refusal : json(outcome.row)
}

/** An unsaved template from a preview body. */
const draftIn = (body: Body) => ({
  template_md: String(needed(body, 'template_md')), template_css: String(body.template_css ?? ''),
  type: needed(body, 'type') as ReportTemplate['type'], depends_on: Object.keys((body.dependencies ?? {}) as Body),
})

const preview: Handler = (call, world) => {
  const body = bodyOf(call)
  const format = formatIn(body)
  const rendered = renderReport(draftIn(body), format, needed(body, 'dependencies') as Body, world)
  return 'problem' in rendered ? refused(rendered.problem) : delivered(rendered.text, format)
}

const analysis: Handler = (call) => {
  const body = bodyOf(call)
  const draft = draftIn(body)
  return json({ template: draft.template_md, variables: { ...(needed(body, 'dependencies') as Body) } })
}

const shared: Handler = (_call, _world) => json([])

const shownRun = ({ html: _html, ...row }: ReportRun, world: TacticalWorld) => {
  const template = reportTemplates(world).get(row.report_template)
  return { ...row, report_template_name: template?.name ?? '', report_template_type: template?.type ?? 'markdown' }
}

const history: Handler = (_call, world) => json([...reportRuns(world).rows.values()].map((row) => shownRun(row, world)))

const withRun = (then: (row: ReportRun, call: Call, world: TacticalWorld) => Reply): Handler => (call, world) => {
  const row = reportRuns(world).rows.get(Number(call.params.id))
  return row ? then(row, call, world) : notFound('No ReportHistory matches the given query.')
}

const forgetRun = withRun((row, _call, world) => {
  reportRuns(world).rows.delete(row.id)
  return { kind: 'empty', status: 200 }
})

const runAgain = withRun((row, call) => {
  const format = formatIn({ format: 'html', ...(call.body as Body | undefined) })
  return row.error_data ? refused(row.error_data) : delivered(row.html, format)
})

/** Report templates and their runs (E200–E215). */
export const reportingRoutes: readonly Route[] = [
  route('GET', '/reporting/templates/', 'can_view_reports', listHandler(reportTemplateResource)),
  route('POST', '/reporting/templates/', 'can_manage_reports', createHandler(reportTemplateResource, itself)),
  route('POST', '/reporting/templates/import/', 'can_manage_reports', imported),
  route('POST', '/reporting/templates/preview/', 'can_manage_reports', preview),
  route('POST', '/reporting/templates/preview/analysis/', 'can_manage_reports', analysis),
  route('GET', '/reporting/templates/shared/', 'can_manage_reports', shared),
  route('POST', '/reporting/templates/shared/', 'can_manage_reports', shared),
  route('GET', '/reporting/templates/:id(int)/', 'can_view_reports', readHandler(reportTemplateResource)),
  route('PUT', '/reporting/templates/:id(int)/', 'can_manage_reports', editHandler(reportTemplateResource, itself)),
  route('DELETE', '/reporting/templates/:id(int)/', 'can_manage_reports', remove),
  route('POST', '/reporting/templates/:id(int)/run/', 'can_view_reports', run),
  route('POST', '/reporting/templates/:id(int)/email/', 'can_view_reports', email),
  route('POST', '/reporting/templates/:id(int)/export/', 'can_manage_reports', exported),
  route('GET', '/reporting/history/', 'can_view_reports', history),
  route('DELETE', '/reporting/history/:id(int)/', 'can_manage_reports', forgetRun),
  route('POST', '/reporting/history/:id(int)/run/', 'can_view_reports', runAgain),
]
