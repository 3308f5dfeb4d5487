import type { LockState, UnlockWay } from '#shared/contract/vault.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Handlers } from '../context.ts'
import type { ClosedKeys, Keys, Ports } from '../ports.ts'
import { lockOver, nextLock, type LockEvent } from './lock-state.ts'

/** What the commands of a lock need. */
export interface LockParts {
  readonly keys: Keys
  readonly closed: ClosedKeys
  /** Starts the product on open keys. When it fails, the keys are closed again and it throws. */
  readonly start: (ports: Ports) => Promise<void>
  readonly announce: (lock: LockState) => void
}

/** What every other command answers until the keys are open. */
export const lockedError = (): AppError =>
  new AppError({
    code: 'vault.locked',
    what: 'Outrider is locked.',
    effect: 'Nothing was read, changed or sent.',
    next: 'Open it on its first screen, or start it with the passphrase in OUTRIDER_PASSPHRASE.',
    remedy: 'unlock',
  })

const busyError = () =>
  new AppError({
    code: 'vault.busy',
    what: 'Outrider is being opened already.',
    effect: 'This attempt was not looked at.',
    next: 'Wait until the other one has ended, then try again.',
    remedy: 'wait',
  })

const noSuchWay = () =>
  new AppError({ code: 'input.invalid', what: 'This profile cannot be opened in this way.', effect: 'Nothing was changed.', next: 'Choose one of the ways that the first screen offers.', remedy: 'check-input' })

/** The `vault.*` commands while the keys are closed. */
export function createLockHandlers({ keys, closed, start, announce }: LockParts): Handlers<'vault'> {
  let found = closed
  let lock: LockState = lockOver(closed)
  const change = (event: LockEvent): LockState => {
    lock = nextLock(lock, event)
    announce(lock)
    return lock
  }
  const open = async (way: UnlockWay, work: () => Promise<Ports | undefined>): Promise<LockState> => {
    if (lock.state === 'open') return lock
    // SECURITY: one attempt at a time, so that the cost of the key derivation is also the limit of guesses and of memory.
    if (lock.state === 'opening') throw busyError()
    if (!lock.ways.includes(way)) throw noSuchWay()
    change({ kind: 'tried' })
    try {
      const ports = await work()
      if (ports === undefined) return change({ kind: 'closed', keys: found })
      await start(ports)
      return change({ kind: 'opened' })
    } catch (error) {
      change({ kind: 'refused' })
      throw error
    }
  }
  const lookAgain = async (): Promise<Ports | undefined> => {
    const again = await keys.find()
    if ('ports' in again) return again.ports
    found = again.closed
    return undefined
  }
  return {
    state: async () => lock,
    unlock: ({ passphrase }) => open('unlock', () => keys.unlock(passphrase)),
    create: ({ passphrase }) => open('create', () => keys.create(passphrase)),
    retry: () => open('retry', lookAgain),
    useSession: () => open('session', () => keys.useSession(found)),
  }
}

const isOpen = async (): Promise<LockState> => ({ state: 'open' })

/** The `vault.*` commands of a core whose keys are open: there is nothing to open, and nothing that is sent is looked at. */
export const openLockHandlers: Handlers<'vault'> = { state: isOpen, unlock: isOpen, create: isOpen, retry: isOpen, useSession: isOpen }
