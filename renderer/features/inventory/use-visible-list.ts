import { useMemo } from 'react'
import { useFleet, useFleetState } from './fleet-context.ts'
import type { VisibleList } from './fleet-selection.ts'

/** The visible devices in order, as the selection and the keyboard see them. */
export function useVisibleList(): VisibleList {
  const { table } = useFleet()
  const rows = useFleetState((state) => state.rows)
  return useMemo(
    () => ({
      length: rows.length,
      idAt: (index) => table.idAt(rows[index] ?? 0),
      indexOf: (id) => {
        const row = table.rowOf(id)
        return row === undefined ? -1 : rows.indexOf(row)
      },
    }),
    [rows, table],
  )
}
