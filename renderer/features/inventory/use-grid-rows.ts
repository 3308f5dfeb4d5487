import { useVirtualizer } from '@tanstack/react-virtual'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useState } from 'react'
import { drawnRows, rowWindow } from './row-window.ts'

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
  const virtualizer: Virtualizer<HTMLDivElement, Element> = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    rangeExtractor: ({ startIndex }) => [...rowWindow(startIndex, drawnRows(fitting()), count)],
    scrollPaddingStart: rowHeight,
    // Drawn in the frame that scrolls: later, the rows would come into sight empty.
    useFlushSync: true,
  })
  const fitting = (): number => Math.ceil((virtualizer.scrollRect?.height ?? 0) / rowHeight)
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  const items = virtualizer.getVirtualItems()
  const drawn: readonly DrawnRow[] = items.map(({ index, start }) => ({ index, slot: index % items.length, top: start })).toSorted((a, b) => a.slot - b.slot)
  return {
    scroller,
    setScroller,
    drawn,
    height: virtualizer.getTotalSize(),
    width: virtualizer.scrollRect?.width ?? 0,
    page: Math.max(1, fitting() - 2),
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  }
}
