import { IconOf } from '../../ui/icon-of.tsx'
import { SortDownIcon, SortUpIcon } from '../../ui/icons.ts'
import { say } from './fleet-words.ts'
import type { ColumnId } from './grid-cells.tsx'
import { columnProperty, columnSpecs, frozenColumns } from './grid-columns.ts'
import styles from './grid-header.module.css'
import type { GridColumns } from './use-grid-columns.ts'

const ariaSort = { asc: 'ascending', desc: 'descending' } as const

interface HeaderCellProps {
  readonly header: ReturnType<GridColumns['getFlatHeaders']>[number]
  readonly column: number
  readonly isActive: boolean
  readonly isMultiSort: boolean
}

function HeaderCell({ header, column, isActive, isMultiSort }: HeaderCellProps) {
  const id = header.column.id as ColumnId
  const sorted = header.column.getIsSorted()
  return (
    <div
      id={`head-${column}`}
      className={styles.cell}
      role="columnheader"
      aria-colindex={column + 1}
      aria-sort={sorted ? ariaSort[sorted] : 'none'}
      data-align={columnSpecs[id].align}
      data-frozen={frozenColumns.includes(id) ? column : undefined}
      data-active={isActive || undefined}
      style={{ flex: `var(${columnProperty(id)})` }}
    >
      <button type="button" tabIndex={-1} className={styles.name} title={say('sortBy', { column: say(id) })} onClick={header.column.getToggleSortingHandler()}>
        <span className={styles.label}>{say(id)}</span>
        {sorted && <IconOf icon={sorted === 'asc' ? SortUpIcon : SortDownIcon} />}
        {sorted && isMultiSort && <span className={styles.order}>{header.column.getSortIndex() + 1}</span>}
      </button>
      <span
        className={styles.handle}
        title={say('resize', { column: say(id) })}
        data-resizing={header.column.getIsResizing()}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => header.column.resetSize()}
      />
    </div>
  )
}

/** The names of the columns: click sorts, Shift-click adds to the sort, the right edge drags the width. */
export const GridHeader = ({ columns, activeColumn }: { readonly columns: GridColumns; readonly activeColumn: number }) => (
  <div className={styles.header} role="row" aria-rowindex={1}>
    {columns.getFlatHeaders().map((header, column) => (
      <HeaderCell key={header.id} header={header} column={column} isActive={column === activeColumn} isMultiSort={columns.state.sorting.length > 1} />
    ))}
  </div>
)
