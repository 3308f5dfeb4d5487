import type { Vault } from '#core/ports.ts'

/** Secrets in memory, gone when the process ends. `says` tells why there is nothing better. */
export function createSessionVault(says: string): Vault {
  const secrets = new Map<string, string>()
  return {
    kind: 'session',
    says,
    put: async (key, value) => void secrets.set(key, value),
    get: async (key) => secrets.get(key) ?? null,
    remove: async (key) => void secrets.delete(key),
    has: async (key) => secrets.has(key),
  }
}
