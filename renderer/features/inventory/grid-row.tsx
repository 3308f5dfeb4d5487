import { memo } from 'react'
import type { ReactNode } from 'react'
import type { FleetTable } from './fleet-table.ts'
import { contentOf, missingCell } from './grid-cells.tsx'
import type { CellInput, ColumnId } from './grid-cells.tsx'
import { columnSpecs, frozenColumns } from './grid-columns.ts'
import styles from './grid-row.module.css'

interface GridRowProps {
  readonly table: FleetTable
  readonly accountName: (id: string) => string
  readonly columns: readonly ColumnId[]
  /** Places of the first and one past the last column drawn; frozen columns are always drawn. */
  readonly from: number
  readonly to: number
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

function draw(id: ColumnId, input: CellInput): ReactNode {
  const content = contentOf(id)
  return content.draw ? content.draw(input) : (content.text(input) ?? missingCell)
}

const plainClass = styles.cell ?? ''
const rightClass = `${plainClass} ${styles.right ?? ''}`

interface GridCellProps {
  readonly id: ColumnId
  readonly column: number
  readonly input: CellInput
  readonly isActive: boolean
  /** The first cell after columns that are not drawn says where it stands; the others follow it. */
  readonly isPlaced: boolean
}

const gridCell = ({ id, column, input, isActive, isPlaced }: GridCellProps): ReactNode => (
  <div
    key={column}
    id={cellId(input.row, column)}
    className={columnSpecs[id].align === 'right' ? rightClass : plainClass}
    role="gridcell"
    aria-colindex={column + 1}
    data-column={column}
    data-active={isActive || undefined}
    style={isPlaced ? { gridColumnStart: column + 1 } : undefined}
  >
    {draw(id, input)}
  </div>
)

const numbers = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)

/**
 * One device. Draws only its own facts, and only when one of them, its place or its selection changed. Cells are plain
 * elements and not components: a screen has hundreds of them and a flick of the wheel changes them all.
 */
export const GridRow = memo(({ table, accountName, columns, from, to, row, index, top, now, isSelected, activeColumn }: GridRowProps) => {
  const input: CellInput = { table, row, now, accountName }
  const frozen = columns.filter((id) => frozenColumns.includes(id)).length
  const cell = (column: number): ReactNode => gridCell({ id: columns[column] as ColumnId, column, input, isActive: column === activeColumn, isPlaced: column === from })
  return (
    <div className={styles.row} role="row" aria-rowindex={index + 2} aria-selected={isSelected} data-index={index} data-current={activeColumn >= 0} style={{ top }}>
      <div className={styles.frozen} role="presentation" style={{ gridColumn: `span ${frozen}` }}>
        {numbers(0, frozen).map(cell)}
      </div>
      {numbers(Math.max(from, frozen), to).map(cell)}
    </div>
  )
})
GridRow.displayName = 'GridRow'
