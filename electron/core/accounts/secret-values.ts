import { secretKinds } from '#shared/model/account.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { Events } from '../events.ts'
import type { CompanyEntry, Ports } from '../ports.ts'
import type { Store } from '../storage/store.ts'
import { secretKey } from './secret-source.ts'

async function readSecrets(ports: Ports, entry: CompanyEntry, store: Store): Promise<readonly string[]> {
  const accounts = await store.read.accounts()
  const keys = accounts.flatMap((account) => secretKinds.map((kind) => secretKey(ports.profile.installId, entry.id, account.id, kind)))
  const values = await Promise.all(keys.map((key) => ports.vault.get(key).catch(() => null)))
  return values.filter((value) => value !== null)
}

/** The secrets as the redactor asks for them. */
export interface SecretValues {
  readonly read: () => Promise<readonly string[]>
  readonly stop: Stop
}

/**
 * Every secret of the company's accounts, for the redactor: whatever equals one of them is masked before it is written
 * down. Read once and again after an account changed, because it is asked for at every record.
 */
export function createSecretValues(ports: Ports, events: Events, entry: CompanyEntry, store: Store): SecretValues {
  let known: Promise<readonly string[]> | undefined
  const stop = events.subscribe(({ path }) => {
    if (path === 'accounts.changed') known = undefined
  })
  return { read: () => (known ??= readSecrets(ports, entry, store)), stop }
}
