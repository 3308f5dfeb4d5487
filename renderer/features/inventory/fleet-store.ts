import type { Api } from '#shared/contract/client.ts'
import { parseFilter } from '#shared/filter/parse-filter.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import type { Stop } from '#shared/util/stop.ts'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { toAppError } from '../../api/to-app-error.ts'
import { unaskedAccounts, watchListAges } from './asked-accounts.ts'
import type { ListTimes } from './asked-accounts.ts'
import { createDeepAnswers } from './deep-answers.ts'
import type { DeepAnswers } from './deep-answers.ts'
import { followFleet, nextFrame, readFleet } from './fleet-loader.ts'
import { compareRows, countMoved, sortRows } from './fleet-order.ts'
import { initialState } from './fleet-state.ts'
import type { FleetActions, FleetState } from './fleet-state.ts'
import { FleetTable } from './fleet-table.ts'
import { computeView } from './fleet-view.ts'

/** Typing pauses this long before the store is asked about programs, notes and the like. */
const deepPauseMs = 250

/** The device list of a window: the table, the state the screen draws from, and what a person can do. */
export interface Fleet {
  readonly table: FleetTable
  readonly state: StoreApi<FleetState>
  readonly actions: FleetActions
  readonly accountName: (id: string) => string
  readonly setAccountNames: (names: ReadonlyMap<string, string>) => void
  /** When each account's list was read; what could not be asked for lately is shown as unknown (S4). */
  readonly setListTimes: (times: ListTimes) => void
  /**
   * Reads the list and follows its changes until stopped. Nothing is shown before `known`: account names and the times of
   * lists are told by then, so that no row is drawn twice, first with a status that nobody asked for lately (S4).
   */
  readonly start: (known?: Promise<unknown>) => Stop
}

interface Parts {
  readonly api: Api
  readonly table: FleetTable
  readonly state: StoreApi<FleetState>
  readonly deep: DeepAnswers
  readonly held: Set<string>
  names: ReadonlyMap<string, string>
  times: ListTimes
  known: Promise<unknown>
  order: Uint32Array
  /** Which read of the whole list is in force; an older one stops at its next slice. */
  reading: number
  deepTimer: ReturnType<typeof setTimeout> | undefined
}

const accountNameOf = (parts: Parts) => (id: string) => parts.names.get(id) ?? id

function showView(parts: Parts, more: Partial<FleetState> = {}): void {
  const { table, order, state, deep } = parts
  const next = { ...state.getState(), ...more }
  const view = computeView({ table, order, scope: next.scope, filter: next.filter, accountName: accountNameOf(parts), deep: deep.known, now: Date.now() })
  state.setState({ ...more, ...view, software: deep.softwareOf(next.filter) })
}

function sortAll(parts: Parts, more: Partial<FleetState> = {}): void {
  const sort = more.sort ?? parts.state.getState().sort
  parts.order = sortRows(parts.table, sort, accountNameOf(parts))
  showView(parts, { ...more, moved: 0 })
}

const isOrderHeld = (parts: Parts): boolean => parts.held.size > 0 || parts.state.getState().selection.selected.size > 0

/** Rows that are new since the order was made, behind those that were there; removed ones leave. */
function keepOrder(parts: Parts): Uint32Array {
  const { table, order } = parts
  const kept = order.filter((row) => table.isAlive(row))
  const known = new Uint8Array(table.size)
  for (const row of kept) known[row] = 1
  const added: number[] = []
  for (let row = 0; row < table.size; row += 1) if (!known[row] && table.isAlive(row)) added.push(row)
  const next = new Uint32Array(kept.length + added.length)
  next.set(kept)
  next.set(added, kept.length)
  return next
}

/** After a change of the table: sorts again unless somebody is working in the list; then only counts what moved. */
function tableChanged(parts: Parts): void {
  const { revision, sort } = parts.state.getState()
  const more = { revision: revision + 1 }
  if (!isOrderHeld(parts)) return sortAll(parts, more)
  parts.order = keepOrder(parts)
  const moved = countMoved(parts.order, compareRows(parts.table, sort, accountNameOf(parts)))
  showView(parts, { ...more, moved })
}

/** A contact time moves rows only under a sort by it. */
function contactsChanged(parts: Parts): void {
  const { sort, revision } = parts.state.getState()
  if (sort.some(({ id }) => id === 'seen' || id === 'fetched')) tableChanged(parts)
  else showView(parts, { revision: revision + 1 })
}

/** Slices come in name order, so the first read only appends; it is sorted once, at its end. */
function sliceArrived(parts: Parts, progress: { readonly loaded: number; readonly total: number }): void {
  const { phase, sort, revision } = parts.state.getState()
  parts.state.setState(progress)
  if (phase !== 'loading' || sort.length > 0) return tableChanged(parts)
  parts.order = keepOrder(parts)
  showView(parts, { revision: revision + 1 })
}

async function buildSearchTexts(table: FleetTable): Promise<void> {
  for (let row = 0; row < table.size; row += 1) {
    table.haystack(row)
    if (row % 2_000 === 1_999) await nextFrame()
  }
}

async function readAll(parts: Parts): Promise<void> {
  parts.reading += 1
  const mine = parts.reading
  const isCancelled = () => parts.reading !== mine
  const before = new Set<string>()
  for (let row = 0; row < parts.table.size; row += 1) if (parts.table.isAlive(row)) before.add(parts.table.idAt(row))
  let loaded = 0
  try {
    await readFleet(
      parts.api,
      {
        onSlice: async (columns, total) => {
          await parts.known
          if (isCancelled()) return
          parts.table.upsert(columns)
          for (const id of columns.plain.id) before.delete(id)
          loaded += columns.plain.id.length
          sliceArrived(parts, { loaded, total })
        },
        onDone: () => {
          parts.table.remove(before)
          parts.state.setState({ phase: 'ready', error: null })
          tableChanged(parts)
        },
      },
      isCancelled,
    )
    await buildSearchTexts(parts.table)
  } catch (error) {
    if (!isCancelled()) parts.state.setState({ phase: parts.table.count > 0 ? 'ready' : 'failed', error: toAppError(error) })
  }
}

async function askStore(parts: Parts, text: string): Promise<void> {
  const parsed = parseFilter(text)
  if (!parsed.ok) return
  const isStillWanted = () => parts.state.getState().filterText === text
  try {
    await parts.deep.ask(parts.deep.missing(parsed.node))
    if (isStillWanted()) showView(parts, { filter: parsed.node, isAskingStore: false })
  } catch (error) {
    if (isStillWanted()) parts.state.setState({ isAskingStore: false, deepError: toAppError(error) })
  }
}

function setFilter(parts: Parts, filterText: string): void {
  clearTimeout(parts.deepTimer)
  const parsed = parseFilter(filterText)
  const plain = { filterText, deepError: null, isAskingStore: false }
  if (!parsed.ok) return parts.state.setState({ ...plain, problem: parsed.problem })
  if (parts.deep.missing(parsed.node).length === 0) return showView(parts, { ...plain, problem: null, filter: parsed.node })
  parts.state.setState({ ...plain, problem: null, isAskingStore: true })
  parts.deepTimer = setTimeout(() => void askStore(parts, filterText), deepPauseMs)
}

function createActions(parts: Parts): FleetActions {
  return {
    setFilter: (text) => setFilter(parts, text),
    setSort: (sort) => sortAll(parts, { sort }),
    setScope: (scope) => showView(parts, { scope }),
    resort: () => sortAll(parts),
    select: (change) => parts.state.setState((before) => ({ selection: change(before.selection) })),
    focus: (id: DeviceId) => parts.state.setState((before) => ({ selection: { ...before.selection, focusId: id, anchorId: id } })),
    holdOrder: (reason, isHeld) => void (isHeld ? parts.held.add(reason) : parts.held.delete(reason)),
    reload: () => void readAll(parts),
  }
}

function judgeAges(parts: Parts): void {
  if (parts.table.setUnasked(unaskedAccounts(parts.times, Date.now()))) tableChanged(parts)
}

function startFleet(parts: Parts): Stop {
  const listener = {
    onRows: (columns: Parameters<FleetTable['upsert']>[0]) => parts.table.upsert(columns),
    onSettled: () => tableChanged(parts),
    onGone: (ids: readonly string[]) => {
      parts.table.remove(ids)
      tableChanged(parts)
    },
    onSeen: (ids: readonly string[], lastSeenAt: readonly (number | null)[], fetchedAt: number) => {
      parts.table.touch(ids, lastSeenAt, fetchedAt)
      contactsChanged(parts)
    },
  }
  const stop = followFleet(parts.api, listener, (error) => parts.state.setState({ error: toAppError(error) }))
  const stopAges = watchListAges(() => judgeAges(parts))
  void readAll(parts)
  return () => {
    parts.reading += 1
    clearTimeout(parts.deepTimer)
    stopAges()
    stop()
  }
}

/** Creates the device list of a window. Nothing is read before `start`. */
export function createFleet(api: Api): Fleet {
  const table = new FleetTable()
  const state = createStore<FleetState>(() => initialState)
  const parts: Parts = { api, table, state, deep: createDeepAnswers(api), held: new Set(), names: new Map(), times: new Map(), known: Promise.resolve(), order: new Uint32Array(0), reading: 0, deepTimer: undefined }
  return {
    table,
    state,
    actions: createActions(parts),
    accountName: accountNameOf(parts),
    setAccountNames: (names) => {
      const isSame = names.size === parts.names.size && [...names].every(([id, name]) => parts.names.get(id) === name)
      parts.names = names
      if (!isSame && table.count > 0) tableChanged(parts)
    },
    setListTimes: (times) => {
      parts.times = times
      judgeAges(parts)
    },
    start: (known = Promise.resolve()) => {
      parts.known = known
      return startFleet(parts)
    },
  }
}
