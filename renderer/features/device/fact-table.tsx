import type { ReactNode } from 'react'
import { Missing } from '../../ui/key-values.tsx'
import styles from './fact-table.module.css'

/** A column: its head, how a row fills it, and whether it holds numbers. */
export interface FactColumn<Row> {
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  readonly isNumber?: boolean
}

interface FactTableProps<Row> {
  readonly caption: string
  readonly columns: readonly FactColumn<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row, index: number) => string
}

/** A small table of facts under its own heading. A null cell says that it was not reported. */
export const FactTable = <Row,>({ caption, columns, rows, keyOf }: FactTableProps<Row>) => (
  <section className={styles.section}>
    <h3 className={styles.title}>{caption}</h3>
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} scope="col" data-number={column.isNumber}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)}>
              {columns.map((column) => (
                <td key={column.head} data-number={column.isNumber}>
                  {column.cell(row) ?? <Missing />}
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length}>
                <Missing />
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  </section>
)
