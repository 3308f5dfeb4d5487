import { useVirtualizer } from '@tanstack/react-virtual'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { drawnRows, keepSpares, rowWindow, withoutMargin, type RowView } from './row-window.ts'

/**
 * Which rows are in sight. Rows are drawn into slots that keep their place in the document and are used again: scrolling
 * then changes texts, and moving or making elements is what costs. Readers go by the row index.
 */
export function useGridRows(rowHeight: number, rows: Uint32Array) {
  const count = rows.length
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
  const wanted = items.map(({ index, start }) => ({ index, slot: index % drawnRows(fitting()), top: start, row: rows[index] ?? 0, isSpare: false }))
  const before = useRef<RowView | null>(null)
  const place = { first: virtualizer.range?.startIndex ?? 0, fitting: fitting(), count }
  const whole: RowView = { ...place, drawn: keepSpares({ ...place, drawn: wanted }, before.current?.drawn ?? []) }
  const drawn = virtualizer.isScrolling ? withoutMargin(whole, before.current) : whole.drawn
  useLayoutEffect(() => {
    before.current = { ...place, drawn }
  })
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
