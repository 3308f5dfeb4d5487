import type { KeyboardEvent } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { assertNever } from '#shared/util/assert-never.ts'
import { copyCell, copyRows } from './copy-rows.ts'
import { clearSelection, extendTo, focusIndex, selectAll, toggleDevice } from './fleet-selection.ts'
import type { Fleet } from './fleet-store.ts'
import type { CellInput } from './grid-cells.tsx'
import { gridIntent } from './grid-keys.ts'
import type { GridIntent } from './grid-keys.ts'
import type { Grid } from './use-grid.ts'

/** What the keyboard acts on. */
export interface GridKeyContext {
  readonly fleet: Fleet
  readonly grid: Grid
  readonly onOpen: (id: DeviceId) => void
  readonly onPeek: () => void
  readonly onFilter: () => void
  /** Opens the menu of the keyboard's row. */
  readonly onMenu: (id: DeviceId) => void
}

const inputFor = ({ fleet, grid }: GridKeyContext, id: DeviceId): CellInput => ({ table: fleet.table, row: fleet.table.rowOf(id) ?? 0, now: grid.now, accountName: fleet.accountName })

function copy(context: GridKeyContext): void {
  const { list, layout, selection, column } = context.grid
  const id = layout.ids[column]
  if (selection.selected.size > 0) {
    const visible = Array.from({ length: list.length }, (_, at) => list.idAt(at))
    const chosen = visible.filter((one) => selection.selected.has(one))
    copyRows(layout.ids, chosen.map((one) => inputFor(context, one)))
  } else if (selection.focusId !== null && id) copyCell(id, inputFor(context, selection.focusId))
}

function moveRows({ fleet, grid }: GridKeyContext, intent: GridIntent & { readonly kind: 'move' }): void {
  const { list, focusAt } = grid
  const target = intent.to === 'first' ? 0 : intent.to === 'last' ? list.length - 1 : focusAt + intent.rows
  const isOntoHeader = intent.to === 'by' && target < 0 && focusAt <= 0 && !intent.isExtending
  grid.setInHeader(isOntoHeader)
  if (isOntoHeader) return
  fleet.actions.select((state) => (intent.isExtending ? extendTo(state, list, target) : focusIndex(state, list, target)))
}

function moveColumn({ grid }: GridKeyContext, column: number): void {
  grid.showColumn(Math.min(grid.layout.ids.length - 1, Math.max(0, column)))
}

function onDevice(context: GridKeyContext, act: (id: DeviceId) => void): void {
  const { focusId } = context.fleet.state.getState().selection
  if (focusId !== null) act(focusId)
}

function obey(context: GridKeyContext, intent: GridIntent, isMulti: boolean): void {
  const { grid } = context
  const { select } = context.fleet.actions
  switch (intent.kind) {
    case 'move':
      return moveRows(context, intent)
    case 'column':
      return moveColumn(context, grid.column + intent.by)
    case 'edge':
      return moveColumn(context, intent.column === 'first' ? 0 : grid.layout.ids.length)
    case 'toggle':
      return onDevice(context, (id) => select((state) => toggleDevice(state, id)))
    case 'select-all':
      return select((state) => selectAll(state, grid.list))
    case 'open':
      return grid.isInHeader ? grid.layout.sort(grid.column, isMulti) : onDevice(context, context.onOpen)
    case 'peek':
      return context.onPeek()
    case 'copy':
      return copy(context)
    case 'clear':
      return select(clearSelection)
    case 'filter':
      return context.onFilter()
    case 'menu':
      return onDevice(context, context.onMenu)
    default:
      return assertNever(intent)
  }
}

/** Handles a key press in the grid; keys it does not know go on to the window. */
export function handleGridKey(event: KeyboardEvent, context: GridKeyContext): void {
  const intent = gridIntent(event, context.grid.view.page)
  if (intent === null) return
  const hasNothingToClear = intent.kind === 'clear' && context.fleet.state.getState().selection.selected.size === 0
  if (hasNothingToClear) return
  event.preventDefault()
  event.stopPropagation()
  obey(context, intent, event.shiftKey)
}
