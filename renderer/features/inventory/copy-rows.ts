import { copyText } from '../../lib/copy-text.ts'
import { showToast } from '../../ui/toast.tsx'
import { say } from './fleet-words.ts'
import { contentOf } from './grid-cells.tsx'
import type { CellInput, ColumnId } from './grid-cells.tsx'

/** A value that a spreadsheet would take for a formula is made plain text again. */
const cell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll(/[\t\r\n]/g, ' ')

const textOf = (id: ColumnId, input: CellInput): string => contentOf(id).text(input) ?? ''

/** Copies one cell as it reads. */
export function copyCell(id: ColumnId, input: CellInput): void {
  const text = textOf(id, input)
  copyText(text)
  showToast(say('copiedCell', { text }))
}

/** Copies rows as tab-separated text with headings, for a spreadsheet or a ticket. */
export function copyRows(columns: readonly ColumnId[], inputs: readonly CellInput[]): void {
  const lines = inputs.map((input) => columns.map((id) => cell(textOf(id, input))).join('\t'))
  copyText([columns.map((id) => say(id)).join('\t'), ...lines].join('\n'))
  showToast(say('copied', { count: inputs.length, shown: inputs.length }))
}
