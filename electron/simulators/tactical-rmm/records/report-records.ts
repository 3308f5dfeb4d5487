import type { TacticalWorld } from '../world.ts'
import { anything, choice, flag, listOf, nullable, requiredReference, text, whole } from './record-fields.ts'
import type { Resource, Stamps } from './record-resource.ts'
import type { Schedule } from './schedule-records.ts'

/** A report template. `depends_on` names the members of `dependencies` (client, site, agent) a run must bring. */
export interface ReportTemplate extends Stamps {
  readonly id: number
  readonly name: string
  readonly template_md: string
  readonly template_css: string | null
  readonly type: 'markdown' | 'html' | 'plaintext'
  /** YAML text. */
  readonly template_variables: string
  readonly depends_on: readonly string[]
  readonly template_html: number | null
}

export const reportTemplateResource: Resource<ReportTemplate> = {
  table: 'reportTemplates',
  model: 'ReportTemplate',
  auditType: 'reporttemplate',
  stamped: true,
  fields: {
    name: text({ filled: true, max: 200 }),
    template_md: text(),
    template_css: nullable(text({ initial: '' })),
    type: choice(['markdown', 'html', 'plaintext'], 'markdown'),
    template_variables: text({ initial: '' }),
    depends_on: listOf(text()),
    template_html: nullable(whole()),
  },
  problems: (values, row, world) => {
    const taken = [...reportTemplates(world).values()].some((other) => other.name === values.name && other.id !== row?.id)
    return taken ? { name: ['report template with this name already exists.'] } : null
  },
}

export const reportTemplates = (world: TacticalWorld) => world.table<ReportTemplate>('reportTemplates').rows

/** One run of a report. `html` is what was rendered (not part of the list). */
export interface ReportRun {
  readonly id: number
  readonly report_template: number
  readonly run_by: string
  readonly error_data: string | null
  readonly date_created: string
  readonly html: string
}

export const reportRuns = (world: TacticalWorld) => world.table<ReportRun>('reportRuns')

/** A report that runs by itself: a template, a schedule and who gets it. */
export interface ReportSchedule extends Stamps {
  readonly id: number
  readonly name: string
  readonly enabled: boolean
  readonly format: 'html' | 'pdf' | 'plaintext'
  readonly report_template: number
  readonly schedule: number
  readonly dependencies: Readonly<Record<string, unknown>>
  readonly send_report_email: boolean
  readonly email_recipients: readonly string[]
  readonly email_settings: unknown
  readonly timezone: string | null
  readonly last_run: string | null
}

export const reportScheduleResource: Resource<ReportSchedule> = {
  table: 'reportSchedules',
  model: 'ReportSchedule',
  auditType: null,
  stamped: true,
  beginning: () => ({ last_run: null }),
  fields: {
    name: text({ filled: true, max: 255 }),
    enabled: flag(true),
    format: choice(['html', 'pdf', 'plaintext'], 'html'),
    report_template: requiredReference((world, id) => reportTemplates(world).has(id)),
    schedule: requiredReference((world, id) => world.table<Schedule>('schedules').rows.has(id)),
    dependencies: anything<Readonly<Record<string, unknown>>>({}),
    send_report_email: flag(false),
    email_recipients: listOf(text()),
    email_settings: anything<unknown>(null),
    timezone: nullable(text()),
  },
  present: (row, world) => ({
    ...row,
    report_template_name: reportTemplates(world).get(row.report_template)?.name ?? '',
    report_template_type: reportTemplates(world).get(row.report_template)?.type ?? 'markdown',
    schedule_name: world.table<Schedule>('schedules').rows.get(row.schedule)?.name ?? '',
  }),
}
