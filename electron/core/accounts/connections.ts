import { AppError, isAppError } from '#shared/errors/app-error.ts'
import type { Account, AccountHealth } from '#shared/model/account.ts'
import { secretKinds } from '#shared/model/account.ts'
import type { CompanyContext, Connections } from '../context.ts'
import type { Events } from '../events.ts'
import type { CompanyEntry } from '../ports.ts'
import type { Connection, Provider, ProviderPorts, SecretSource } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import { createRedactor } from '../redact/redactor.ts'
import type { Store } from '../storage/store.ts'
import type { RequestUsage } from './request-usage.ts'
import { createVaultSource } from './secret-source.ts'

/** Where the things come from that are lent to providers. */
type Lenders = Pick<CompanyContext, 'ports' | 'pipeline'>

const notFound = () =>
  new AppError({ code: 'account.not-found', what: 'This account does not exist.', effect: 'Nothing was sent.', next: 'Look at the list of accounts.', remedy: 'none' })

const inactive = (account: Account) =>
  new AppError({
    code: 'account.inactive',
    what: `The account "${account.name}" is switched off.`,
    effect: 'Nothing was sent. What is stored stays readable.',
    next: 'Switch the account on to use it.',
    remedy: 'none',
  })

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
  closeAll(): void
}

async function findAccount(store: Store, accountId: string): Promise<Account> {
  const found = (await store.read.accounts()).find((one) => one.id === accountId)
  if (!found) throw notFound()
  return found
}

/** Creates the pool. Providers are made at first use and shared by every feature. */
export function createConnections(lenders: Lenders, events: Events, entry: CompanyEntry, store: Store, usage: Pick<RequestUsage, 'counted'>): ConnectionPool {
  const { ports } = lenders
  const open = new Map<string, Provider>()
  const health = new Map<string, AccountHealth>()
  const account = (accountId: string) => findAccount(store, accountId)
  const connect = (found: Account): Provider => {
    const known = open.get(found.id)
    if (known) return known
    const lent = { ...lenders, ports: { ...ports, network: usage.counted(ports.network, found.id) } }
    const made = findProvider(found.vendor).connect(toConnection(found), providerPorts(lent, createVaultSource(ports, entry.id, found.id)))
    open.set(found.id, made)
    return made
  }
  const drop = (accountId: string) => {
    open.get(accountId)?.close()
    open.delete(accountId)
  }
  return {
    account,
    list: () => store.read.accounts(),
    manifest: async (accountId) => findProvider((await account(accountId)).vendor).manifest,
    provider: async (accountId) => {
      const found = await account(accountId)
      if (!found.isActive) throw inactive(found)
      return connect(found)
    },
    health: (accountId) => health.get(accountId) ?? neverAsked,
    report: (accountId, outcome) => {
      const previous = health.get(accountId) ?? neverAsked
      const now = ports.clock.now()
      const next: AccountHealth = outcome.ok
        ? { state: 'ok', says: 'Connected.', lastSuccessAt: now, retryAt: null }
        : healthAfter(previous, outcome.error, now, open.get(accountId)?.link.retryAt ?? null)
      health.set(accountId, next)
      if (next.state !== previous.state) events.publish('accounts.changed', { accountIds: [accountId as Account['id']] })
    },
    drop,
    closeAll: () => [...open.keys()].forEach(drop),
  }
}
