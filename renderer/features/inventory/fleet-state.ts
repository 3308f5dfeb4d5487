import type { SoftwareCoverage } from '#shared/contract/inventory.ts'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import type { EmptyReason } from '#shared/filter/filter-parts.ts'
import type { FilterNode, FilterProblem } from '#shared/filter/filter-node.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import { wholeCompany } from './fleet-scope.ts'
import type { FleetScope } from './fleet-scope.ts'
import { emptySelection } from './fleet-selection.ts'
import type { FleetSelection } from './fleet-selection.ts'
import type { SortEntry } from './fleet-order.ts'

/** Everything of the device list that the screen draws from, beside the table itself. */
export interface FleetState {
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly error: AppErrorShape | null
  /** Devices read so far of the first read, and how many there are. */
  readonly loaded: number
  readonly total: number
  /** Grows with every change of the table. */
  readonly revision: number
  readonly scope: FleetScope
  readonly filterText: string
  /** The filter in force: the last text that could be read. */
  readonly filter: FilterNode
  readonly problem: FilterProblem | null
  /** Why the store could not answer a deep part of the filter. */
  readonly deepError: AppErrorShape | null
  readonly isAskingStore: boolean
  /** Over which devices the part of the filter about software was answered; null without such a part. */
  readonly software: SoftwareCoverage | null
  readonly sort: readonly SortEntry[]
  /** Visible rows of the table in order. */
  readonly rows: Uint32Array
  /** Rows of the scope before the filter. */
  readonly scopeCount: number
  readonly emptyReason: EmptyReason | null
  /** Rows that a change put out of order while the order was held. */
  readonly moved: number
  readonly selection: FleetSelection
}

export const initialState: FleetState = {
  phase: 'loading',
  error: null,
  loaded: 0,
  total: 0,
  revision: 0,
  scope: wholeCompany,
  filterText: '',
  filter: { kind: 'all' },
  problem: null,
  deepError: null,
  isAskingStore: false,
  software: null,
  sort: [],
  rows: new Uint32Array(0),
  scopeCount: 0,
  emptyReason: null,
  moved: 0,
  selection: emptySelection,
}

/** What a person does with the list. */
export interface FleetActions {
  readonly setFilter: (text: string) => void
  readonly setSort: (sort: readonly SortEntry[]) => void
  readonly setScope: (scope: FleetScope) => void
  /** Puts rows that moved back into the order of the sort. */
  readonly resort: () => void
  readonly select: (change: (state: FleetSelection) => FleetSelection) => void
  readonly focus: (id: DeviceId) => void
  /** Keeps the order as it is while `reason` holds: a pointer over the rows, an open menu. */
  readonly holdOrder: (reason: 'pointer' | 'menu', isHeld: boolean) => void
  /** Reads the whole list again. */
  readonly reload: () => void
}
