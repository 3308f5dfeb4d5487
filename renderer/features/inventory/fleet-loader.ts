import type { Api } from '#shared/contract/client.ts'
import type { DeviceColumns } from '#shared/model/device-columns.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import type { Stop } from '#shared/util/stop.ts'
import { stopAll } from '#shared/util/stop.ts'

/** Enough for the largest screen: painted before the rest is asked for. */
const firstSlice = 200
const slice = 10_000
/** Small enough that reading it holds no key press up, also while a first sync brings thousands (S164). */
const deltaSlice = 1_000
/** Milliseconds between two times the list is put in order while more and more rows come. */
const orderEvery = 250

const decode = (encoded: string): DeviceColumns => JSON.parse(encoded) as DeviceColumns

/** What the loader tells while it reads. */
export interface LoaderListener {
  readonly onSlice: (columns: DeviceColumns, total: number) => Promise<void>
  readonly onDone: () => void
}

/** Reads the whole list: one small slice, then large ones. `isCancelled` is asked between slices. */
export async function readFleet(api: Api, listener: LoaderListener, isCancelled: () => boolean): Promise<void> {
  let offset = 0
  let total = 1
  while (offset < total) {
    const answer = await api.inventory.snapshot({ offset, limit: offset === 0 ? firstSlice : slice })
    if (isCancelled()) return
    total = answer.total
    offset += answer.count
    await listener.onSlice(decode(answer.encoded), total)
    if (answer.count === 0) break
    await nextFrame()
  }
  if (!isCancelled()) listener.onDone()
}

/** Lets the window paint between two pieces of work. */
export const nextFrame = (): Promise<void> => new Promise((done) => setTimeout(done, 0))

export interface DeltaListener {
  readonly onRows: (columns: DeviceColumns) => void
  /** After one or several `onRows`: the list can be put in order and drawn. */
  readonly onSettled: () => void
  readonly onGone: (ids: readonly string[]) => void
  readonly onSeen: (ids: readonly string[], lastSeenAt: readonly (number | null)[], fetchedAt: number) => void
}

interface Seen {
  readonly ids: readonly string[]
  readonly lastSeenAt: readonly (number | null)[]
  readonly fetchedAt: number
}

async function readRows(api: Api, ids: readonly DeviceId[], listener: DeltaListener): Promise<void> {
  const answer = await api.inventory.rows({ ids: [...ids] })
  const columns = decode(answer.encoded)
  listener.onRows(columns)
  if (columns.plain.id.length === ids.length) return
  const found = new Set<string>(columns.plain.id)
  listener.onGone(ids.filter((id) => !found.has(id)))
}

/** Follows changes: asks for the rows that changed, a batch at a time, and never twice for one that changed again meanwhile. */
export function followFleet(api: Api, listener: DeltaListener, onError: (error: unknown) => void): Stop {
  const waiting = new Set<DeviceId>()
  let isReading = false
  const readWaiting = async () => {
    let settledAt = performance.now()
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, deltaSlice)
      for (const id of batch) waiting.delete(id)
      await readRows(api, batch, listener)
      await nextFrame()
      if (waiting.size > 0 && performance.now() - settledAt < orderEvery) continue
      listener.onSettled()
      settledAt = performance.now()
      await nextFrame()
    }
  }
  const drain = async () => {
    if (isReading) return
    isReading = true
    try {
      await readWaiting()
    } catch (error) {
      // Rows that came before the fault are shown.
      listener.onSettled()
      onError(error)
    } finally {
      isReading = false
    }
  }
  return stopAll([
    api.on('inventory.changed', ({ ids }) => {
      for (const id of ids) waiting.add(id)
      void drain()
    }),
    api.on('inventory.seen', ({ encoded }) => {
      const { ids, lastSeenAt, fetchedAt } = JSON.parse(encoded) as Seen
      listener.onSeen(ids, lastSeenAt, fetchedAt)
    }),
  ])
}
