import type { Settings } from '#core/ports.ts'
import type { Connection, ProviderPorts, SecretSource } from '#core/providers/provider.ts'
import type { SecretKind } from '#shared/model/account.ts'
import { createNodeClock } from '#platform/node-clock.ts'
import { createNodeIds } from '#platform/node-ids.ts'
import { createNodeTrace } from '#platform/node-trace.ts'
import { createNodeNetwork } from '#platform/node-network.ts'
import { silentLog } from '#tests/builders/silent-log.ts'

/** Secrets of one test account in memory, with what was asked and stored. */
export interface TestSecrets extends SecretSource {
  readonly values: Map<SecretKind, string>
  /** How often each kind was asked for. */
  readonly asked: Map<SecretKind, number>
}

export function someSecrets(values: Partial<Record<SecretKind, string>>): TestSecrets {
  const stored = new Map(Object.entries(values) as [SecretKind, string][])
  const asked = new Map<SecretKind, number>()
  return {
    values: stored,
    asked,
    get: async (kind) => {
      asked.set(kind, (asked.get(kind) ?? 0) + 1)
      return stored.get(kind) ?? null
    },
    put: async (kind, value) => void stored.set(kind, value),
  }
}

/** Real ports (clock, ids, network) for a provider under test. Settings are quick ones unless told otherwise. */
export function someProviderPorts(secrets: SecretSource, more: Partial<ProviderPorts> & { readonly settings?: Settings } = {}): ProviderPorts {
  const clock = createNodeClock()
  return {
    clock,
    // No chance: a retry that may wait up to a second waits a hundredth of it.
    ids: { ...createNodeIds(clock), random: () => 0.01 },
    log: silentLog,
    network: createNodeNetwork(silentLog, 'test'),
    secrets,
    settings: quickSettings,
    trace: createNodeTrace(),
    redact: async (text) => text,
    onExchange: () => undefined,
    ...more,
  }
}

export const quickSettings: Settings = { syncBatchSize: 100, apiTimeoutMs: 5_000, retryAttempts: 3, readOnly: undefined, logBodies: false }

export const aConnection = (apiUrl: string, more: Partial<Connection> = {}): Connection => ({
  accountId: 'a1', apiUrl, user: null, certificatePin: null, ...more,
})
