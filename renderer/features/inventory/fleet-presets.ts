import { applyPreset } from './column-layout.ts'
import type { Fleet } from './fleet-store.ts'
import { say } from './fleet-words.ts'
import type { FleetPreset } from './grid-columns.ts'

const names = { all: 'viewAll', triage: 'viewTriage', patching: 'viewPatching', lifecycle: 'viewLifecycle' } as const

/** The name of a view that comes with the product. */
export const presetName = (id: FleetPreset['id']): string => say(names[id])

/** Shows a view: its columns, its filter and its order. */
export function openPreset(fleet: Fleet, preset: FleetPreset): void {
  applyPreset(preset)
  fleet.actions.setFilter(preset.filter)
  fleet.actions.setSort(preset.sort)
}
