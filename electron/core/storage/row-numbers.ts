import type { ReadDb } from './database.ts'

/** Tables whose rows are added by the thousand. */
type NumberedTable = 'device' | 'mapping' | 'device_identity'

/**
 * Numbers for new rows, one after the highest of the table. Counted in memory by the only writer: asking SQLite which
 * number it gave costs as much as the row. After a rolled-back transaction call `forget`.
 */
export interface RowNumbers {
  next(db: ReadDb, table: NumberedTable): number
  forget(): void
}

export function createRowNumbers(): RowNumbers {
  const last = new Map<NumberedTable, number>()
  const highest = (db: ReadDb, table: NumberedTable) => db.get<{ n: number }>(`SELECT coalesce(max(n), 0) AS n FROM ${table}`)?.n ?? 0
  return {
    next: (db, table) => {
      const n = (last.get(table) ?? highest(db, table)) + 1
      last.set(table, n)
      return n
    },
    forget: () => last.clear(),
  }
}
