/** Rows drawn above and below the window, so that a turn of the wheel lands on drawn rows. */
const overscan = 4

/** How many rows are drawn for a window that shows `fitting` whole rows: always as many, so that every element is used again. */
export const drawnRows = (fitting: number): number => fitting + 1 + 2 * overscan

/**
 * Indexes of the rows to draw around the first one in sight, in order. There are always `drawn` of them unless the list
 * is shorter: with `index % drawn` as its slot a row that comes in takes exactly the element of one that left.
 */
export function rowWindow(first: number, drawn: number, count: number): readonly number[] {
  const from = Math.max(0, Math.min(first - overscan, count - drawn))
  return Array.from({ length: Math.min(drawn, count) }, (_, at) => from + at)
}

/** An element of a row: what it shows and where. */
export interface DrawnRow {
  /** Place in the list. */
  readonly index: number
  /** Place of the element in the document. */
  readonly slot: number
  /** Distance from the top in pixels. */
  readonly top: number
  /** Row of the table. */
  readonly row: number
  /** The list is too short to need this element now: it keeps what it showed and is not seen, by nobody. */
  readonly isSpare: boolean
}

/** What a list shows: its rows by slot, the first one in sight, how many fit whole, and how long the list is. */
export interface RowView {
  readonly drawn: readonly DrawnRow[]
  readonly first: number
  readonly fitting: number
  readonly count: number
}

/**
 * Adds the elements that a longer list needed and this one does not. Making them anew is most of the work of a filter that
 * lets much through again. They wait at the top: anywhere else they would make the list longer than it is.
 */
export function keepSpares({ drawn, fitting }: RowView, before: readonly DrawnRow[]): readonly DrawnRow[] {
  const used = new Set(drawn.map(({ slot }) => slot))
  const spare = before.filter(({ slot }) => !used.has(slot) && slot < drawnRows(fitting)).map((row) => (row.isSpare ? row : { ...row, top: 0, isSpare: true }))
  return [...drawn, ...spare].toSorted((a, b) => a.slot - b.slot)
}

/**
 * What to draw while a list is dragged so fast that no row stays in sight: only the rows in sight are drawn. The margin
 * keeps what it shows, where nobody sees it, and is drawn when the list slows down: it is a fifth of the work of a frame.
 */
export function withoutMargin(next: RowView, before: RowView | null): readonly DrawnRow[] {
  const isJump = before !== null && Math.abs(next.first - before.first) > next.fitting
  if (!isJump || before.count !== next.count || before.drawn.length !== next.drawn.length) return next.drawn
  const isInSight = ({ index }: DrawnRow) => index >= next.first && index <= next.first + next.fitting
  return next.drawn.map((row, slot) => (isInSight(row) ? row : (before.drawn[slot] ?? row)))
}
