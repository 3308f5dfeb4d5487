import { characterWidth } from '#core/shell/character-width.ts'

/** A terminal reduced to what the line editor writes: text with wrapping, CR, LF, cursor moves and erase below. */
export interface Paper {
  write(text: string): void
  /** Rows joined by line feeds, without blanks at their ends; the second cell of a wide character is left out. */
  text(): string
  cursor(): { readonly row: number; readonly column: number }
  /** The cursor once a pending wrap at a full row is counted as the next row. */
  settledCursor(): { readonly row: number; readonly column: number }
}

const continued = '\u0000'

/** Creates one with a fixed number of columns and as many rows as are needed. */
export function createPaper(columns: number): Paper {
  const rows: string[][] = [[]]
  let row = 0
  let column = 0

  const put = (character: string): void => {
    const width = characterWidth(character)
    if (width === 0) {
      const cells = rows[row] ?? []
      let at = column - 1
      while (cells[at] === continued) at -= 1
      cells[at] = `${cells[at] ?? ''}${character}`
      return
    }
    if (column + width > columns) {
      row += 1
      column = 0
    }
    const cells = (rows[row] ??= [])
    for (let blank = cells.length; blank < column; blank += 1) cells[blank] = ' '
    cells[column] = character
    if (width === 2) cells[column + 1] = continued
    column += width
  }

  const control = (amount: number, final: string): void => {
    if (final === 'A') row = Math.max(0, row - amount)
    else if (final === 'B') row += amount
    else if (final === 'C') column = Math.min(columns - 1, column + amount)
    else if (final === 'J') {
      rows.length = row + 1
      rows[row] = (rows[row] ?? []).slice(0, column)
    }
  }

  return {
    write: (text) => {
      // oxlint-disable-next-line no-control-regex
      for (const match of text.matchAll(/\x1b\[(?<amount>\d*)(?<final>[A-Z])|[\s\S]/gu)) {
        const final = match.groups?.['final']
        if (final) control(Number(match.groups?.['amount'] || 1), final)
        else if (match[0] === '\r') column = 0
        else if (match[0] === '\n') row += 1
        else if (match[0] !== '\x07') put(match[0])
      }
    },
    text: () => Array.from(rows, (cells) => (cells ?? []).filter((cell) => cell !== continued).join('').trimEnd()).join('\n').replace(/sh>$/, 'sh> '),
    cursor: () => ({ row, column }),
    settledCursor: () => (column >= columns ? { row: row + 1, column: 0 } : { row, column }),
  }
}
