import type { DeviceId } from '#shared/model/ids.ts'

/** What is selected and where the keyboard stands, by device and not by place: sorting, filtering and refreshing leave it alone. */
export interface FleetSelection {
  readonly selected: ReadonlySet<DeviceId>
  readonly focusId: DeviceId | null
  /** Where a range started. */
  readonly anchorId: DeviceId | null
}

export const emptySelection: FleetSelection = { selected: new Set(), focusId: null, anchorId: null }

/** The visible list as the selection needs it. */
export interface VisibleList {
  readonly length: number
  readonly idAt: (index: number) => DeviceId
  readonly indexOf: (id: DeviceId) => number
}

const clamp = (index: number, list: VisibleList): number => Math.min(list.length - 1, Math.max(0, index))

/** Moves the keyboard without selecting. */
export function focusIndex(state: FleetSelection, list: VisibleList, index: number): FleetSelection {
  if (list.length === 0) return state
  const id = list.idAt(clamp(index, list))
  return { ...state, focusId: id, anchorId: id }
}

/** Adds or takes away one device. */
export function toggleDevice(state: FleetSelection, id: DeviceId): FleetSelection {
  const selected = new Set(state.selected)
  if (!selected.delete(id)) selected.add(id)
  return { selected, focusId: id, anchorId: id }
}

/** Extends from where the range started to a place in the visible list. What was selected elsewhere stays. */
export function extendTo(state: FleetSelection, list: VisibleList, index: number): FleetSelection {
  if (list.length === 0) return state
  const to = clamp(index, list)
  const anchorAt = state.anchorId === null ? -1 : list.indexOf(state.anchorId)
  const from = anchorAt < 0 ? to : anchorAt
  const selected = new Set(state.selected)
  for (let at = Math.min(from, to); at <= Math.max(from, to); at += 1) selected.add(list.idAt(at))
  return { selected, focusId: list.idAt(to), anchorId: list.idAt(from) }
}

/** Everything the filter lets through. Devices selected before and hidden now stay selected. */
export function selectAll(state: FleetSelection, list: VisibleList): FleetSelection {
  const selected = new Set(state.selected)
  for (let at = 0; at < list.length; at += 1) selected.add(list.idAt(at))
  return { ...state, selected }
}

export const clearSelection = (state: FleetSelection): FleetSelection => ({ ...state, selected: new Set() })

/** Selected devices the filter hides: "40 selected, 3 hidden by filter". */
export function hiddenCount(state: FleetSelection, list: VisibleList): number {
  let visible = 0
  for (let at = 0; at < list.length; at += 1) if (state.selected.has(list.idAt(at))) visible += 1
  return state.selected.size - visible
}
