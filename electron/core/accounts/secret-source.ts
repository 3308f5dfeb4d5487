import type { SecretKind } from '#shared/model/account.ts'
import type { Ports } from '../ports.ts'
import type { SecretSource } from '../providers/provider.ts'

/** Name of a secret in the vault. It tells install, company, account and kind, and nothing about the value (C1). */
export const secretKey = (installId: string, companyId: string, accountId: string, kind: SecretKind): string =>
  `${installId}/${companyId}/${accountId}/${kind}`

/** Secrets of a kept account: fetched from the vault at every use, never held (C4). */
export function createVaultSource(ports: Ports, companyId: string, accountId: string): SecretSource {
  const key = (kind: SecretKind) => secretKey(ports.profile.installId, companyId, accountId, kind)
  return { get: (kind) => ports.vault.get(key(kind)), put: (kind, value) => ports.vault.put(key(kind), value) }
}

/** Secrets that were typed and are not kept yet; used by the connection test and while adding. */
export function createTypedSource(typed: Partial<Record<SecretKind, string>>): SecretSource & { readonly all: () => Partial<Record<SecretKind, string>> } {
  const held = { ...typed }
  return {
    get: async (kind) => held[kind] ?? null,
    put: async (kind, value) => {
      held[kind] = value
    },
    all: () => held,
  }
}
