import type { MouseEvent } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { useFleet } from './fleet-context.ts'
import styles from './fleet-grid.module.css'
import { extendTo, focusIndex, toggleDevice } from './fleet-selection.ts'
import { say } from './fleet-words.ts'
import { GridHeader } from './grid-header.tsx'
import { handleGridKey } from './grid-obey.ts'
import { GridRow } from './grid-row.tsx'
import { RowMenu } from './row-menu.tsx'
import type { RowActions } from './row-menu.tsx'
import { useGrid } from './use-grid.ts'
import type { Grid } from './use-grid.ts'
import { useOrderHold } from './use-order-hold.ts'
import { useRowMenu } from './use-row-menu.ts'
import type { OpenRowMenu } from './use-row-menu.ts'

interface FleetGridProps {
  /** Height of a row in pixels, from the density. */
  readonly rowHeight: number
  readonly actions: RowActions
  readonly onFilter: () => void
}

function placeOf(event: MouseEvent): { readonly index: number; readonly column: number } | null {
  const target = event.target as HTMLElement
  const row = target.closest<HTMLElement>('[data-index]')
  if (!row) return null
  return { index: Number(row.dataset['index']), column: Number(target.closest<HTMLElement>('[data-column]')?.dataset['column'] ?? 0) }
}

function Rows({ grid }: { readonly grid: Grid }) {
  const { table, accountName } = useFleet()
  const { selection, layout, isInHeader } = grid
  return grid.view.drawn.map(({ index, slot, top, row, isSpare }) => {
    const id = table.idAt(row)
    return (
      <GridRow
        key={slot}
        table={table}
        accountName={accountName}
        columns={layout.ids}
        from={layout.window.from}
        to={layout.window.to}
        skipped={layout.skipped}
        slot={slot}
        row={row}
        version={table.versions.values[row] ?? 0}
        index={index}
        top={top}
        now={grid.now}
        isSpare={isSpare}
        isSelected={!isSpare && selection.selected.has(id)}
        activeColumn={!isSpare && id === selection.focusId && !isInHeader ? grid.column : -1}
      />
    )
  })
}

/** The rows and what the pointer does with them: one listener for all, whatever their number. */
function Body({ grid, onOpen, onMenu }: { readonly grid: Grid; readonly onOpen: (id: DeviceId) => void; readonly onMenu: OpenRowMenu }) {
  const { actions } = useFleet()
  const hold = useOrderHold()
  const { list } = grid
  const choose = (event: MouseEvent) => {
    const place = placeOf(event)
    if (!place) return
    grid.setInHeader(false)
    grid.setColumn(place.column)
    actions.select((state) => {
      if (event.shiftKey) return extendTo(state, list, place.index)
      return event.ctrlKey || event.metaKey ? toggleDevice(state, list.idAt(place.index)) : focusIndex(state, list, place.index)
    })
  }
  const open = (event: MouseEvent) => {
    const place = placeOf(event)
    if (place) onOpen(list.idAt(place.index))
  }
  const menu = (event: MouseEvent) => {
    event.preventDefault()
    const place = placeOf(event)
    if (!place) return
    grid.setColumn(place.column)
    onMenu(list.idAt(place.index), place.column, { x: event.clientX, y: event.clientY })
  }
  return (
    <div className={styles.body} role="rowgroup" style={{ blockSize: grid.view.height }} onClick={choose} onDoubleClick={open} onContextMenu={menu} {...hold}>
      <Rows grid={grid} />
    </div>
  )
}

/** The device list as one keyboard stop: rows and columns are told to readers in full, drawn only where they are seen. */
export function FleetGrid({ rowHeight, actions, onFilter }: FleetGridProps) {
  const fleet = useFleet()
  const grid = useGrid(rowHeight)
  const { list, layout, attach } = grid
  const menu = useRowMenu(grid)
  const context = { fleet, grid, onOpen: actions.onOpen, onPeek: actions.onPeek, onFilter, onMenu: menu.openHere }
  return (
    <>
      <div
        ref={attach}
        className={styles.scroller}
        style={layout.style}
        onScroll={layout.onScroll}
        role="grid"
        tabIndex={0}
        data-grid
        aria-label={say('title')}
        aria-multiselectable
        aria-rowcount={list.length + 1}
        aria-colcount={layout.ids.length}
        aria-activedescendant={grid.activeId}
        onFocus={() => grid.selection.focusId === null && fleet.actions.select((state) => focusIndex(state, list, 0))}
        onKeyDown={(event) => handleGridKey(event, context)}
      >
        <GridHeader columns={layout.columns} activeColumn={grid.isInHeader ? grid.column : -1} />
        <Body grid={grid} onOpen={actions.onOpen} onMenu={menu.open} />
      </div>
      <RowMenu state={menu.state} columns={layout.ids} actions={actions} now={grid.now} onClose={menu.close} />
    </>
  )
}
