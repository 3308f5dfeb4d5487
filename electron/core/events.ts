import type { EventPath, PayloadOf } from '#shared/contract/contract.ts'
import type { Stop } from '#shared/util/stop.ts'

/** Who is calling: one window, one socket, one command line. Owner events and shells belong to it. */
export interface CallerId {
  readonly id: string
}

/** One announcement on its way to callers. `owner` is set for events that only one caller may hear. */
export interface Announcement<Path extends EventPath = EventPath> {
  readonly path: Path
  readonly payload: PayloadOf<Path>
  readonly owner?: string | undefined
}

/** Typed publish and subscribe behind the contract's events. */
export interface Events {
  publish<Path extends EventPath>(path: Path, payload: PayloadOf<Path>, owner?: string): void
  subscribe(listener: (announcement: Announcement) => void): Stop
}

/** Creates the event hub of one core. A listener that throws does not keep others from hearing. */
export function createEvents(onError: (error: unknown) => void): Events {
  const listeners = new Set<(announcement: Announcement) => void>()
  return {
    publish: (path, payload, owner) => {
      for (const listener of listeners) {
        try {
          listener({ path, payload, owner } as Announcement)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
