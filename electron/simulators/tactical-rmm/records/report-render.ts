import type { TacticalWorld } from '../world.ts'
import type { ReportTemplate } from './report-records.ts'
import { fillVariables, type VariableSubject } from './template-variables.ts'

export type ReportFormat = 'html' | 'pdf' | 'plaintext'
type Dependencies = Readonly<Record<string, unknown>>

/** A rendered report, or the sentence why it could not be rendered. */
export type Rendered = { readonly text: string } | { readonly problem: string }

type Source = Pick<ReportTemplate, 'template_md' | 'template_css' | 'type' | 'depends_on'>

/** Renders a template for its dependencies (client and site by id, agent by agent id) as HTML or plain text. */
export function renderReport(template: Source, format: ReportFormat, dependencies: Dependencies, world: TacticalWorld): Rendered {
  const missing = template.depends_on.filter((name) => dependencies[name] === undefined || dependencies[name] === null)
  if (missing.length) return { problem: `Missing dependencies: ${missing.join(', ')}` }
  const subject = subjectOf(dependencies, world)
  if (!subject) return { problem: 'The object the report depends on does not exist' }
  const filled = fillVariables(template.template_md, subject, world)
  if (format === 'plaintext' || template.type === 'plaintext') return { text: filled }
  const content = template.type === 'markdown' ? markdownToHtml(filled) : filled
  return { text: `<!DOCTYPE html><html><head><style>${template.template_css ?? ''}</style></head><body>${content}</body></html>` }
}

/** The object a report is about: the closest dependency. */
function subjectOf(dependencies: Dependencies, world: TacticalWorld): VariableSubject | null {
  const { agent, site, client } = dependencies
  if (agent) {
    const device = world.fleet.byKey(String(agent))
    return device ? { kind: 'agent', device } : null
  }
  if (site) return world.fleet.places.sites.has(Number(site)) ? { kind: 'site', id: Number(site) } : null
  if (client) return world.fleet.places.clients.has(Number(client)) ? { kind: 'client', id: Number(client) } : null
  return { kind: 'none' }
}

/** Enough Markdown for practice reports: headings, list items, bold text and paragraphs. */
function markdownToHtml(markdown: string): string {
  return markdown.split(/\n{2,}/).map((block) => {
    const heading = /^(#{1,6})\s+(.*)$/.exec(block.trim())
    if (heading) return `<h${heading[1]!.length}>${inline(heading[2]!)}</h${heading[1]!.length}>`
    const lines = block.trim().split('\n')
    const isList = lines.every((line) => /^[-*] /.test(line))
    if (isList) return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`
    return `<p>${inline(block.trim())}</p>`
  }).join('\n')
}

const inline = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')

/** A one-page PDF that shows the text of a report line by line. */
export function pdfOf(text: string): Uint8Array {
  const bare = text.replace(/<style>.*?<\/style>/gs, '').replace(/<[^>]+>/g, '\n')
  const lines = bare.split('\n').map((line) => line.trim()).filter(Boolean)
  const shown = lines.slice(0, 50).map((line) => `(${line.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, '\\$&')}) '`)
  const content = `BT /F1 11 Tf 14 TL 50 790 Td\n${shown.join('\n')}\nET`
  return pdfFrom([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ])
}

function pdfFrom(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = file.length
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return new TextEncoder().encode(file)
}
