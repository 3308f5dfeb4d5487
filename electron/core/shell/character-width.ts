/** Inclusive ranges of characters that take two cells. */
const wide: readonly (readonly [number, number])[] = [
  [0x11_00, 0x11_5f],
  [0x23_29, 0x23_2a],
  [0x2e_80, 0x30_3e],
  [0x30_40, 0xa4_cf],
  [0xac_00, 0xd7_a3],
  [0xf9_00, 0xfa_ff],
  [0xfe_10, 0xfe_19],
  [0xfe_30, 0xfe_6f],
  [0xff_00, 0xff_60],
  [0xff_e0, 0xff_e6],
  [0x2_00_00, 0x2_ff_fd],
  [0x3_00_00, 0x3_ff_fd],
]

const isZeroWidth = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u

/**
 * Cells that a code point takes on the screen: 0, 1 or 2. Follows the width table of the terminal we draw with
 * (Unicode 6, as xterm.js has it built in): what counts is not the standard but that both agree, or the cursor drifts.
 */
export function characterWidth(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x7f) return code < 0x20 ? 0 : 1
  if (isZeroWidth.test(character)) return 0
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1
}

/** A place on the screen, counted from the start of the prompt. */
export interface ScreenPlace {
  readonly row: number
  readonly column: number
}

/** Where the cursor stands after writing `text` from `from` on a screen of `columns`; a wide character never splits. */
export function placeAfter(text: string, from: ScreenPlace, columns: number): ScreenPlace {
  let { row, column } = from
  for (const character of text) {
    const width = characterWidth(character)
    if (column + width > columns) {
      row += 1
      column = 0
    }
    column += width
  }
  return column >= columns ? { row: row + 1, column: 0 } : { row, column }
}
