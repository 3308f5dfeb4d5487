import type { z } from 'zod'
import { findEntry } from '#shared/contract/contract.ts'
import type { CommandPath, EventPath, OutputOf, ParsedOf, PayloadOf } from '#shared/contract/contract.ts'
import type { Transport } from '#shared/contract/client.ts'
import { AppError, toWire } from '#shared/errors/app-error.ts'
import { toColumns } from '#shared/model/device-columns.ts'
import type { Device } from '#shared/model/device.ts'
import type { DeviceNote } from '#shared/model/device-note.ts'
import type { AccountView, ProbeReport } from '#shared/model/account.ts'
import type { AppState } from '#shared/contract/app.ts'
import { capabilities } from '#shared/model/capability.ts'
import { AccountId, CompanyId } from '#shared/model/ids.ts'
import { makeFleet } from './fake-fleet.ts'

type Handlers = { [Path in CommandPath]?: (input: ParsedOf<Path>) => OutputOf<Path> | Promise<OutputOf<Path>> }

/** A core made of memory: the contract's own schemas check what goes in and what comes out. */
export interface FakeApi extends Transport {
  readonly devices: Device[]
  readonly calls: { readonly path: string; readonly input: unknown }[]
  /** Replaces the answer of a command. */
  readonly answer: <Path extends CommandPath>(path: Path, handler: (input: ParsedOf<Path>) => OutputOf<Path> | Promise<OutputOf<Path>>) => void
  /** Announces an event to everybody who listens. */
  readonly announce: <Path extends EventPath>(path: Path, payload: PayloadOf<Path>) => void
}

export interface FakeOptions {
  readonly devices: number
  readonly now: number
  readonly hasAccount: boolean
  /** False while the first list of the account is still being read. */
  readonly isListRead?: boolean
  /** Checks every answer against its schema; off for large fleets that are measured. */
  readonly isChecked?: boolean
}

const company = { id: CompanyId.parse('practice'), name: 'Meridian IT', isPractice: false }
const accountId = AccountId.parse('acc1')

const initialApp: AppState = {
  version: '0.1.0',
  host: 'browser',
  company,
  companies: [company],
  isReadOnly: true,
  isOffline: false,
  vault: { kind: 'keychain', says: 'Secrets are kept in the keychain of this computer.' },
  isWriter: true,
  viewerBecause: null,
  requests: 214,
  bytes: 4_300_000,
}

export function makeProbe(at: number, change: Partial<ProbeReport> = {}): ProbeReport {
  const says: readonly (readonly [ProbeReport['steps'][number]['step'], string])[] = [
    ['address', 'https://api.meridian.example is a valid address.'],
    ['dns', 'api.meridian.example is 198.51.100.20.'],
    ['tcp', 'Port 443 answers after 18 ms.'],
    ['tls', 'The certificate is valid until 3 March and issued for this name.'],
    ['clock', 'The server clock is 1 s ahead of this computer.'],
    ['api', 'A Tactical RMM server answers.'],
    ['sign-in', 'The API key is accepted.'],
    ['version', 'Version 1.5.0, tested with this console.'],
    ['rights', 'The key may read devices and may send commands.'],
    ['read', 'The device list was read.'],
  ]
  return {
    at,
    isUsable: true,
    steps: says.map(([step, sentence], index) => ({ step, verdict: 'ok', says: sentence, fix: '', durationMs: 6 + index * 9 })),
    serverVersion: '1.5.0',
    clockSkewMs: 1_000,
    untrustedFingerprint: null,
    capabilities: capabilities.map((capability, index) => ({
      capability,
      support: index % 7 === 6 ? 'absent' : index % 5 === 4 ? 'emulated' : 'native',
      grant: capability === 'shell.interactive' ? 'needs-sign-in' : 'granted',
      reason: index % 7 === 6 ? 'Tactical RMM does not offer this.' : capability === 'shell.interactive' ? 'A terminal needs a signed-in user.' : index % 5 === 4 ? 'Read by a script on the device, 20 to 90 s.' : '',
    })),
    ...change,
  }
}

function makeAccount(now: number, deviceCount: number, isListRead = true): AccountView {
  return {
    vendorLabel: 'Tactical RMM',
    account: {
      id: accountId,
      companyId: company.id,
      vendor: 'tactical-rmm',
      name: 'Meridian TRMM',
      apiUrl: 'https://api.meridian.example',
      user: 'jo',
      isActive: true,
      syncInterval: 3_600,
      certificatePin: null,
      createdAt: now - 86_400_000 * 90,
    },
    isUnencrypted: false,
    secrets: { hasApiKey: true, hasPassword: false, hasLoginToken: false },
    health: { state: 'ok', says: 'Last contact succeeded.', lastSuccessAt: now - 40_000, retryAt: null },
    lastProbe: makeProbe(now - 3_600_000),
    deviceCount,
    listFetchedAt: isListRead ? now - 40_000 : null,
    drift: {},
  }
}

interface World {
  app: AppState
  accounts: AccountView[]
  readonly devices: Device[]
  readonly now: number
}

const encode = (devices: readonly Device[], total: number) => ({ encoded: JSON.stringify(toColumns(devices)), count: devices.length, total, revision: 1 })

function findDevice(world: World, id: string): Device {
  const device = world.devices.find((one) => one.id === id)
  if (device) return device
  throw new AppError({ code: 'device.not-found', what: 'This device is not in the list.', effect: 'Nothing was sent.', next: 'Refresh the list.', remedy: 'retry' })
}

function viewOf(world: World, id: string): OutputOf<'device.get'> {
  const device = findDevice(world, id)
  const age = { observedAt: device.lastSeenAt, observedKind: 'reported' as const, fetchedAt: device.fetchedAt, source: 'Tactical RMM, device list', freshness: 'fresh' as const }
  return { device, accountName: 'Meridian TRMM', isAccountActive: true, ages: { status: age, user: age, publicIp: age, identity: age, checks: age }, sections: [], capabilities: makeProbe(world.now).capabilities, shells: ['powershell', 'cmd'] }
}

const listCommands = (world: World): Handlers => ({
  'inventory.snapshot': ({ offset, limit }) => encode(world.devices.slice(offset, offset + limit), world.devices.length),
  'inventory.rows': ({ ids }) => {
    const wanted = new Set<string>(ids)
    return encode(world.devices.filter((one) => wanted.has(one.id)), world.devices.length)
  },
  'inventory.match': ({ filter }) => ({
    ids: world.devices.filter((_, index) => index % filter.length === 0).map((one) => one.id),
    age: { covered: world.devices.length, total: world.devices.length, medianAgeMs: 0, p95AgeMs: 0, neverReported: 0 },
    software: filter.startsWith('sw:') ? { listed: 43, devices: world.devices.length, unsupported: 0 } : null,
  }),
  'device.get': ({ deviceId }) => viewOf(world, deviceId),
  'device.refresh': ({ deviceId }) => viewOf(world, deviceId),
  'device.operations': () => [],
  'device.output': () => ({ text: '', total: 0 }),
  'shell.list': () => [],
  'journal.list': () => ({ records: [], subjects: {} }),
  'reviews.list': () => ({ items: [], open: 0 }),
  'backup.list': () => ({ files: [], copies: [] }),
})

/** What people wrote; a save of another version than the kept one is refused as in the product. */
const noteCommands = (notes: Map<string, DeviceNote>, announce: FakeApi['announce']): Handlers => ({
  'device.note': ({ deviceId }) => notes.get(deviceId) ?? { deviceId, text: '', version: 0, changedAt: null, changedBy: null },
  'device.saveNote': ({ deviceId, text, basedOn }) => {
    const now = notes.get(deviceId)
    if ((now?.version ?? 0) !== basedOn) throw new AppError({ code: 'device.note-changed', what: 'jo saved another note for this device meanwhile.', effect: 'Yours was not saved.', next: 'Read what it says now.', remedy: 'check-input' })
    const note = { deviceId, text, version: basedOn + 1, changedAt: Date.now(), changedBy: 'jo' }
    notes.set(deviceId, note)
    announce('device.noteChanged', { deviceId, version: note.version })
    return note
  },
})

/** What windows kept; one company, one fake. */
const settingCommands = (kept: Map<string, string>): Handlers => ({
  'settings.read': ({ key }) => ({ value: kept.get(key) ?? null }),
  'settings.write': ({ key, value }) => {
    kept.set(key, value)
    return { value }
  },
})

const accountCommands = (world: World, announce: FakeApi['announce']): Handlers => ({
  'accounts.list': () => world.accounts,
  'accounts.vendors': () => [
    { id: 'tactical-rmm', label: 'Tactical RMM', addressHelp: 'For Tactical RMM this is the api. name.', credentials: [{ kind: 'api-key', label: 'API key', isRequired: true, help: 'Settings, Global settings, API keys.' }] },
  ],
  'accounts.probe': () => makeProbe(world.now),
  'accounts.test': () => makeProbe(world.now),
  'accounts.add': ({ name, apiUrl }) => {
    const base = makeAccount(world.now, 0)
    const view = { ...base, account: { ...base.account, name, apiUrl } }
    world.accounts = [...world.accounts, view]
    announce('accounts.changed', { accountIds: [view.account.id] })
    return view
  },
  'accounts.update': ({ accountId: id, ...change }) => {
    const known = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    world.accounts = world.accounts.map((view) => (view.account.id === id ? { ...view, account: { ...view.account, ...known } } : view))
    announce('accounts.changed', { accountIds: [id] })
    return world.accounts[0] as AccountView
  },
  'accounts.remove': () => {
    world.accounts = []
    announce('accounts.changed', { accountIds: [accountId] })
    return { removed: true }
  },
  'sync.status': () => ({
    running: [],
    last: [],
    next: world.accounts.map(({ account }) => ({ accountId: account.id, pollAt: world.now + 60_000, fullAt: world.now + 1_800_000 })),
    mappings: { active: world.devices.length, missing: 0, inactive: 0 },
    requests: world.accounts.map(({ account }) => ({ accountId: account.id, lastDay: 1_204, budget: 2_950 })),
  }),
  'sync.start': () => ({ started: world.accounts.map(({ account }) => account.id), running: [] }),
  'sync.setVisible': ({ isVisible }) => ({ isVisible }),
  'company.list': () => [company],
  'company.startPractice': () => company,
})

/** Creates a fake core with a generated fleet. */
export function createFakeApi({ devices: count, now, hasAccount, isListRead = true, isChecked = true }: FakeOptions): FakeApi {
  const devices = makeFleet(count, now)
  const world: World = { app: hasAccount ? initialApp : { ...initialApp, requests: 0, bytes: 0 }, accounts: hasAccount ? [makeAccount(now, count, isListRead)] : [], devices, now }
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const calls: FakeApi['calls'] = []
  const announce: FakeApi['announce'] = (path, payload) => {
    for (const listener of listeners.get(path) ?? []) listener(payload)
  }
  const setApp = (change: Partial<AppState>) => {
    world.app = { ...world.app, ...change }
    announce('app.changed', world.app)
    return world.app
  }
  const handlers = {
    ...listCommands(world),
    ...accountCommands(world, announce),
    ...settingCommands(new Map()),
    ...noteCommands(new Map(), announce),
    'app.state': () => world.app,
    'app.setOffline': setApp,
    'app.setReadOnly': setApp,
  } as Record<string, (input: unknown) => unknown>
  const parse = (schema: z.ZodType, value: unknown) => (isChecked ? schema.parse(value) : value)
  return {
    devices,
    calls,
    announce,
    answer: (path, handler) => (handlers[path] = handler as (input: unknown) => unknown),
    call: async (path, raw) => {
      const entry = findEntry(path)
      const handler = handlers[path]
      calls.push({ path, input: raw })
      if (entry?.kind !== 'command' || !handler) throw new Error(`The fake has no answer for ${path}.`)
      try {
        return { ok: true, value: parse(entry.output, await handler(entry.input.parse(raw))) }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return { ok: false, error: toWire(error) }
      }
    },
    on: (path, listener) => {
      const known = listeners.get(path) ?? new Set()
      listeners.set(path, known.add(listener))
      return () => known.delete(listener)
    },
  }
}
