import { memo } from 'react'
import type { FleetTable } from './fleet-table.ts'
import { contentOf, missingCell } from './grid-cells.tsx'
import type { CellInput, ColumnId } from './grid-cells.tsx'
import { columnSpecs, frozenColumns } from './grid-columns.ts'
import styles from './grid-row.module.css'

interface GridRowProps {
  readonly table: FleetTable
  readonly accountName: (id: string) => string
  readonly columns: readonly ColumnId[]
  /** Row of the table. */
  readonly row: number
  /** Changes when the row's facts do; what keeps every other row from drawing again. */
  readonly version: number
  /** Place in the visible list. */
  readonly index: number
  readonly top: number
  readonly now: number
  readonly isSelected: boolean
  /** The column under the keyboard, -1 when the keyboard is in another row. */
  readonly activeColumn: number
}

/** Id of the element the grid names as its active descendant. */
export const cellId = (row: number, column: number): string => `cell-${row}-${column}`

function Content({ id, input }: { readonly id: ColumnId; readonly input: CellInput }) {
  const content = contentOf(id)
  if (content.draw) return content.draw(input)
  const text = content.text(input)
  return text === null ? missingCell : <span className={styles.text}>{text}</span>
}

/** One device. Draws only its own facts, and only when one of them, its place or its selection changed. */
export const GridRow = memo(({ table, accountName, columns, row, index, top, now, isSelected, activeColumn }: GridRowProps) => (
  <div className={styles.row} role="row" aria-rowindex={index + 2} aria-selected={isSelected} data-index={index} data-current={activeColumn >= 0} style={{ transform: `translateY(${top}px)` }}>
    {columns.map((id, column) => (
      <div
        key={id}
        id={cellId(row, column)}
        className={styles.cell}
        role="gridcell"
        aria-colindex={column + 1}
        data-column={column}
        data-align={columnSpecs[id].align}
        data-frozen={frozenColumns.includes(id) ? column : undefined}
        data-active={column === activeColumn || undefined}
      >
        <Content id={id} input={{ table, row, now, accountName }} />
      </div>
    ))}
  </div>
))
GridRow.displayName = 'GridRow'
