import { useState } from 'react'
import type { UIEvent } from 'react'

/** Which columns are in sight, and how to bring one there. Offsets are pixels from the start of the list. */
export interface ColumnWindow {
  readonly from: number
  readonly to: number
}

/** Columns drawn beyond each edge. */
const spare = 1

/** The columns that overlap a stretch of the list, with one to spare on each side. `frozen` columns cover the start. */
export function columnsInSight(widths: readonly number[], frozen: number, left: number, width: number): ColumnWindow {
  let offset = 0
  let from = widths.length
  let to = 0
  const covered = widths.slice(0, frozen).reduce((sum, one) => sum + one, 0)
  widths.forEach((size, column) => {
    const isInSight = offset + size > left + covered && offset < left + width
    if (isInSight && column >= frozen) {
      from = Math.min(from, column)
      to = column + 1
    }
    offset += size
  })
  return { from: Math.max(frozen, from - spare), to: Math.min(widths.length, to + spare) }
}

/** Where the list must scroll to show a whole column behind the frozen ones; null when it is in sight. */
export function scrollToColumn(widths: readonly number[], frozen: number, column: number, left: number, width: number): number | null {
  if (column < frozen) return null
  const start = widths.slice(0, column).reduce((sum, one) => sum + one, 0)
  const covered = widths.slice(0, frozen).reduce((sum, one) => sum + one, 0)
  const end = start + (widths[column] ?? 0)
  if (start - covered < left) return start - covered
  return end > left + width ? end - width : null
}

/** Follows sideways scrolling; the grid draws again only when the set of columns in sight changes. */
export function useColumnWindow(widths: readonly number[], frozen: number, width: number) {
  const [left, setLeft] = useState(0)
  const window = columnsInSight(widths, frozen, left, width)
  const onScroll = (event: UIEvent<HTMLElement>) => {
    const next = columnsInSight(widths, frozen, event.currentTarget.scrollLeft, width)
    if (next.from !== window.from || next.to !== window.to) setLeft(event.currentTarget.scrollLeft)
  }
  return { window, onScroll }
}
