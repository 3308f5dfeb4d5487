import type { CommandPath, InputOf, OutputOf } from '#shared/contract/contract.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fromColumns } from '#shared/model/device-columns.ts'
import type { DeviceColumns } from '#shared/model/device-columns.ts'
import { oneTimeCode } from '#platform/one-time-code.ts'
import type { Simulator } from '#simulators/start-simulator.ts'

/** What later examples need from earlier answers. */
export interface Facts {
  readonly server: Simulator
  /** When a one-time code is taken; every transport has a moment of its own, because a code is good once. */
  readonly codeAt: number
  accountId: string
  companyId: string
  deviceId: string
  operationId: string
  shellId: string
  backupName: string
}

export const noFacts = (server: Simulator, codeAt: number): Facts => ({
  server,
  codeAt,
  accountId: 'unknown',
  companyId: 'unknown',
  deviceId: 'unknown',
  operationId: 'unknown',
  shellId: 'unknown',
  backupName: 'unknown',
})

type Loose<T> = T extends string ? string : T extends readonly (infer One)[] ? Loose<One>[] : T extends object ? { [Key in keyof T]: Loose<T[Key]> } : T

/** One example of a valid input for every command of the contract. The compiler asks for a new one. */
export const exampleInputs: { readonly [Path in CommandPath]: (facts: Facts) => Loose<InputOf<Path>> } = {
  'app.state': () => ({}),
  'app.setReadOnly': () => ({ isReadOnly: false }),
  'app.setOffline': () => ({ isOffline: false }),
  'vault.state': () => ({}),
  'vault.unlock': () => ({ passphrase: 'of an open vault' }),
  'vault.create': () => ({ passphrase: 'of an open vault' }),
  'vault.retry': () => ({}),
  'vault.useSession': () => ({}),
  'company.list': () => ({}),
  'company.create': () => ({ name: 'Second company' }),
  'company.restore': ({ backupName }) => ({ name: backupName, passphrase: 'twelve letters' }),
  'company.open': ({ companyId }) => ({ companyId }),
  'company.startPractice': () => ({ devices: 3 }),
  'accounts.probe': ({ server }) => ({ vendor: 'tactical-rmm', apiUrl: server.url, secrets: { apiKey: server.apiKey } }),
  'accounts.add': ({ server }) => ({ vendor: 'tactical-rmm', name: 'Main', apiUrl: server.url, secrets: { apiKey: server.apiKey } }),
  'accounts.list': () => ({}),
  'accounts.vendors': () => ({}),
  'accounts.get': ({ accountId }) => ({ accountId }),
  'accounts.test': ({ accountId }) => ({ accountId }),
  'accounts.update': ({ accountId }) => ({ accountId, name: 'Renamed', syncInterval: 600 }),
  'accounts.setSecret': ({ accountId, server }) => ({ accountId, secrets: { apiKey: server.apiKey } }),
  'accounts.signIn': ({ accountId, server, codeAt }) => ({ accountId, user: server.user, password: server.password, code: oneTimeCode(server.totpSecret, codeAt) }),
  'accounts.remove': ({ accountId }) => ({ accountId }),
  'sync.run': ({ accountId }) => ({ accountId }),
  'sync.start': ({ accountId }) => ({ accountId }),
  'sync.device': ({ deviceId }) => ({ deviceId }),
  'sync.cancel': ({ accountId }) => ({ accountId }),
  'sync.status': () => ({}),
  'sync.setVisible': () => ({ isVisible: false }),
  'inventory.snapshot': () => ({ offset: 0, limit: 100 }),
  'inventory.rows': ({ deviceId }) => ({ ids: [deviceId] }),
  'inventory.match': () => ({ filter: 'status:online' }),
  'inventory.software': () => ({ name: 'a', below: '99' }),
  'device.get': ({ deviceId }) => ({ deviceId }),
  'device.refresh': ({ deviceId }) => ({ deviceId, sections: ['hardware', 'software'] }),
  'device.changes': ({ deviceId }) => ({ deviceId, limit: 50 }),
  'device.note': ({ deviceId }) => ({ deviceId }),
  'device.saveNote': ({ deviceId }) => ({ deviceId, text: 'Key at reception.\nAsk for Marta.', basedOn: 0 }),
  'device.notes': () => ({ limit: 10 }),
  'device.previewCommand': ({ deviceId }) => ({ deviceId, shell: 'powershell', command: 'hostname' }),
  'device.runCommand': ({ deviceId }) => ({ deviceId, shell: 'powershell', command: 'hostname' }),
  'device.health': ({ deviceId }) => ({ deviceId }),
  'device.previewHealth': ({ deviceId }) => ({ deviceId }),
  'device.readHealth': ({ deviceId }) => ({ deviceId }),
  'device.operation': ({ operationId }) => ({ operationId }),
  'device.operations': ({ deviceId }) => ({ deviceId, limit: 10 }),
  'device.output': ({ operationId }) => ({ operationId }),
  'device.cancelOperation': ({ operationId }) => ({ operationId }),
  'metrics.watch': ({ deviceId }) => ({ deviceId, intervalSeconds: 1 }),
  'metrics.preview': ({ deviceId }) => ({ deviceId }),
  'metrics.history': ({ deviceId }) => ({ deviceId, series: ['cpu.percent'], from: 0, to: 1_000, points: 10 }),
  'metrics.unwatch': ({ deviceId }) => ({ deviceId }),
  'shell.open': ({ deviceId }) => ({ deviceId, depth: 'buffered', columns: 80, rows: 24 }),
  'shell.list': () => ({}),
  'shell.preview': ({ deviceId }) => ({ deviceId, depth: 'buffered', line: 'hostname' }),
  'shell.input': ({ shellId }) => ({ shellId, data: 'h' }),
  'shell.resize': ({ shellId }) => ({ shellId, columns: 100, rows: 30 }),
  'shell.acknowledge': ({ shellId }) => ({ shellId, characters: 1 }),
  'shell.interrupt': ({ shellId }) => ({ shellId }),
  'shell.close': ({ shellId }) => ({ shellId }),
  'journal.list': () => ({ limit: 10 }),
  'journal.verify': () => ({}),
  'journal.export': () => ({ format: 'jsonl' }),
  'diagnostics.overview': () => ({}),
  'diagnostics.pipeline': ({ deviceId }) => ({ deviceId, text: 't' }),
  'diagnostics.trace': () => ({ traceId: 't0000000000000000' }),
  'journal.saveExport': () => ({ format: 'csv' }),
  'backup.create': () => ({ passphrase: 'twelve letters' }),
  'backup.list': () => ({}),
  'reviews.list': () => ({}),
  'reviews.resolve': () => ({ reviewId: '1', decision: 'apart' }),
  'settings.write': () => ({ key: 'tabs', value: '{}' }),
  'settings.read': () => ({ key: 'tabs' }),
}

/** Commands for which a well-kept fleet gives nothing to do; they answer a typed error over every transport. */
export const refusedOnTheWalk: { readonly [Path in CommandPath]?: ErrorCode } = { 'reviews.resolve': 'review.not-found' }

/** The order in which the examples make sense: a working day from the first start to the practice fleet. */
export const walkOrder: readonly CommandPath[] = [
  'vault.state', 'vault.unlock', 'vault.create', 'vault.retry', 'vault.useSession', 'app.state', 'company.list', 'app.setReadOnly', 'app.setOffline',
  'accounts.probe', 'accounts.add', 'accounts.list', 'accounts.vendors', 'accounts.get', 'accounts.test', 'accounts.update', 'accounts.setSecret',
  'sync.setVisible', 'sync.run', 'reviews.list', 'reviews.resolve', 'inventory.snapshot', 'inventory.rows', 'inventory.match', 'sync.device', 'sync.status', 'sync.cancel', 'inventory.software',
  'device.get', 'device.refresh', 'device.changes', 'device.saveNote', 'device.note', 'device.notes', 'device.previewCommand', 'device.runCommand', 'device.health', 'device.previewHealth', 'device.readHealth', 'device.operation', 'device.operations', 'device.output', 'device.cancelOperation',
  'metrics.preview', 'metrics.watch', 'metrics.history', 'metrics.unwatch',
  'shell.preview', 'shell.open', 'shell.list', 'shell.resize', 'shell.acknowledge', 'shell.input', 'shell.interrupt', 'shell.close',
  'accounts.signIn', 'journal.list', 'journal.verify', 'journal.export', 'journal.saveExport', 'backup.create', 'backup.list', 'diagnostics.overview', 'diagnostics.pipeline', 'diagnostics.trace', 'settings.write', 'settings.read', 'sync.start', 'accounts.remove',
  'company.create', 'company.open', 'company.restore', 'company.startPractice',
]

const lessons: { readonly [Path in CommandPath]?: (facts: Facts, value: OutputOf<Path>) => void } = {
  'company.create': (facts, { id }) => (facts.companyId = id),
  'accounts.add': (facts, { account }) => (facts.accountId = account.id),
  'inventory.snapshot': (facts, { encoded }) => {
    const devices = fromColumns(JSON.parse(encoded) as DeviceColumns)
    facts.deviceId = devices.find((one) => one.osFamily === 'windows' && one.status === 'online')?.id ?? 'unknown'
  },
  'device.runCommand': (facts, { id }) => (facts.operationId = id),
  'shell.open': (facts, { id }) => (facts.shellId = id),
}

/** Takes from an answer what later examples need. */
export const learn = (facts: Facts, path: CommandPath, value: unknown): void => (lessons[path] as ((facts: Facts, value: unknown) => void) | undefined)?.(facts, value)
