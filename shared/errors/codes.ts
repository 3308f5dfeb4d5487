/**
 * Every error a person can meet. The code is stable and machine-readable; words belong to `describe-error.ts`.
 * `area.problem`; add a code here first, the compiler then asks for its words.
 */
export const errorCodes = [
  'internal',
  'input.invalid',
  'input.unknown-command',
  'input.filter',
  'caller.refused',
  'lock.read-only',
  'lock.offline',
  'company.not-found',
  'company.name-taken',
  'account.not-found',
  'account.name-taken',
  'account.inactive',
  'account.address',
  'account.not-https',
  'auth.refused',
  'auth.expired',
  'auth.wrong-code',
  'auth.needs-sign-in',
  'auth.throttled',
  'auth.missing-right',
  'vault.unavailable',
  'vault.locked',
  'vault.busy',
  'vault.wrong-passphrase',
  'vault.missing-secret',
  'network.unreachable',
  'network.dns',
  'network.tls',
  'network.timeout',
  'network.cut',
  'network.redirect',
  'network.proxy',
  'network.too-large',
  'vendor.unknown',
  'vendor.not-api',
  'vendor.contract',
  'vendor.rate-limited',
  'vendor.circuit-open',
  'vendor.failed',
  'vendor.refused',
  'vendor.not-found',
  'vendor.unsupported',
  'device.not-found',
  'device.unreachable',
  'device.no-answer',
  'operation.not-found',
  'operation.finished',
  'shell.not-ready',
  'shell.not-found',
  'shell.refused',
  'store.newer-version',
  'store.wrong-key',
  'store.corrupt',
  'store.busy',
  'store.full',
  'store.read-only',
  'backup.not-a-backup',
  'backup.newer-version',
  'backup.cut',
  'backup.damaged',
  'backup.exists',
  'backup.not-found',
  'review.not-found',
  'journal.broken',
  'journal.not-writable',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** What the person can do about it; the interface turns it into a button where one makes sense. */
export type Remedy =
  | 'retry'
  | 'wait'
  | 'sign-in'
  | 'check-input'
  | 'check-address'
  | 'ask-administrator'
  | 'go-online'
  | 'allow-changes'
  | 'unlock'
  | 'update'
  | 'free-space'
  | 'report'
  | 'none'
