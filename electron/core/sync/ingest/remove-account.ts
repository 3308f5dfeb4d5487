import { deleteAccount } from '../../storage/account-repository.ts'
import { deleteCachedAccount, devicesOfAccount } from '../../storage/account-removal.ts'
import { readMappings } from '../../storage/mapping-repository.ts'
import type { IngestParts } from './ingest-parts.ts'
import { promote } from './lead-mapping.ts'

/** Hands devices that another account knows too over to it, so that they stay. */
function handOver(parts: IngestParts, accountId: string, at: number): void {
  for (const device of devicesOfAccount(parts.stores.cache, accountId)) {
    const next = readMappings(parts.stores.cache, device.deviceId).find((one) => one.accountId !== accountId && one.facts !== null)
    if (next) promote(parts, device, next, at)
  }
}

/** Forgets an account and its cached rows in both files. Journal, operations and our ids of its devices stay. */
export function removeAccount(parts: IngestParts, accountId: string): void {
  const { cache, work } = parts.stores
  try {
    work.transaction(() => deleteAccount(work, accountId))
    cache.transaction(() => {
      const listedAt = cache.get<{ at: number | null }>('SELECT fetched_at AS at FROM account_list WHERE account_id = ?', accountId)?.at ?? 0
      handOver(parts, accountId, listedAt)
      deleteCachedAccount(cache, accountId)
    })
  } finally {
    parts.lists.forget(accountId)
    parts.words.forget()
    parts.numbers.forget()
  }
}
