import { type AppError, isAppError } from '#shared/errors/app-error.ts'
import type { Account, AccountHealth } from '#shared/model/account.ts'
import { secretKinds } from '#shared/model/account.ts'
import type { CompanyContext, Connections } from '../context.ts'
import type { Events } from '../events.ts'
import type { CompanyEntry, Network, Ports } from '../ports.ts'
import type { Connection, Provider, ProviderPorts, SecretSource } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import { createRedactor } from '../redact/redactor.ts'
import type { Store } from '../storage/store.ts'
import { createAccountGates } from './account-gates.ts'
import { accountInactive, accountNotFound } from './account-errors.ts'
import type { RequestUsage } from './request-usage.ts'
import { createVaultSource } from './secret-source.ts'

/** Where the things come from that are lent to providers. */
type Lenders = Pick<CompanyContext, 'ports' | 'pipeline'>

const neverAsked: AccountHealth = { state: 'never', says: 'Not contacted yet.', lastSuccessAt: null, retryAt: null }

async function redactWith(secrets: SecretSource, text: string): Promise<string> {
  const values = await Promise.all(secretKinds.map((kind) => secrets.get(kind)))
  return createRedactor(values.filter((value) => value !== null)).redact(text)
}

/** What a provider is lent for one account. */
export const providerPorts = ({ ports, pipeline }: Lenders, secrets: SecretSource): ProviderPorts => ({
  clock: ports.clock,
  ids: ports.ids,
  log: ports.log,
  network: ports.network,
  secrets,
  settings: ports.settings,
  trace: ports.trace,
  redact: (text) => redactWith(secrets, text),
  onExchange: pipeline.asked,
})

export const toConnection = (account: Account): Connection => ({
  accountId: account.id,
  apiUrl: account.apiUrl,
  user: account.user,
  certificatePin: account.certificatePin,
})

/** What is known of an account after a contact. */
function nextHealth(previous: AccountHealth, outcome: Parameters<Connections['report']>[1], now: number, retryAt: number | null): AccountHealth {
  return outcome.ok ? { state: 'ok', says: 'Connected.', lastSuccessAt: now, retryAt: null } : healthAfter(previous, outcome.error, now, retryAt)
}

function healthAfter(previous: AccountHealth, error: unknown, now: number, retryAt: number | null): AccountHealth {
  const shape = isAppError(error) ? error.shape : undefined
  const says = shape ? `${shape.what} ${shape.next}` : 'The last contact failed.'
  const base = { says, lastSuccessAt: previous.lastSuccessAt, retryAt }
  if (shape?.code.startsWith('auth.') && shape.code !== 'auth.missing-right') return { ...base, state: 'needs-sign-in' }
  if (shape?.code === 'vendor.rate-limited' || shape?.code === 'vendor.circuit-open') return { ...base, state: 'waiting' }
  if (shape?.code.startsWith('network.') || shape?.code === 'lock.offline') return { ...base, state: 'unreachable' }
  return { ...base, state: 'failing', retryAt: retryAt ?? now }
}

/** The pool of connected providers of one company, and how each contact went. */
export interface ConnectionPool extends Connections {
  /** Forgets the provider of an account, so that the next use connects anew (changed address, secret, switch). */
  drop(accountId: string): void
  /** The network as this account may use it: through its gate. */
  networkOf(accountId: string): Network
  /** Lets nothing out for an account any more, whoever asks; resolves when what ran for it has ended (S146). */
  shut(accountId: string, why: AppError): Promise<void>
  /** Lets an account out again. */
  reopen(accountId: string): void
  closeAll(): void
}

async function findAccount(store: Store, accountId: string): Promise<Account> {
  const found = (await store.read.accounts()).find((one) => one.id === accountId)
  if (!found) throw accountNotFound()
  return found
}

/** The connected providers by account. Each is lent the network through its account's gate. */
function createOpenProviders(lenders: Lenders, entry: CompanyEntry, networkOf: (accountId: string) => Ports['network']) {
  const { ports } = lenders
  const open = new Map<string, Provider>()
  return {
    connect: (found: Account): Provider => {
      const known = open.get(found.id)
      if (known) return known
      const lent = providerPorts({ ...lenders, ports: { ...ports, network: networkOf(found.id) } }, createVaultSource(ports, entry.id, found.id))
      const made = findProvider(found.vendor).connect(toConnection(found), lent)
      open.set(found.id, made)
      return made
    },
    retryAt: (accountId: string): number | null => open.get(accountId)?.link.retryAt ?? null,
    drop: (accountId: string): void => {
      open.get(accountId)?.close()
      open.delete(accountId)
    },
    ids: () => [...open.keys()],
  }
}

/** Creates the pool. Providers are made at first use and shared by every feature. */
export function createConnections(lenders: Lenders, events: Events, entry: CompanyEntry, store: Store, usage: Pick<RequestUsage, 'counted'>): ConnectionPool {
  const { ports } = lenders
  const health = new Map<string, AccountHealth>()
  const gates = createAccountGates(ports.network)
  const networkOf = (accountId: string) => usage.counted(gates.networkOf(accountId), accountId)
  const { connect, retryAt, drop, ids } = createOpenProviders(lenders, entry, networkOf)
  const account = (accountId: string) => findAccount(store, accountId)
  return {
    account,
    list: () => store.read.accounts(),
    manifest: async (accountId) => findProvider((await account(accountId)).vendor).manifest,
    provider: async (accountId) => {
      const found = await account(accountId)
      if (!found.isActive) throw accountInactive(found)
      gates.assertOpen(accountId)
      return connect(found)
    },
    onShut: gates.onShut,
    health: (accountId) => health.get(accountId) ?? neverAsked,
    report: (accountId, outcome) => {
      const previous = health.get(accountId) ?? neverAsked
      const next = nextHealth(previous, outcome, ports.clock.now(), retryAt(accountId))
      health.set(accountId, next)
      if (next.state !== previous.state) events.publish('accounts.changed', { accountIds: [accountId as Account['id']] })
    },
    drop,
    networkOf,
    shut: async (accountId, why) => {
      const ended = gates.shut(accountId, why)
      drop(accountId)
      await ended
    },
    reopen: gates.reopen,
    closeAll: () => ids().forEach(drop),
  }
}
