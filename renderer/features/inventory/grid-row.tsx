import { memo } from 'react'
import type { ComponentProps, CSSProperties, ReactNode } from 'react'
import { missing } from '../../lib/format-number.ts'
import type { FleetTable } from './fleet-table.ts'
import { say } from './fleet-words.ts'
import { contentOf } from './grid-cells.tsx'
import type { CellInput, CellTone, ColumnId } from './grid-cells.tsx'
import { columnProperty, columnSpecs, frozenColumns } from './grid-columns.ts'
import styles from './grid-row.module.css'

interface GridRowProps {
  readonly table: FleetTable
  readonly accountName: (id: string) => string
  readonly columns: readonly ColumnId[]
  /** Places of the first and one past the last column drawn; frozen columns are always drawn. */
  readonly from: number
  readonly to: number
  /** Width of the columns between the frozen ones and the first drawn, in pixels. */
  readonly skipped: number
  /** Place of the element in the document; it outlives the device it shows. */
  readonly slot: number
  /** Row of the table. */
  readonly row: number
  /** Changes when the row's facts do; what keeps every other row from drawing again. */
  readonly version: number
  /** Place in the visible list. */
  readonly index: number
  readonly top: number
  readonly now: number
  /** Kept for a longer list: not seen, not read out, not counted. */
  readonly isSpare: boolean
  readonly isSelected: boolean
  /** The column under the keyboard, -1 when the keyboard is in another row. */
  readonly activeColumn: number
}

/** Id of the element the grid names as its active descendant. It belongs to the slot: a new id for every device would restyle every cell. */
export const cellId = (slot: number, column: number): string => `cell-${slot}-${column}`

const toneClass: Readonly<Record<CellTone, string>> = { plain: '', strong: styles.strong ?? '', faint: styles.faint ?? '' }
const classOf = (id: ColumnId, tone: CellTone): string => `${styles.cell} ${columnSpecs[id].align === 'right' ? styles.right : ''} ${toneClass[tone]}`

/** What a cell holds. A text that cannot be told is an en dash whose name is the reason; it stays a text, so that no element comes or goes. */
function contentFor(id: ColumnId, input: CellInput): Pick<ComponentProps<'div'>, 'className' | 'title' | 'aria-label' | 'children'> {
  const { text, short, draw, reason, tone } = contentOf(id)
  if (draw) return { className: classOf(id, 'plain'), children: draw(input) }
  const shown = (short ?? text)(input)
  if (shown !== null) return { className: classOf(id, tone?.(input) ?? 'plain'), children: shown }
  const why = reason?.(input) ?? say('notReported')
  return { className: classOf(id, 'faint'), title: why, 'aria-label': why, children: missing }
}

const cellStyles = new Map<string, CSSProperties>()

/** Width from the grid's own property of the column; the same object every time, so that there is nothing to compare. */
function cellStyle(id: ColumnId, skipped: number): CSSProperties {
  const key = `${id} ${skipped}`
  const known = cellStyles.get(key) ?? { flex: `var(${columnProperty(id)})`, ...(skipped > 0 && { marginInlineStart: skipped }) }
  cellStyles.set(key, known)
  return known
}

interface GridCellProps {
  readonly id: ColumnId
  readonly column: number
  readonly slot: number
  readonly input: CellInput
  readonly isActive: boolean
  /** Room left for columns that are not drawn, in pixels. */
  readonly skipped: number
}

const gridCell = ({ id, column, slot, input, isActive, skipped }: GridCellProps): ReactNode => (
  <div
    key={column}
    id={cellId(slot, column)}
    role="gridcell"
    aria-colindex={column + 1}
    data-column={column}
    data-active={isActive || undefined}
    style={cellStyle(id, skipped)}
    {...contentFor(id, input)}
  />
)

const numbers = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)

/**
 * One device. Draws only its own facts, and only when one of them, its place or its selection changed. Cells are plain
 * elements and not components: a screen has hundreds of them and a flick of the wheel changes them all.
 */
export const GridRow = memo(({ table, accountName, columns, from, to, skipped, slot, row, index, top, now, isSpare, isSelected, activeColumn }: GridRowProps) => {
  const input: CellInput = { table, row, now, accountName }
  const frozen = columns.filter((id) => frozenColumns.includes(id)).length
  const cell = (column: number): ReactNode => gridCell({ id: columns[column] as ColumnId, column, slot, input, isActive: column === activeColumn, skipped: column === from ? skipped : 0 })
  return (
    <div className={styles.row} role="row" aria-rowindex={index + 2} aria-selected={isSelected} aria-hidden={isSpare || undefined} data-index={isSpare ? undefined : index} data-current={activeColumn >= 0} style={{ top }}>
      <div className={styles.frozen} role="presentation">
        {numbers(0, frozen).map(cell)}
      </div>
      {numbers(Math.max(from, frozen), to).map(cell)}
    </div>
  )
})
GridRow.displayName = 'GridRow'
