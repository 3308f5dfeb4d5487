import type { AppError } from '#shared/errors/app-error.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { ShutAccount } from '../context.ts'
import type { Network } from '../ports.ts'
import { type AccountGate, createAccountGate } from './account-gate.ts'

/** The gates of a company's accounts, and who hears when one is shut. */
export interface AccountGates {
  networkOf(accountId: string): Network
  onShut(listener: (shut: ShutAccount) => void | Promise<void>): Stop
  /** Tells the listeners, shuts the gate, and waits for what the listeners wait for. */
  shut(accountId: string, why: AppError): Promise<void>
  reopen(accountId: string): void
  /** Throws what the account's gate was shut with. */
  assertOpen(accountId: string): void
}

/** Creates the gates, all open. */
export function createAccountGates(network: Network): AccountGates {
  const gates = new Map<string, AccountGate>()
  const listeners = new Set<(shut: ShutAccount) => void | Promise<void>>()
  const gateOf = (accountId: string): AccountGate => {
    const gate = gates.get(accountId) ?? createAccountGate(network)
    gates.set(accountId, gate)
    return gate
  }
  return {
    networkOf: (accountId) => gateOf(accountId).network,
    onShut: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    shut: async (accountId, why) => {
      const ending: Promise<void>[] = []
      try {
        // An async function runs until its first await at once: every listener has heard before the gate shuts.
        for (const listener of listeners) ending.push((async () => listener({ accountId, says: why.shape.what }))())
      } finally {
        gateOf(accountId).shut(why)
      }
      await Promise.all(ending)
    },
    reopen: (accountId) => gateOf(accountId).reopen(),
    assertOpen: (accountId) => gateOf(accountId).assertOpen(),
  }
}
