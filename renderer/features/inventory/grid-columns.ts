import type { ColumnId } from './grid-cells.tsx'
import type { SortEntry } from './fleet-order.ts'

/** Widths in pixels and alignment of each column: text left, numbers right. */
export const columnSpecs: Readonly<Record<ColumnId, { readonly size: number; readonly align?: 'right' }>> = {
  status: { size: 148 },
  name: { size: 156 },
  client: { size: 176 },
  site: { size: 112 },
  user: { size: 128 },
  problem: { size: 132 },
  type: { size: 96 },
  os: { size: 224 },
  ip: { size: 136 },
  publicIp: { size: 136 },
  failing: { size: 72, align: 'right' },
  warning: { size: 72, align: 'right' },
  patches: { size: 80 },
  reboot: { size: 80 },
  maintenance: { size: 104 },
  queued: { size: 96, align: 'right' },
  serial: { size: 112 },
  model: { size: 192 },
  cpu: { size: 176 },
  graphics: { size: 168 },
  architecture: { size: 96 },
  version: { size: 96 },
  description: { size: 160 },
  account: { size: 136 },
  uptime: { size: 112, align: 'right' },
  fetched: { size: 104, align: 'right' },
  seen: { size: 104, align: 'right' },
}

/** Custom property of the grid that says how wide a column is, in the terms of `flex`. */
export const columnProperty = (id: ColumnId): string => `--column-${id}`

export const columnIds = Object.keys(columnSpecs) as readonly ColumnId[]

/** These two stay at the left edge while the rest scrolls. */
export const frozenColumns: readonly ColumnId[] = ['status', 'name']

/** A named way to look at the list. */
export interface FleetPreset {
  readonly id: 'all' | 'triage' | 'patching' | 'lifecycle'
  readonly filter: string
  readonly columns: readonly ColumnId[]
  readonly sort: readonly SortEntry[]
}

/** The views that come with the product, as far as list facts go. */
export const presets: readonly FleetPreset[] = [
  { id: 'all', filter: '', columns: ['status', 'name', 'client', 'site', 'user', 'problem', 'os', 'ip', 'seen'], sort: [] },
  {
    id: 'triage',
    filter: 'checks:>0 OR (type:server status:offline) OR reboot:yes',
    columns: ['status', 'name', 'client', 'site', 'user', 'problem', 'failing', 'warning', 'reboot', 'seen'],
    sort: [{ id: 'problem', desc: false }],
  },
  {
    id: 'patching',
    filter: 'patches:>0 OR reboot:yes',
    columns: ['status', 'name', 'client', 'os', 'patches', 'reboot', 'queued', 'uptime', 'seen'],
    sort: [{ id: 'uptime', desc: false }],
  },
  { id: 'lifecycle', filter: '', columns: ['status', 'name', 'client', 'type', 'model', 'serial', 'cpu', 'os', 'seen'], sort: [{ id: 'model', desc: false }] },
]
