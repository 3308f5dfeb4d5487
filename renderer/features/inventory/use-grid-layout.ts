import { useMemo } from 'react'
import type { CSSProperties } from 'react'
import { scrollToColumn, useColumnWindow } from './column-window.ts'
import type { ColumnId } from './grid-cells.tsx'
import { columnProperty, frozenColumns } from './grid-columns.ts'
import { useGridColumns } from './use-grid-columns.ts'
import type { GridColumns } from './use-grid-columns.ts'

/** Takes the room that is left over, unless somebody gave it a width of their own. */
const stretching: readonly ColumnId[] = ['os', 'model', 'description', 'client']

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0)

/**
 * Widths as custom properties of the grid: rows do not draw again while a column is dragged. A column stretches only when
 * all fit into `width` pixels; beyond that some are not drawn, and it would take their room.
 */
function gridStyle(columns: GridColumns, ids: readonly ColumnId[], widths: readonly number[], width: number): CSSProperties {
  const total = sum(widths)
  const stretched = total < width ? stretching.find((id) => ids.includes(id) && !(id in columns.state.columnSizing)) : undefined
  return {
    ...Object.fromEntries(ids.map((id, at) => [columnProperty(id), `${id === stretched ? 1 : 0} 0 ${widths[at]}px`])),
    '--grid-width': `${total}px`,
    '--grid-first': `${ids[0] === 'status' ? (widths[0] ?? 0) : 0}px`,
  } as CSSProperties
}

/** Columns of the grid as they are drawn: which, how wide, which of them in sight, and how to bring one there. */
export function useGridLayout(scroller: HTMLElement | null, width: number) {
  const columns = useGridColumns()
  const shown = columns.getVisibleLeafColumns()
  const key = shown.map((column) => column.id).join()
  const ids = useMemo(() => key.split(',') as readonly ColumnId[], [key])
  const widths = shown.map((column) => column.getSize())
  const frozen = ids.filter((id) => frozenColumns.includes(id)).length
  const { window, onScroll } = useColumnWindow(widths, frozen, width)
  const reveal = (column: number) => {
    const left = scroller && scrollToColumn(widths, frozen, column, scroller.scrollLeft, scroller.clientWidth)
    if (left !== null) scroller?.scrollTo({ left })
  }
  const sort = (column: number, isMulti: boolean) => shown[column]?.toggleSorting(undefined, isMulti)
  return { columns, ids, window, skipped: sum(widths.slice(frozen, window.from)), onScroll, reveal, sort, style: gridStyle(columns, ids, widths, width) }
}

export type GridLayout = ReturnType<typeof useGridLayout>
