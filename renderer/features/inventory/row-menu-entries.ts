import type { DeviceStatus } from '#shared/model/device.ts'
import type { MenuEntry, MenuGroup } from '../../ui/menu.tsx'
import { say } from './fleet-words.ts'

/** A device the menu acts on. */
export interface MenuTarget {
  readonly name: string
  readonly status: DeviceStatus
}

/** What the entries of the menu depend on. */
export interface RowMenuInput {
  /** The selected devices when the row is one of them, else the row alone. */
  readonly targets: readonly MenuTarget[]
  /** Name of the column under the pointer or the keyboard. */
  readonly column: string
  readonly isReadOnly: boolean
  readonly isOffline: boolean
}

export type RowAction = 'open' | 'peek' | 'copy-cell' | 'copy-rows' | 'shell' | 'live' | 'refresh'

/** More tabs at once would bury the list. */
export const mostOpened = 10
/** More devices than this are read sooner by a sync of their account. */
export const mostRefreshed = 25

type Reason = string | null

const onlyOne = ({ targets }: RowMenuInput): Reason => (targets.length > 1 ? say('menuOnlyOne') : null)
const atMost = ({ targets }: RowMenuInput, most: number): Reason => (targets.length > most ? say('menuAtMost', { count: most }) : null)
const online = ({ isOffline }: RowMenuInput): Reason => (isOffline ? say('menuWorkingOffline') : null)
/** A device that *we* could not ask may well answer; one that is known to be out of contact will not. */
const reachable = ({ targets }: RowMenuInput): Reason => (targets.some(({ status }) => status === 'offline' || status === 'inactive') ? say('menuDeviceOffline') : null)
const mayChange = ({ isReadOnly }: RowMenuInput): Reason => (isReadOnly ? say('menuReadOnly') : null)

/** The entries in the fixed order of menus: look and copy, work on the device, its state now. Only what works today is there. */
export function rowMenuGroups(input: RowMenuInput, run: (action: RowAction) => void): readonly MenuGroup[] {
  const count = input.targets.length
  const entry = (id: RowAction, label: string, shortcut: string, ...reasons: readonly Reason[]): MenuEntry => ({
    id,
    label,
    ...(shortcut !== '' && { shortcut }),
    disabledReason: reasons.find((reason) => reason !== null) ?? null,
    onSelect: () => run(id),
  })
  return [
    {
      label: count === 1 ? (input.targets[0]?.name ?? '') : say('menuTargets', { count }),
      entries: [
        entry('open', say('menuOpen', { count }), 'Enter', atMost(input, mostOpened)),
        entry('peek', say('menuPeek'), 'Space', onlyOne(input)),
        entry('copy-cell', say('menuCopyCell', { column: input.column }), count === 1 ? 'Ctrl+C' : '', onlyOne(input)),
        entry('copy-rows', say('menuCopyRows', { count }), count > 1 ? 'Ctrl+C' : ''),
      ],
    },
    { entries: [entry('shell', say('menuShell'), '', onlyOne(input), mayChange(input), online(input), reachable(input))] },
    { entries: [entry('live', say('menuLive'), '', onlyOne(input), online(input), reachable(input)), entry('refresh', say('menuRefresh', { count }), '', online(input), atMost(input, mostRefreshed))] },
  ]
}
