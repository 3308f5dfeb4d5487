import type { KeyboardEvent } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { assertNever } from '#shared/util/assert-never.ts'
import { copyCell, copyRows } from './copy-rows.ts'
import { clearSelection, extendTo, focusIndex, selectAll, toggleDevice } from './fleet-selection.ts'
import type { VisibleList } from './fleet-selection.ts'
import type { Fleet } from './fleet-store.ts'
import type { CellInput, ColumnId } from './grid-cells.tsx'
import { gridIntent } from './grid-keys.ts'
import type { GridIntent } from './grid-keys.ts'

/** What the keyboard acts on. */
export interface GridKeyContext {
  readonly fleet: Fleet
  readonly list: VisibleList
  readonly columns: readonly ColumnId[]
  readonly activeColumn: number
  /** -1 is the row of headings. */
  readonly focusAt: number
  readonly page: number
  readonly now: number
  readonly isInHeader: boolean
  readonly setInHeader: (isInHeader: boolean) => void
  readonly setActiveColumn: (column: number) => void
  readonly sortColumn: (column: number, isMulti: boolean) => void
  readonly onOpen: (id: DeviceId) => void
  readonly onPeek: () => void
  readonly onFilter: () => void
}

const inputFor = ({ fleet, now }: GridKeyContext, id: DeviceId): CellInput => ({ table: fleet.table, row: fleet.table.rowOf(id) ?? 0, now, accountName: fleet.accountName })

function copy(context: GridKeyContext): void {
  const { selection } = context.fleet.state.getState()
  const column = context.columns[context.activeColumn]
  if (selection.selected.size > 0) {
    const visible = Array.from({ length: context.list.length }, (_, at) => context.list.idAt(at))
    const chosen = visible.filter((id) => selection.selected.has(id))
    copyRows(context.columns, chosen.map((id) => inputFor(context, id)))
  } else if (selection.focusId !== null && column) copyCell(column, inputFor(context, selection.focusId))
}

function moveRows(context: GridKeyContext, intent: GridIntent & { readonly kind: 'move' }): void {
  const { fleet, list, focusAt } = context
  const target = intent.to === 'first' ? 0 : intent.to === 'last' ? list.length - 1 : focusAt + intent.rows
  const isOntoHeader = intent.to === 'by' && target < 0 && focusAt <= 0 && !intent.isExtending
  context.setInHeader(isOntoHeader)
  if (isOntoHeader) return
  fleet.actions.select((state) => (intent.isExtending ? extendTo(state, list, target) : focusIndex(state, list, target)))
}

function moveColumn({ columns, activeColumn, setActiveColumn }: GridKeyContext, to: number): void {
  setActiveColumn(Math.min(columns.length - 1, Math.max(0, to === -Infinity ? 0 : to === Infinity ? columns.length - 1 : activeColumn + to)))
}

function onDevice(context: GridKeyContext, act: (id: DeviceId) => void): void {
  const { focusId } = context.fleet.state.getState().selection
  if (focusId !== null) act(focusId)
}

function obey(context: GridKeyContext, intent: GridIntent, isMulti: boolean): void {
  const { select } = context.fleet.actions
  switch (intent.kind) {
    case 'move':
      return moveRows(context, intent)
    case 'column':
      return moveColumn(context, intent.by)
    case 'edge':
      return moveColumn(context, intent.column === 'first' ? -Infinity : Infinity)
    case 'toggle':
      return onDevice(context, (id) => select((state) => toggleDevice(state, id)))
    case 'select-all':
      return select((state) => selectAll(state, context.list))
    case 'open':
      return context.isInHeader ? context.sortColumn(context.activeColumn, isMulti) : onDevice(context, context.onOpen)
    case 'peek':
      return context.onPeek()
    case 'copy':
      return copy(context)
    case 'clear':
      return select(clearSelection)
    case 'filter':
      return context.onFilter()
    default:
      return assertNever(intent)
  }
}

/** Handles a key press in the grid; keys it does not know go on to the window. */
export function handleGridKey(event: KeyboardEvent, context: GridKeyContext): void {
  const intent = gridIntent(event, context.page)
  if (intent === null) return
  const hasNothingToClear = intent.kind === 'clear' && context.fleet.state.getState().selection.selected.size === 0
  if (hasNothingToClear) return
  event.preventDefault()
  event.stopPropagation()
  obey(context, intent, event.shiftKey)
}
