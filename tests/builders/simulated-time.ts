import { setImmediate } from 'node:timers/promises'
import type { Ports } from '#core/ports.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

/** Time of a test around a real core: it stands still while a request or a call of the store is under way. */
export interface SimulatedTime {
  readonly clock: TestClock
  /** Lends the core this time. Real sockets and threads stay; they are only watched. */
  readonly adapt: (ports: Ports) => Ports
  /** Lets time pass until `isOver`, at most `ms`. */
  run(ms: number, isOver?: () => boolean): Promise<void>
  /** Lets as much time pass as some work needs. */
  during<T>(work: Promise<T>): Promise<T>
}

/** Turns of the event loop in which nothing happened, after which nothing more will without time passing. */
const quietTurns = 6

/** Wraps the methods of an object so that what they promise is counted while it is pending. */
function watched<T extends object>(target: T, track: (work: unknown) => unknown): T {
  return new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (...args: unknown[]) => track(Reflect.apply(value, target, args)) : value
    },
  })
}

export function createSimulatedTime(start = Date.now()): SimulatedTime {
  const clock = createTestClock(start)
  let pending = 0
  const track = (work: unknown): unknown => {
    if (!(work instanceof Promise)) return work
    pending += 1
    return work.finally(() => (pending -= 1))
  }
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < quietTurns; quiet = pending === 0 ? quiet + 1 : 0) await setImmediate()
  }
  const openCompany = async (profile: Ports['profile'], id: string) => {
    const stores = await profile.openCompany(id)
    return { ...stores, store: { read: watched(stores.store.read, track), write: watched(stores.store.write, track) } }
  }
  const run = async (ms: number, isOver: () => boolean = () => false): Promise<void> => {
    const end = clock.now() + ms
    for (await settle(); !isOver(); await settle()) {
      const next = clock.nextAt
      if (next === undefined || next > end) return clock.advance(end - clock.now())
      clock.advance(Math.max(0, next - clock.now()))
    }
  }
  return {
    clock,
    adapt: (ports) => ({
      ...ports,
      clock,
      profile: { ...ports.profile, openCompany: (id) => openCompany(ports.profile, id) },
      network: { ...watched(ports.network, track), http: watched(ports.network.http, track), meter: ports.network.meter },
    }),
    run,
    during: async (work) => {
      let isOver = false
      const watch = work.finally(() => (isOver = true))
      watch.catch(() => undefined)
      while (!isOver) await run(1_000, () => isOver)
      return watch
    },
  }
}
