import type { ClosedLock, LockState, UnlockWay } from '#shared/contract/vault.ts'
import type { ClosedKeys } from '../ports.ts'

/*
 *   closed ──▶ locked ──tried──▶ opening ──opened──▶ open
 *                ▲                  │
 *                ├──────refused─────┤    a wrong passphrase, a profile that does not open
 *                └──────closed──────┘    the key store was asked again and does not answer
 */
export type LockEvent = { readonly kind: 'tried' } | { readonly kind: 'refused' } | { readonly kind: 'closed'; readonly keys: ClosedKeys } | { readonly kind: 'opened' }

function waysOf({ reason, hasProfile }: ClosedKeys): UnlockWay[] {
  if (reason === 'passphrase') return ['unlock', 'session']
  return hasProfile ? ['retry', 'session'] : ['create', 'session', 'retry']
}

/** The lock over keys that do not open by themselves. */
export const lockOver = (keys: ClosedKeys): ClosedLock => ({ state: 'locked', ...keys, ways: waysOf(keys) })

/** What the lock is after an event. An open lock stays open until the process ends. */
export function nextLock(lock: LockState, event: LockEvent): LockState {
  if (lock.state === 'open') return lock
  switch (event.kind) {
    case 'tried':
      return { ...lock, state: 'opening' }
    case 'refused':
      return { ...lock, state: 'locked' }
    case 'closed':
      return lockOver(event.keys)
    case 'opened':
      return { state: 'open' }
  }
}
