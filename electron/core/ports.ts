import type { AppState, ViewerReason } from '#shared/contract/app.ts'
import type { ClosedReason } from '#shared/contract/vault.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { Store } from './storage/store.ts'

/** Time as the core sees it. Tests own it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds that only grow, for durations. */
  monotonic(): number
  /** Runs `work` once after `delayMs`; the stop cancels it. Never keeps a process alive by itself. */
  after(delayMs: number, work: () => void): Stop
}

/** Fresh identifiers and chance. */
export interface Ids {
  /** A new id, sortable by time within a process: `prefix` and 16 lower-case letters or digits. */
  next(prefix: string): string
  /** A new ULID for journal records. */
  ulid(): string
  /** Uniform in [0, 1), for jitter only. */
  random(): number
}

/**
 * Carries the id of what is going on (a pass, an action, a question) to everything that is awaited for it, so that no
 * signature has to name it.
 */
export interface Trace {
  /** Runs `work` under an id; what it awaits and every timer it sets sees the same. An inner `run` stands alone. */
  run<T>(traceId: string, work: () => T): T
  /** The id of the innermost `run`; null outside of any. */
  current(): string | null
}

/** One structured log line. Fields are flat and never hold secrets, command text, outputs or host names at info level. */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** How far a request got before it failed; decides between "failed, not sent" and "sent, no answer". */
export type Reach = 'not-sent' | 'sent' | 'headers-received'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Absolute. Host and scheme were checked against the account by the caller. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Limit for the whole exchange in milliseconds; connecting has its own limit of 10 s. */
  readonly timeoutMs: number
  /** Larger answers are refused while they arrive. */
  readonly maxBytes: number
  readonly signal?: AbortSignal | undefined
  /** SHA-256 of the one certificate to accept instead of normal trust. */
  readonly certificatePin?: string | null | undefined
  /** Groups connections: one keep-alive pool per key (the account id). */
  readonly pool: string
  /** Called once, when a connection is ready and the first bytes of the request leave. */
  readonly onSent?: (() => void) | undefined
  /**
   * Takes the body of a successful answer piece by piece as it arrives instead of keeping it: `body` of the response is
   * empty then. Refusals and errors are kept as always.
   */
  readonly onBody?: ((chunk: Uint8Array, headers: Readonly<Record<string, string>>) => void) | undefined
}

export interface HttpResponse {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly durationMs: number
  /** What the exchange cost on the wire in both directions; heads are estimated, bodies counted before unpacking. */
  readonly wireBytes: number
  /** The share of `wireBytes` that left here. */
  readonly sentBytes: number
}

/** Why there is no response. `code` is the transport's own short reason (`ECONNREFUSED`, `CERT_HAS_EXPIRED`, `TIMEOUT`, …). */
export interface HttpFailure {
  readonly kind: 'dns' | 'connect' | 'tls' | 'timeout' | 'cut' | 'too-large' | 'aborted' | 'offline'
  readonly code: string
  readonly reach: Reach
  /** What was read before a cut or before the size limit; empty when nothing. */
  readonly partial: Uint8Array
  /** SHA-256 of the certificate the server showed, when TLS failed because of trust or a pin. */
  readonly fingerprint: string | null
}

export type HttpResult = { readonly ok: true; readonly response: HttpResponse } | { readonly ok: false; readonly failure: HttpFailure }

/** HTTP without opinions: no redirects followed, no retry, nothing thrown. */
export interface Http {
  send(request: HttpRequest): Promise<HttpResult>
  /** Closes the idle connections of a pool. */
  release(pool: string): void
}

/** What a connection test looks at below HTTP. Each step is null when an earlier one failed. */
export interface NetworkProbe {
  readonly addresses: readonly string[] | null
  readonly connectMs: number | null
  readonly tls: { readonly protocol: string; readonly fingerprint: string; readonly isTrusted: boolean; readonly problem: string | null; readonly expiresAt: number | null } | null
  readonly failure: { readonly kind: HttpFailure['kind']; readonly code: string } | null
}

export interface Network {
  readonly http: Http
  /** Opens a WebSocket. Rejects with `HttpFailure`-shaped data in `SocketRefused` when the handshake fails. */
  openSocket(request: SocketRequest): Promise<Socket>
  /** Resolves the name, connects and looks at the certificate. Sends no request. */
  probe(url: string, timeoutMs: number): Promise<NetworkProbe>
  /** While offline every request, socket and probe answers `offline` at once: nothing leaves, not even a name lookup. */
  setOffline(isOffline: boolean): void
  /** Everything that left or arrived since start, for the status bar. */
  readonly meter: { readonly requests: number; readonly bytes: number }
}

export interface SocketRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly certificatePin?: string | null | undefined
  /** Ends a handshake that is under way; an open socket is closed by `close`. */
  readonly signal?: AbortSignal | undefined
}

/** Handshake failure as a value to throw: `status` is the HTTP status of a refusal, null when nothing answered. */
export interface SocketRefused {
  readonly refused: true
  readonly status: number | null
  readonly code: string
}

/** An open WebSocket carrying text frames. */
export interface Socket {
  send(text: string): void
  onMessage(listener: (text: string) => void): void
  /** Called once. `wasClean` is false when the connection was lost. */
  onClose(listener: (code: number, wasClean: boolean) => void): void
  /** Sends a WebSocket ping; `onPong` hears the answer. Absent on hosts that cannot. */
  ping?(): void
  onPong?(listener: () => void): void
  /** Stops reading from the network until `resume`: back-pressure reaches the server. */
  pause(): void
  resume(): void
  close(): void
}

/** Where secrets live. Values go in, and come out only at the moment of use inside the core. */
export interface Vault {
  readonly kind: AppState['vault']['kind']
  /** One sentence about where secrets are kept and what that means. */
  readonly says: string
  put(key: string, value: string): Promise<void>
  /** Null when there is none. Throws `vault.locked` or `vault.unavailable` when the store does not answer. */
  get(key: string): Promise<string | null>
  remove(key: string): Promise<void>
  has(key: string): Promise<boolean>
}

/** What the journal is told about how the keys were opened. */
export interface UnlockRecord {
  /** A person typed the passphrase; false when it came from the environment. */
  readonly wasTyped: boolean
  /** When a wrong passphrase was tried since the journal was told last. */
  readonly failedAt: readonly number[]
  /** The journal has them now. */
  forget(): void
}

/** Why the keys of a profile do not open without a person. */
export interface ClosedKeys {
  readonly reason: ClosedReason
  /** There is a profile whose keys are where they cannot be reached now. */
  readonly hasProfile: boolean
}

/** The way to the keys of a profile, for a host that starts before they are open. Whatever opens them answers all ports. */
export interface Keys {
  /** Looks for keys that open without a person. Throws what keeps a profile with open keys from opening. */
  find(): Promise<{ readonly ports: Ports } | { readonly closed: ClosedKeys }>
  /** Throws `vault.wrong-passphrase`, `vault.unavailable` when there is no vault file, and what keeps a profile from opening. */
  unlock(passphrase: string): Promise<Ports>
  /** Makes the vault file of a new profile. Throws `vault.unavailable` when there is a profile already. */
  create(passphrase: string): Promise<Ports>
  useSession(closed: ClosedKeys): Promise<Ports>
}

/** What a host lends to a core whose keys may be closed. */
export interface LockedPorts {
  readonly ids: Ids
  readonly trace: Trace
  readonly log: Log
  readonly keys: Keys
}

/** Hashes and signatures. */
export interface Crypto {
  /** Hex SHA-256 of UTF-8 text or bytes. */
  sha256(data: string | Uint8Array): string
  randomHex(bytes: number): string
  /** Ed25519: hex seed → hex public key. */
  ed25519PublicKey(seedHex: string): string
  ed25519Sign(seedHex: string, message: string): string
  ed25519Verify(publicKeyHex: string, message: string, signatureHex: string): boolean
}

/** Files that belong to a company: command outputs too large for a row. Encrypted by the host. */
export interface ResultFiles {
  write(name: string, text: string): Promise<void>
  read(name: string): Promise<string | null>
}

/** What a process that only reads a company asks of its writer. `at` is when, in milliseconds since the epoch. */
export type MailboxMessage =
  | { readonly kind: 'note'; readonly at: number; readonly note: { readonly action: string; readonly params: Readonly<Record<string, unknown>>; readonly accountId?: string; readonly traceId?: string; readonly target?: { readonly deviceId: string; readonly remoteId: string; readonly shown: string } } }
  | { readonly kind: 'cancel'; readonly at: number; readonly operationId: string }

/** The way from processes that read a company to the one that writes it. Messages outlive both. */
export interface Mailbox {
  /** Throws `store.full`, or `store.read-only` where nothing can be written. */
  post(message: MailboxMessage): void
  /** Hands over what waits and what comes, one after the other; a message that was not taken in comes again at the next start. */
  listen(take: (message: MailboxMessage) => Promise<void>): Stop
}

/** The stores and files of one open company. Closing ends its threads. */
export interface CompanyStores {
  readonly store: Store
  readonly files: ResultFiles
  readonly mailbox: Mailbox
  close(): Promise<void>
}

/** Profile-wide facts: companies and modes. */
export interface Profile {
  readonly installId: string
  /** True when this process owns the writer of the profile. */
  readonly isWriter: boolean
  /** Why this process only reads; null in the writer. */
  readonly viewerBecause: ViewerReason | null
  companies(): readonly CompanyEntry[]
  addCompany(entry: CompanyEntry): Promise<void>
  /** Small settings of the whole profile (`work-offline`, `last-company`, …). */
  getSetting(key: string): string | null
  setSetting(key: string, value: string): Promise<void>
  /** True until a person allowed changes in this company; in one says nothing about another. */
  isReadOnly(companyId: string): boolean
  setReadOnly(companyId: string, isReadOnly: boolean): Promise<void>
  openCompany(id: string): Promise<CompanyStores>
  readonly backups: Backups
  close(): Promise<void>
}

/** A place of the journal. */
export interface SignedPlace {
  readonly seq: number
  readonly hash: string
}

/** A company that came out of a backup. */
export interface Restoration {
  readonly entry: CompanyEntry
  /** When the backup was made; null for a copy of this profile itself. */
  readonly madeAt: number | null
  /** The installation that made it. */
  readonly install: string
  /** The last signed place of its journal then. */
  readonly head: SignedPlace | null
}

/** Backups of companies: files that a passphrase opens anywhere, and daily copies beside the company. */
export interface Backups {
  /** The content of a backup file of an open company, while it is used. */
  export(companyId: string, passphrase: string, about: { readonly madeAt: number; readonly madeBy: string; readonly head: SignedPlace | null }): AsyncIterable<Uint8Array>
  /**
   * Adds the company of a backup to this profile. Nothing is touched before the whole file was read and its store opened.
   * Throws `backup.exists` unless replacing; what is replaced is put aside.
   */
  import(file: AsyncIterable<Uint8Array>, passphrase: string, options: { readonly isReplacing: boolean }): Promise<Restoration>
  /** Copies of a company under its own key, newest first. */
  copies(companyId: string): readonly { readonly name: string; readonly bytes: number; readonly at: number }[]
  /** Adds a copy of an open company; the seven newest are kept. */
  addCopy(companyId: string, at: number): Promise<void>
  /** Puts a copy in the place of a closed company's work store. */
  restoreCopy(companyId: string, name: string): Promise<void>
}

/** Where files are handed to the person and taken from them: a folder, or the one file the command line was given. */
export interface Handover {
  /** Writes a private file that never replaces another one of the folder; answers where it is. Throws `store.full` or `input.invalid`. */
  save(name: string, pieces: AsyncIterable<Uint8Array>): Promise<{ readonly path: string; readonly bytes: number }>
  list(ending: string): Promise<readonly { readonly name: string; readonly bytes: number; readonly at: number }[]>
  /** Throws `backup.not-found`. */
  read(name: string): AsyncIterable<Uint8Array>
}

export interface CompanyEntry {
  readonly id: string
  readonly name: string
  readonly isPractice: boolean
}

/** Starts and ends the practice fleet: a simulator in its own process. */
export interface Practice {
  /** Answers where it listens and how to sign in; `code` is a one-time code that is valid now. */
  start(devices: number): Promise<{ readonly url: string; readonly apiKey: string; readonly user: string; readonly password: string; readonly code: string }>
  stop(): void
}

/** Who is sitting here, for the journal. */
export interface Person {
  /** OS user name. */
  readonly osUser: string
  readonly hostName: string
}

/** What a person who helps wants to know about a host (S32). Holds no secret; the home folder is written `~`. */
export interface HostFacts {
  /** Programs and libraries by name: `node`, `sqlite`, `electron` where there is one. */
  readonly versions: () => Readonly<Record<string, string>>
  readonly platform: string
  readonly paths: Readonly<Record<'profile' | 'logs', string>>
  /** Settings of the environment as they are in force, and where each came from. */
  readonly settings: readonly { readonly name: string; readonly value: string; readonly source: string }[]
  /** Sentences about settings that do less than one may think: both names of one differ, a value that does not apply. */
  readonly warnings: readonly string[]
  /** Why the log is not written; null while it is. */
  readonly logProblem: () => string | null
}

/** Everything a host lends to the core. */
export interface Ports {
  readonly clock: Clock
  readonly ids: Ids
  readonly trace: Trace
  readonly facts: HostFacts
  readonly log: Log
  readonly network: Network
  readonly vault: Vault
  readonly crypto: Crypto
  readonly profile: Profile
  readonly practice: Practice
  readonly handover: Handover
  readonly person: Person
  readonly host: AppState['host']
  readonly version: string
  readonly settings: Settings
  /** Present where a passphrase opened the keys. */
  readonly unlocked?: UnlockRecord
}

/** Tuning from the environment, already parsed (see `platform/environment.ts`). */
export interface Settings {
  /** Rows per transaction and devices per wave, 10-500. */
  readonly syncBatchSize: number
  /** Limit for reads in milliseconds. */
  readonly apiTimeoutMs: number
  /** Retries of reads after the first try, 0-10. */
  readonly retryAttempts: number
  /** Bodies of answers go into the log at level debug, redacted and cut. */
  readonly logBodies: boolean
  /** Read-only forced by the environment; undefined leaves it to the person. */
  readonly readOnly: boolean | undefined
}
