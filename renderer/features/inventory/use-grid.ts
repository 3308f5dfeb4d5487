import { useLayoutEffect, useRef, useState } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { useNow } from '../../lib/use-now.ts'
import { useFleet, useFleetState } from './fleet-context.ts'
import type { VisibleList } from './fleet-selection.ts'
import { cellId } from './grid-row.tsx'
import { useGridLayout } from './use-grid-layout.ts'
import { useGridRows } from './use-grid-rows.ts'
import { useVisibleList } from './use-visible-list.ts'

/** Column the keyboard starts in: the name. */
const firstColumn = 1

/** The keyboard's row stays in sight when it moves. */
function useFollowFocus(list: VisibleList, focusId: DeviceId | null, scrollTo: (index: number) => void): number {
  const focusAt = focusId === null ? -1 : list.indexOf(focusId)
  const last = useRef(focusId)
  useLayoutEffect(() => {
    if (focusId !== last.current && focusAt >= 0) scrollTo(focusAt)
    last.current = focusId
  })
  return focusAt
}

/** Everything the grid draws from: rows and columns in sight, the selection, and where the keyboard stands. */
export function useGrid(rowHeight: number) {
  const { table } = useFleet()
  const rows = useFleetState((state) => state.rows)
  const selection = useFleetState((state) => state.selection)
  const revision = useFleetState((state) => state.revision)
  const list = useVisibleList()
  const now = useNow()
  const [column, setColumn] = useState(firstColumn)
  const [isInHeader, setInHeader] = useState(false)
  const view = useGridRows(rowHeight, rows)
  const layout = useGridLayout(view.scroller, view.width)
  const focusAt = useFollowFocus(list, selection.focusId, view.scrollTo)
  const focused = view.drawn.find(({ index, isSpare }) => index === focusAt && !isSpare)
  const activeId = isInHeader ? `head-${column}` : focused ? cellId(focused.slot, column) : undefined
  const showColumn = (next: number) => {
    setColumn(next)
    layout.reveal(next)
  }
  return { attach: view.setScroller, table, rows, selection, revision, list, now, column, setColumn, showColumn, isInHeader, setInHeader, view, layout, focusAt: isInHeader ? -1 : focusAt, activeId }
}

export type Grid = ReturnType<typeof useGrid>
