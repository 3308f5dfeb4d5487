import { useState } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { useFleet } from './fleet-context.ts'
import type { RowMenuState } from './row-menu.tsx'
import type { Grid } from './use-grid.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** Opens the menu of a row at a point of the window. */
export type OpenRowMenu = (id: DeviceId, column: number, at: Point) => void

/** Just inside the lower edge of an element, where the menu of the keyboard opens. */
function pointOf(element: Element | null): Point {
  const box = element?.getBoundingClientRect()
  return { x: box?.left ?? 0, y: box?.bottom ?? 0 }
}

/** The menu of the rows: about the selected devices when asked for on one of them, else about that row alone. */
export function useRowMenu(grid: Grid) {
  const { actions, state: fleetState } = useFleet()
  const [state, setState] = useState<RowMenuState | null>(null)
  const { list, layout } = grid
  const targetsOf = (id: DeviceId): readonly DeviceId[] => {
    const { selected } = fleetState.getState().selection
    if (!selected.has(id)) return [id]
    const places = [...selected].map((one) => ({ one, at: list.indexOf(one) })).toSorted((a, b) => a.at - b.at)
    return places.map(({ one }) => one)
  }
  const open: OpenRowMenu = (id, column, { x, y }) => {
    const name = layout.ids[column]
    if (!name) return
    actions.focus(id)
    actions.holdOrder('menu', true)
    setState({ x, y, targets: targetsOf(id), column: name })
  }
  return {
    state,
    open,
    openHere: (id: DeviceId) => open(id, grid.column, pointOf(document.getElementById(grid.activeId ?? ''))),
    close: () => {
      actions.holdOrder('menu', false)
      setState(null)
    },
  }
}
