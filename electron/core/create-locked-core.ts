import { createCore } from './create-core.ts'
import type { Core } from './create-core.ts'
import { createEvents } from './events.ts'
import type { LockedPorts, Ports } from './ports.ts'
import { createRouter } from './router.ts'
import type { AnyHandler } from './router.ts'
import { createLockHandlers, lockedError } from './vault/handlers.ts'

/** Starts the product on open keys, or lets the profile go. */
export async function startOn(ports: Ports): Promise<Core> {
  try {
    return await createCore(ports)
  } catch (error) {
    await ports.profile.close()
    throw error
  }
}

const refuse: AnyHandler = () => Promise.reject(lockedError())

/**
 * Builds the product where a person may have to open the keys first. While they are closed, the core answers `vault.*` and
 * refuses the rest with `vault.locked`; callers and listeners stay the same when it opens. Throws what keeps a profile from
 * opening whose keys are open.
 */
export async function createLockedCore({ ids, log, keys, trace }: LockedPorts): Promise<Core> {
  const found = await keys.find()
  if ('ports' in found) return startOn(found.ports)
  const events = createEvents((error) => log.error('an event listener failed', { reason: String(error) }))
  let core: Core | undefined
  let starting: Promise<unknown> = Promise.resolve()
  const start = async (ports: Ports) => {
    core = await startOn(ports)
    core.subscribe(({ path, payload, owner }) => events.publish(path, payload, owner))
  }
  const handlers = createLockHandlers({ keys, closed: found.closed, start, announce: (lock) => events.publish('vault.changed', lock) })
  const byVerb = handlers as unknown as Readonly<Record<string, AnyHandler>>
  const find = (path: string): AnyHandler => (path.startsWith('vault.') ? (byVerb[path.slice('vault.'.length)] ?? refuse) : refuse)
  const route = createRouter({ ids, log, trace, find, assertMayMutate: () => {}, onRefused: () => Promise.resolve() })
  return {
    call: (path, input, caller) => {
      if (core) return core.call(path, input, caller)
      const reply = route(path, input, caller)
      starting = Promise.all([starting, reply])
      return reply
    },
    subscribe: events.subscribe,
    callerGone: (caller) => core?.callerGone(caller),
    close: async () => {
      await starting
      await core?.close()
    },
  }
}
