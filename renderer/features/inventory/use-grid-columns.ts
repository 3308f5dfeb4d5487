import { columnOrderingFeature, columnPinningFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import type { ColumnDef, Updater } from '@tanstack/react-table'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { columnLayout, setColumnSizes } from './column-layout.ts'
import { useFleet, useFleetState } from './fleet-context.ts'
import { isSortable, startsDescending } from './fleet-order.ts'
import { columnIds, columnSpecs, frozenColumns } from './grid-columns.ts'

const features = tableFeatures({ columnOrderingFeature, columnPinningFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature, rowSortingFeature })

type NoRow = Readonly<Record<string, never>>
/** The table holds no rows: they stay in their columns and only the column model is asked. */
const noRows: NoRow[] = []

const columns: ColumnDef<typeof features, NoRow>[] = columnIds.map((id) => ({
  id,
  size: columnSpecs[id].size,
  minSize: 48,
  maxSize: 640,
  enableSorting: isSortable(id),
  sortDescFirst: startsDescending.has(id),
  accessorFn: () => null,
}))

const resolve = <T>(updater: Updater<T>, before: T): T => (typeof updater === 'function' ? (updater as (old: T) => T)(before) : updater)

/** The column model of the grid: order, width, visibility, pinning and sort of each column. */
export function useGridColumns() {
  const { actions } = useFleet()
  const sorting = useFleetState((state) => state.sort)
  const { visible, sizes } = useStore(columnLayout)
  const columnVisibility = useMemo(() => Object.fromEntries(columnIds.map((id) => [id, visible.includes(id)])), [visible])
  const columnPinning = useMemo(() => ({ start: frozenColumns.filter((id) => visible.includes(id)), end: [] }), [visible])
  return useTable({
    features,
    columns,
    data: noRows,
    columnResizeMode: 'onChange',
    manualSorting: true,
    enableMultiSort: true,
    isMultiSortEvent: (event: unknown) => event instanceof Object && 'shiftKey' in event && event.shiftKey === true,
    state: { sorting: [...sorting], columnOrder: [...visible], columnSizing: { ...sizes }, columnVisibility, columnPinning },
    onSortingChange: (updater) => actions.setSort(resolve(updater, [...sorting])),
    onColumnSizingChange: (updater) => setColumnSizes(resolve(updater, { ...sizes })),
  })
}

export type GridColumns = ReturnType<typeof useGridColumns>
