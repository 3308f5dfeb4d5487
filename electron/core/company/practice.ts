import type { Reply } from '#shared/util/result.ts'
import { fromWire } from '#shared/errors/app-error.ts'
import type { CompanyEntry, Ports } from '../ports.ts'

/** Starts the practice fleet and answers its company, opened and connected. */
export type PracticeStarter = (devices: number) => Promise<CompanyEntry>

const practiceAccountName = 'Practice fleet'

async function findOrAddCompany(ports: Ports): Promise<CompanyEntry> {
  const known = ports.profile.companies().find((one) => one.isPractice)
  if (known) return known
  const entry: CompanyEntry = { id: ports.ids.next('c'), name: 'Practice', isPractice: true }
  await ports.profile.addCompany(entry)
  return entry
}

/**
 * Creates the starter. The practice fleet is a company of its own, so its data never mixes with a real one (B134); its
 * server is a simulator in its own process with a new address each time, so the account is made anew.
 */
export function createPracticeStarter(
  ports: Ports,
  switchTo: (entry: CompanyEntry) => Promise<void>,
  call: (path: string, input: unknown) => Promise<Reply<unknown>>,
  assertOnline: () => void,
): PracticeStarter {
  const ask = async (path: string, input: unknown): Promise<unknown> => {
    const reply = await call(path, input)
    if (!reply.ok) throw fromWire(reply.error)
    return reply.value
  }
  return async (devices) => {
    // Before anything is switched: a company that cannot get its account would be an empty page.
    assertOnline()
    const server = await ports.practice.start(devices)
    const entry = await findOrAddCompany(ports)
    await switchTo(entry)
    const known = (await ask('accounts.list', {})) as { account: { id: string } }[]
    for (const { account } of known) await ask('accounts.remove', { accountId: account.id })
    await ask('accounts.add', {
      vendor: 'tactical-rmm',
      name: practiceAccountName,
      apiUrl: server.url,
      secrets: { apiKey: server.apiKey, user: server.user, password: server.password, code: server.code },
    })
    return entry
  }
}
