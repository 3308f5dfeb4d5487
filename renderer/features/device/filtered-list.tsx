import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import styles from './filtered-list.module.css'

const rowHeight = 28

/** A column: its head, its width as a track of a grid, and how a row fills it. Null is a fact that was not reported. */
export interface ListColumn<Row> {
  readonly head: string
  readonly width: string
  readonly cell: (row: Row) => ReactNode
  readonly tone?: 'name' | 'quiet' | 'number'
  /** Shown on the pointer where the cell may be cut. */
  readonly hint?: (row: Row) => string | null
}

interface FilteredListProps<Row> {
  readonly name: string
  /** In the order they are shown. */
  readonly rows: readonly Row[]
  readonly columns: readonly ListColumn<Row>[]
  /** What the filter looks in. */
  readonly textOf: (row: Row) => string
  readonly filter: string
  /** Said when nothing matches. */
  readonly noneLeft: string
  readonly foot: (shown: number, isFiltered: boolean) => string
}

function Cells<Row>({ row, columns }: { readonly row: Row; readonly columns: readonly ListColumn<Row>[] }) {
  return columns.map(({ head, cell, tone, hint }) => (
    <span key={head} role="cell" data-tone={tone} title={hint?.(row) ?? undefined}>
      {cell(row) ?? '–'}
    </span>
  ))
}

/** A long list of one kind of thing, filtered as you type; only the rows in sight are drawn. */
export function FilteredList<Row>({ name, rows, columns, textOf, filter, noneLeft, foot }: FilteredListProps<Row>) {
  const scroll = useRef<HTMLDivElement>(null)
  const wanted = filter.trim().toLowerCase()
  const shown = useMemo(() => rows.filter((row) => textOf(row).toLowerCase().includes(wanted)), [rows, textOf, wanted])
  const seats = useVirtualizer({ count: shown.length, estimateSize: () => rowHeight, getScrollElement: () => scroll.current, overscan: 12 })
  const gridTemplateColumns = columns.map(({ width }) => width).join(' ')
  return (
    <div className={styles.list} role="table" aria-label={name} aria-rowcount={shown.length}>
      <div className={styles.head} role="row" style={{ gridTemplateColumns }}>
        {columns.map(({ head, tone }) => (
          <span key={head} role="columnheader" data-tone={tone === 'number' ? tone : undefined}>
            {head}
          </span>
        ))}
      </div>
      <div ref={scroll} className={styles.scroll} tabIndex={0}>
        <div className={styles.all} style={{ blockSize: seats.getTotalSize() }}>
          {seats.getVirtualItems().map(({ key, index, start }) => {
            const row = shown[index]
            return row !== undefined && (
              <div key={key} className={styles.row} role="row" style={{ gridTemplateColumns, transform: `translateY(${start}px)` }}>
                <Cells row={row} columns={columns} />
              </div>
            )
          })}
        </div>
        {shown.length === 0 && <p className={styles.empty}>{noneLeft}</p>}
      </div>
      <p className={styles.foot}>{foot(shown.length, wanted !== '')}</p>
    </div>
  )
}
