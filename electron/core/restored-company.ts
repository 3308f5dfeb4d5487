import type { Journal } from './context.ts'
import type { CompanyEntry, Ports, Restoration } from './ports.ts'

const settingOf = (entry: CompanyEntry): string => `restored:${entry.id}`

/**
 * Records at its first opening that a company came out of a backup, and signs the chain there: with this installation's key, which names
 * the one it replaces, and with an anchor that is known here from then on. A newer place this installation remembered is told by the
 * `open` record before it (`anchor_missed`).
 */
export async function recordRestoration({ profile }: Pick<Ports, 'profile'>, journal: Journal, entry: CompanyEntry): Promise<void> {
  const text = profile.isWriter ? profile.getSetting(settingOf(entry)) : null
  if (text === null || text === '') return
  const { madeAt, install, head } = JSON.parse(text) as Restoration
  await journal.note({ action: 'company.restored', params: { madeAt, install, head } })
  await journal.checkpoint()
  await profile.setSetting(settingOf(entry), '')
}
