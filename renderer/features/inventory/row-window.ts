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
