import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useState } from 'react'

/** Rows drawn above and below the window, so that a turn of the wheel lands on drawn rows. */
const overscan = 6

/** A row to draw: its place in the list, its slot in the document, its distance from the top in pixels. */
export interface DrawnRow {
  readonly index: number
  readonly slot: number
  readonly top: number
}

/**
 * Which rows are in sight. Rows are drawn into slots that keep their place in the document and are used again: scrolling
 * then changes texts, and moving or making elements is what costs. Readers go by the row index.
 */
export function useGridRows(rowHeight: number, count: number) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const virtualizer = useVirtualizer({ count, getScrollElement: () => scroller, estimateSize: () => rowHeight, overscan, scrollPaddingStart: rowHeight, useFlushSync: false })
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  const fitting = Math.ceil((virtualizer.scrollRect?.height ?? 0) / rowHeight)
  const slots = fitting + 2 * overscan + 4
  const drawn: readonly DrawnRow[] = virtualizer
    .getVirtualItems()
    .map(({ index, start }) => ({ index, slot: index % slots, top: start }))
    .toSorted((a, b) => a.slot - b.slot)
  return {
    scroller,
    setScroller,
    drawn,
    height: virtualizer.getTotalSize(),
    width: virtualizer.scrollRect?.width ?? 0,
    page: Math.max(1, fitting - 2),
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  }
}
