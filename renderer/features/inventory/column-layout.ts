import { createStore } from 'zustand/vanilla'
import { keep, recall } from '../../lib/keep.ts'
import { columnIds, frozenColumns, presets } from './grid-columns.ts'
import type { FleetPreset } from './grid-columns.ts'
import type { ColumnId } from './grid-cells.tsx'

/** Which columns the list shows, in which order and how wide; kept per window. */
export interface ColumnLayout {
  readonly preset: FleetPreset['id']
  readonly visible: readonly ColumnId[]
  readonly sizes: Readonly<Record<string, number>>
}

const keyName = 'columns'
const isKnown = (id: string): id is ColumnId => (columnIds as readonly string[]).includes(id)
const first = presets[0] as FleetPreset

function recallLayout(): ColumnLayout {
  const kept = recall<Partial<ColumnLayout>>(keyName, {})
  const visible = (kept.visible ?? first.columns).filter(isKnown)
  return { preset: kept.preset ?? first.id, visible: visible.length > 0 ? visible : first.columns, sizes: kept.sizes ?? {} }
}

/** The layout of this window. */
export const columnLayout = createStore<ColumnLayout>(recallLayout)
columnLayout.subscribe((layout) => keep(keyName, layout))

/** Frozen columns always come first, in their own order. */
const arrange = (ids: readonly ColumnId[]): readonly ColumnId[] => [...frozenColumns.filter((id) => ids.includes(id)), ...ids.filter((id) => !frozenColumns.includes(id))]

export const applyPreset = (preset: FleetPreset): void => columnLayout.setState({ preset: preset.id, visible: preset.columns })

/** Shows or hides a column; the name stays. */
export function toggleColumn(id: ColumnId): void {
  if (id === 'name') return
  columnLayout.setState(({ visible }) => ({ visible: visible.includes(id) ? visible.filter((one) => one !== id) : arrange([...visible, id]) }))
}

/** Moves a column by a number of places. */
export function moveColumn(id: ColumnId, by: number): void {
  columnLayout.setState(({ visible }) => {
    const rest = visible.filter((one) => one !== id)
    const at = Math.min(rest.length, Math.max(0, visible.indexOf(id) + by))
    return { visible: arrange(rest.toSpliced(at, 0, id)) }
  })
}

export const setColumnSizes = (sizes: Readonly<Record<string, number>>): void => columnLayout.setState({ sizes })
