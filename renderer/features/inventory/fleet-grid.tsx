import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import type { CSSProperties, MouseEvent } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { useNow } from '../../lib/use-now.ts'
import { useFleet, useFleetState } from './fleet-context.ts'
import styles from './fleet-grid.module.css'
import { extendTo, focusIndex, toggleDevice } from './fleet-selection.ts'
import type { VisibleList } from './fleet-selection.ts'
import { say } from './fleet-words.ts'
import type { ColumnId } from './grid-cells.tsx'
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

/** Rows drawn above and below the window, so that a flick of the wheel lands on drawn rows. */
const overscan = 10

/** Takes the room that is left over, unless somebody gave it a width of their own. */
const stretching: readonly ColumnId[] = ['os', 'model', 'description', 'client']

/** Widths as custom properties of the grid: rows do not draw again while a column is dragged. */
function gridStyle(columns: GridColumns, ids: readonly ColumnId[]): CSSProperties {
  const widths = columns.getVisibleLeafColumns().map((column) => column.getSize())
  const stretched = stretching.find((id) => ids.includes(id) && !(id in columns.state.columnSizing))
  const total = widths.reduce((sum, width) => sum + width, 0)
  const first = ids[0] === 'status' ? (widths[0] ?? 0) : 0
  return {
    '--grid-columns': [...widths.map((width, at) => (ids[at] === stretched ? `minmax(${width}px, 1fr)` : `${width}px`)), ...(stretched ? [] : ['minmax(0, 1fr)'])].join(' '),
    '--grid-width': `${total}px`,
    '--grid-first': `${first}px`,
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
  return { scroller, virtualizer, page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2) }
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
  const { scroller, virtualizer, page } = useRows(rowHeight, rows.length)
  const focusAt = useFollowFocus(list, selection.focusId, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }))
  const ids = columns.getVisibleLeafColumns().map((column) => column.id as ColumnId)
  const idsKey = ids.join()
  const stableIds = useRef(ids)
  if (stableIds.current.join() !== idsKey) stableIds.current = ids

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
      style={gridStyle(columns, ids)}
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
        handleGridKey(event, { fleet, list, columns: ids, activeColumn, focusAt: isInHeader ? -1 : focusAt, page, now, isInHeader, setInHeader, setActiveColumn, sortColumn, onOpen, onPeek, onFilter })
      }
    >
      <GridHeader columns={columns} activeColumn={isInHeader ? activeColumn : -1} />
      <div className={styles.body} role="rowgroup" style={{ blockSize: virtualizer.getTotalSize() }} onClick={choose} onDoubleClick={open} {...hold}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index] ?? 0
          const id = fleet.table.idAt(row)
          return (
            <GridRow
              key={id}
              table={fleet.table}
              accountName={fleet.accountName}
              columns={stableIds.current}
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
