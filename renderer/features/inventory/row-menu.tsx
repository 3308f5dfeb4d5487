import type { DeviceStatus } from '#shared/model/device.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import { useApi } from '../../api/client.ts'
import { toAppError } from '../../api/to-app-error.ts'
import { PointMenu } from '../../ui/menu.tsx'
import { showToast } from '../../ui/toast.tsx'
import { copyCell, copyRows } from './copy-rows.ts'
import { useFleet } from './fleet-context.ts'
import type { Fleet } from './fleet-store.ts'
import { say } from './fleet-words.ts'
import type { CellInput, ColumnId } from './grid-cells.tsx'
import { rowMenuGroups } from './row-menu-entries.ts'
import type { MenuTarget, RowAction } from './row-menu-entries.ts'

/** Where a menu was asked for and what it is about. Places in pixels of the window. */
export interface RowMenuState {
  readonly x: number
  readonly y: number
  readonly targets: readonly DeviceId[]
  readonly column: ColumnId
}

/** What the window does for the list: pages and modes are not the list's own. */
export interface RowActions {
  readonly onOpen: (id: DeviceId) => void
  readonly onPeek: () => void
  /** Opens a part of a device's page. */
  readonly onPart: (id: DeviceId, part: 'shell' | 'performance') => void
  readonly isReadOnly: boolean
  readonly isOffline: boolean
}

interface RowMenuProps {
  readonly state: RowMenuState | null
  readonly columns: readonly ColumnId[]
  readonly actions: RowActions
  readonly now: number
  readonly onClose: () => void
}

const inputOf = ({ table, accountName }: Fleet, id: DeviceId, now: number): CellInput => ({ table, row: table.rowOf(id) ?? 0, now, accountName })

const factsOf = ({ table }: Fleet, id: DeviceId): MenuTarget => {
  const row = table.rowOf(id) ?? 0
  return { name: table.texts.name[row] ?? '', status: (table.dictionary.status.at(row) ?? 'unknown') as DeviceStatus }
}

/** Reads devices one after the other and says how many answered, and why the last one did not. */
function useRefreshDevices(): (ids: readonly DeviceId[]) => Promise<void> {
  const api = useApi()
  return async (ids) => {
    let done = 0
    let why = ''
    for (const deviceId of ids) {
      try {
        await api.sync.device({ deviceId })
        done += 1
      } catch (error) {
        why = toAppError(error).what
      }
    }
    showToast([say('refreshed', { count: ids.length, done }), why].filter(Boolean).join('. '))
  }
}

/** The menu of a row or of the selected rows. */
export function RowMenu({ state, columns, actions, now, onClose }: RowMenuProps) {
  const fleet = useFleet()
  const refresh = useRefreshDevices()
  const targets = state?.targets ?? []
  const [first] = targets
  const run = (action: RowAction) => {
    if (!state || first === undefined) return
    const acts: Readonly<Record<RowAction, () => void>> = {
      open: () => targets.forEach(actions.onOpen),
      peek: actions.onPeek,
      'copy-cell': () => copyCell(state.column, inputOf(fleet, first, now)),
      'copy-rows': () => copyRows(columns, targets.map((id) => inputOf(fleet, id, now))),
      shell: () => actions.onPart(first, 'shell'),
      live: () => actions.onPart(first, 'performance'),
      refresh: () => void refresh(targets),
    }
    acts[action]()
  }
  const facts = targets.map((id) => factsOf(fleet, id))
  const groups = state ? rowMenuGroups({ targets: facts, column: say(state.column), isReadOnly: actions.isReadOnly, isOffline: actions.isOffline }, run) : []
  return <PointMenu name={say('rowMenu')} at={state} groups={groups} onClose={onClose} />
}
