/** One column of a printed table. */
export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string
  readonly isRight?: boolean
  readonly maxWidth?: number
}

/** SECURITY: text from servers and devices is printed without control characters, so that it cannot drive the terminal. */
// oxlint-disable-next-line no-control-regex
export const plain = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\uFFFD')

const segmenter = new Intl.Segmenter()

/** What a person sees as letters, so that none is cut in two. */
const lettersOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)

function fit(text: string, width: number): string {
  const letters = lettersOf(plain(text))
  return letters.length <= width ? letters.join('') : `${letters.slice(0, Math.max(1, width - 1)).join('')}…`
}

const widthOf = (text: string): number => lettersOf(text).length

/** Lays rows out in columns under a line of titles. */
export function toTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => fit(column.value(row), column.maxWidth ?? 60)))
  const widths = columns.map((column, index) => Math.max(widthOf(column.title), ...cells.map((line) => widthOf(line[index] ?? ''))))
  const pad = (text: string, index: number) => {
    const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(text)))
    return columns[index]?.isRight ? `${space}${text}` : `${text}${space}`
  }
  const line = (texts: readonly string[]) => texts.map(pad).join('  ').trimEnd()
  return [line(columns.map((column) => column.title)), ...cells.map(line)].join('\n')
}
