import { useVirtualizer } from '@tanstack/react-virtual'
import type { VirtualItem } from '@tanstack/react-virtual'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { CSSProperties, MouseEvent } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { useNow } from '../../lib/use-now.ts'
import { scrollToColumn, useColumnWindow } from './column-window.ts'
import { useFleet, useFleetState } from './fleet-context.ts'
import styles from './fleet-grid.module.css'
import { extendTo, focusIndex, toggleDevice } from './fleet-selection.ts'
import type { VisibleList } from './fleet-selection.ts'
import { say } from './fleet-words.ts'
import type { ColumnId } from './grid-cells.tsx'
import { frozenColumns } from './grid-columns.ts'
import { GridHeader } from './grid-header.tsx'
import { handleGridKey } from './grid-obey.ts'
import { cellId, GridRow } from './grid-row.tsx'
import { useGridColumns } from './use-grid-columns.ts'
import type { GridColumns } from './use-grid-columns.ts'
import { useOrderHold } from './use-order-hold.ts'
import { useVisibleList } from './use-visible-list.ts'

interface FleetGridProps {
  /** Height of a row in pixels, from the density. */
  readonly rowHeight: number
  readonly onOpen: (id: DeviceId) => void
  readonly onPeek: () => void
  readonly onFilter: () => void
}

/** Rows drawn above and below the window, so that a turn of the wheel lands on drawn rows. */
const overscan = 6

/** Takes the room that is left over, unless somebody gave it a width of their own. */
const stretching: readonly ColumnId[] = ['os', 'model', 'description', 'client']

/** Widths as custom properties of the grid: rows do not draw again while a column is dragged. */
function gridStyle(columns: GridColumns, ids: readonly ColumnId[], widths: readonly number[]): CSSProperties {
  const stretched = stretching.find((id) => ids.includes(id) && !(id in columns.state.columnSizing))
  const tracks = widths.map((width, at) => (ids[at] === stretched ? `minmax(${width}px, 1fr)` : `${width}px`))
  return {
    '--grid-columns': [...tracks, ...(stretched ? [] : ['minmax(0, 1fr)'])].join(' '),
    '--grid-width': `${widths.reduce((sum, width) => sum + width, 0)}px`,
    '--grid-first': `${ids[0] === 'status' ? (widths[0] ?? 0) : 0}px`,
  } as CSSProperties
}

const placeOf = (event: MouseEvent): { readonly index: number; readonly column: number } | null => {
  const target = event.target as HTMLElement
  const row = target.closest<HTMLElement>('[data-index]')
  if (!row) return null
  return { index: Number(row.dataset['index']), column: Number(target.closest<HTMLElement>('[data-column]')?.dataset['column'] ?? 0) }
}

/** The keyboard's row stays in sight, also when it moved because of a filter. */
function useFollowFocus(list: VisibleList, focusId: DeviceId | null, scrollTo: (index: number) => void): number {
  const focusAt = focusId === null ? -1 : list.indexOf(focusId)
  const last = useRef(focusId)
  useLayoutEffect(() => {
    if (focusId !== last.current && focusAt >= 0) scrollTo(focusAt)
    last.current = focusId
  })
  return focusAt
}

function useRows(rowHeight: number, count: number) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({ count, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan, scrollPaddingStart: rowHeight, useFlushSync: false })
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  const fitting = Math.ceil((virtualizer.scrollRect?.height ?? 0) / rowHeight)
  // Rows are drawn into slots and slots are used again, so that scrolling changes texts instead of making elements.
  return { scroller, virtualizer, page: Math.max(1, fitting - 2), slots: fitting + 2 * overscan + 4, width: virtualizer.scrollRect?.width ?? 0 }
}

/** Slots keep their place in the document: moving elements costs more than anything else while scrolling. Readers go by row index. */
const inSlotOrder = (items: readonly VirtualItem[], slots: number): readonly VirtualItem[] => items.toSorted((a, b) => (a.index % slots) - (b.index % slots))

/** The columns of the model as the rows need them; the same list as long as nothing changed. */
function useColumnIds(columns: GridColumns): { readonly ids: readonly ColumnId[]; readonly widths: readonly number[] } {
  const shown = columns.getVisibleLeafColumns()
  const key = shown.map((column) => column.id).join()
  const ids = useMemo(() => key.split(',') as readonly ColumnId[], [key])
  return { ids, widths: shown.map((column) => column.getSize()) }
}

/** The device list as one keyboard stop: rows and columns are told to readers in full, drawn only where they are seen. */
export function FleetGrid({ rowHeight, onOpen, onPeek, onFilter }: FleetGridProps) {
  const fleet = useFleet()
  const rows = useFleetState((state) => state.rows)
  const selection = useFleetState((state) => state.selection)
  useFleetState((state) => state.revision)
  const list = useVisibleList()
  const now = useNow()
  const columns = useGridColumns()
  const [activeColumn, setActiveColumn] = useState(1)
  const [isInHeader, setInHeader] = useState(false)
  const hold = useOrderHold()
  const { scroller, virtualizer, page, slots, width } = useRows(rowHeight, rows.length)
  const focusAt = useFollowFocus(list, selection.focusId, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }))
  const { ids, widths } = useColumnIds(columns)
  const frozen = ids.filter((id) => frozenColumns.includes(id)).length
  const { window, onScroll } = useColumnWindow(widths, frozen, width)
  const showColumn = (column: number) => {
    setActiveColumn(column)
    const left = scroller.current && scrollToColumn(widths, frozen, column, scroller.current.scrollLeft, scroller.current.clientWidth)
    if (left !== null) scroller.current?.scrollTo({ left })
  }

  const choose = (event: MouseEvent) => {
    const place = placeOf(event)
    if (!place) return
    setInHeader(false)
    setActiveColumn(place.column)
    fleet.actions.select((state) => {
      if (event.shiftKey) return extendTo(state, list, place.index)
      return event.ctrlKey || event.metaKey ? toggleDevice(state, list.idAt(place.index)) : focusIndex(state, list, place.index)
    })
  }
  const open = (event: MouseEvent) => {
    const place = placeOf(event)
    if (place) onOpen(list.idAt(place.index))
  }
  const sortColumn = (column: number, isMulti: boolean) => columns.getVisibleLeafColumns()[column]?.toggleSorting(undefined, isMulti)
  const active = isInHeader ? `head-${activeColumn}` : focusAt >= 0 ? cellId(rows[focusAt] ?? 0, activeColumn) : undefined

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={gridStyle(columns, ids, widths)}
      onScroll={onScroll}
      role="grid"
      tabIndex={0}
      data-pane="grid"
      aria-label={say('title')}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      aria-colcount={ids.length}
      aria-activedescendant={active}
      onFocus={() => selection.focusId === null && fleet.actions.select((state) => focusIndex(state, list, 0))}
      onKeyDown={(event) =>
        handleGridKey(event, { fleet, list, columns: ids, activeColumn, focusAt: isInHeader ? -1 : focusAt, page, now, isInHeader, setInHeader, setActiveColumn: showColumn, sortColumn, onOpen, onPeek, onFilter })
      }
    >
      <GridHeader columns={columns} activeColumn={isInHeader ? activeColumn : -1} />
      <div className={styles.body} role="rowgroup" style={{ blockSize: virtualizer.getTotalSize() }} onClick={choose} onDoubleClick={open} {...hold}>
        {inSlotOrder(virtualizer.getVirtualItems(), slots).map((item) => {
          const row = rows[item.index] ?? 0
          const id = fleet.table.idAt(row)
          return (
            <GridRow
              key={item.index % slots}
              table={fleet.table}
              accountName={fleet.accountName}
              columns={ids}
              from={window.from}
              to={window.to}
              row={row}
              version={fleet.table.versions.values[row] ?? 0}
              index={item.index}
              top={item.start}
              now={now}
              isSelected={selection.selected.has(id)}
              activeColumn={id === selection.focusId && !isInHeader ? activeColumn : -1}
            />
          )
        })}
      </div>
    </div>
  )
}
