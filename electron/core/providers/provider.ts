import type { ProbeReport, SecretKind } from '#shared/model/account.ts'
import type { Capability, Support } from '#shared/model/capability.ts'
import type { Device, IncomingDevice } from '#shared/model/device.ts'
import type { CounterReading } from '#shared/model/metric.ts'
import type { DiskEvidence } from '#shared/model/disk-health.ts'
import type { CommandShell, RequestPreview } from '#shared/model/operation.ts'
import type { IncomingSection, SectionName } from '#shared/model/section.ts'
import type { ShellDepth } from '#shared/model/shell.ts'
import type { VendorId } from '#shared/model/vendor.ts'
import type { Exchange } from '#shared/model/exchange.ts'
import type { Clock, Ids, Log, Network, Settings, Trace } from '../ports.ts'

/** What a vendor offers, stated and graded. The interface asks this and never a vendor's name. */
export interface Manifest {
  readonly id: VendorId
  readonly label: string
  /** Credentials the connect form asks for; `required` ones first. */
  readonly credentials: readonly { readonly kind: SecretKind; readonly label: string; readonly isRequired: boolean; readonly help: string }[]
  readonly needsUserName: boolean
  /** How to find the address of its API, for the connect form. */
  readonly addressHelp: string
  readonly capabilities: Readonly<Record<Capability, { readonly support: Support; readonly reason: string }>>
  /**
   * Ceilings of `reference` section 3: requests a second, calls in parallel, of which calls that wait for a
   * device; the most requests that one poll and one full pass of the list take; and the most a day for lists of the
   * account that the details of all its devices share.
   */
  readonly limits: {
    readonly perSecond: number
    readonly parallel: number
    readonly parallelWaiting: number
    readonly requestsPerPoll: number
    readonly requestsPerPass: number
    readonly sharedPerDay: number
  }
  /** How often the vendor refreshes a fact, in milliseconds; freshness is judged against it. */
  readonly cadence: Readonly<Record<'status' | 'user' | 'publicIp' | 'identity' | SectionName, { readonly cadenceMs: number; readonly floorMs: number }>>
  /** Operating systems a section is reported of, for sections that not all have. Devices of others are never asked for it. */
  readonly sectionFamilies: Readonly<Partial<Record<SectionName, readonly DeviceRef['osFamily'][]>>>
  /** What the adapter was verified against, and when (B148). */
  readonly evidence: string
}

/** Secrets are fetched at the moment of use and not kept. */
export interface SecretSource {
  get(kind: SecretKind): Promise<string | null>
  /** Stores a secret the provider earned, such as a login token. */
  put(kind: SecretKind, value: string): Promise<void>
}

/** The connection facts of an account, without secrets. */
export interface Connection {
  readonly accountId: string
  readonly apiUrl: string
  readonly user: string | null
  readonly certificatePin: string | null
}

/** What a provider is lent. */
export interface ProviderPorts {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly network: Network
  readonly secrets: SecretSource
  readonly settings: Settings
  /** What a request belongs to. */
  readonly trace: Trace
  /** Clears a text of the account's secrets and of everything that looks like one. */
  readonly redact: (text: string) => Promise<string>
  /** Told about every request that is over. */
  readonly onExchange: (exchange: Exchange) => void
}

/** Points to a device at its vendor, with the few facts a request needs. */
export interface DeviceRef {
  readonly remoteId: string
  readonly name: string
  readonly osFamily: 'windows' | 'linux' | 'macos' | 'other'
  readonly clientVersion: string | null
}

/** True unless the vendor never reports this section of devices with this operating system. */
export const isReportedOf = (manifest: Pick<Manifest, 'sectionFamilies'>, section: SectionName, osFamily: DeviceRef['osFamily']): boolean =>
  manifest.sectionFamilies[section]?.includes(osFamily) ?? true

const familyNames: Readonly<Record<DeviceRef['osFamily'], string>> = { windows: 'Windows', linux: 'Linux', macos: 'macOS', other: 'other' }

/** Why a device of another operating system never has this section, in words. */
export const whyUnreported = ({ label, sectionFamilies }: Pick<Manifest, 'label' | 'sectionFamilies'>, section: SectionName): string =>
  `${label} reports ${section} of ${(sectionFamilies[section] ?? []).map((family) => familyNames[family]).join(' and ')} devices only.`

/** What a reading of one device brought: sections, and why others have no value. */
export interface DeviceReading {
  readonly sections: readonly IncomingSection[]
  readonly failures: Readonly<Partial<Record<SectionName, string>>>
  /** Those of the failures that were no answer (a time limit, an error of the server): asking again soon may help. */
  readonly retryable: readonly SectionName[]
  /** The requests that answered. */
  readonly exchanges: readonly Exchange[]
  /** Items of the answers that could not be read; the others were. */
  readonly rejected: number
  /** Unknown keys with counts (S27). */
  readonly drift: Readonly<Record<string, number>>
}

/** A device as its provider needs to know it. */
export const toDeviceRef = ({ remoteId, name, osFamily, clientVersion }: Device): DeviceRef => ({ remoteId, name, osFamily, clientVersion })

/** One raw page of the device list. Its bytes are parsed by the pure `parseDevicePage` in the store thread. */
export interface DevicePage {
  /** Names the page for resuming; equal for the same page of every pass. */
  readonly key: string
  /** Position and number of pages of this pass. */
  readonly index: number
  readonly pages: number
  readonly body: Uint8Array
  /** Requests this page cost; 0 for a further piece of an answer that was counted. */
  readonly requests: number
  /** When the answer was received, corrected by the server's `Date` header. */
  readonly fetchedAt: number
  /** The request that brought it; null while its answer is still arriving. */
  readonly exchange: () => Exchange | null
  /** What the parser needs besides the bytes. Plain data. */
  readonly context: Readonly<Record<string, string | number | null>>
}

/** Result of the pure page parser. */
export interface ParsedPage {
  readonly devices: readonly IncomingDevice[]
  readonly rejected: number
  readonly firstRejection: string | null
  /** Unknown keys with counts. */
  readonly drift: Readonly<Record<string, number>>
}

/** A right the server refused for want of, by the vendor's name, and everything that cannot work without it. */
export interface MissingRight {
  readonly right: string
  readonly capabilities: readonly Capability[]
}

/** What running a command led to. `reach` tells whether it may have run when there is no answer. */
export type CommandOutcome =
  | { readonly kind: 'answered'; readonly output: string; readonly exitCode: number | null; readonly note: string | null }
  /** `missing`: the server said that the credential lacks a right; these capabilities need it. */
  | { readonly kind: 'failed'; readonly says: string; readonly httpStatus: number | null; readonly missing?: MissingRight }
  | { readonly kind: 'timed-out'; readonly output: string; readonly says: string }
  | { readonly kind: 'no-answer'; readonly output: string; readonly says: string }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }

export interface CommandRequest {
  readonly shell: CommandShell
  readonly command: string
  readonly timeoutSeconds: number
  readonly runAsUser: boolean
}

/** What a remote shell tells its session. */
export type ShellSignal =
  /** `isResumed`: the same prompt goes on after a reconnect. Left out or false: it is a new one. */
  | { readonly kind: 'connected'; readonly isResumed?: boolean }
  | { readonly kind: 'data'; readonly data: string }
  /** The other side answered a `ping`. */
  | { readonly kind: 'alive' }
  /**
   * A command ended (command mode) or the whole terminal ended (interactive). `note` says why the output is not whole
   * ("server dropped output"), or what the vendor added to the answer.
   */
  | { readonly kind: 'done'; readonly exitCode: number | null; readonly note?: string | null }
  /**
   * The shell, or one command of it, came to nothing. `outcome` tells what that means for a command that was sent; left
   * out, nobody knows, and it counts as `no-answer`.
   */
  | { readonly kind: 'refused'; readonly says: string; readonly outcome?: 'failed' | 'timed-out' | 'no-answer' }
  | { readonly kind: 'lost'; readonly says: string }

/** An open remote shell. `write` sends keystrokes (interactive); `run` sends one command line (streamed, buffered). */
export interface RemoteShell {
  readonly depth: ShellDepth
  readonly runAs: 'SYSTEM' | 'root' | 'user' | 'unknown'
  write(data: string): void
  run(line: string, timeoutSeconds: number): void
  resize(columns: number, rows: number): void
  /** Asks the other side for a sign of life, answered by the signal `alive`. Absent where there is no connection to ask. */
  ping?(): void
  /** Interrupts what runs; false when the vendor has no way to. */
  interrupt(): boolean
  pause(): void
  resume(): void
  close(): void
}

export interface ShellRequest {
  readonly depth: ShellDepth
  readonly shell: CommandShell
  readonly runAsUser: boolean
  readonly columns: number
  readonly rows: number
}

/** A shell and, for command mode, the line whose request is shown. */
export interface ShellPreviewRequest extends Pick<ShellRequest, 'depth' | 'shell' | 'runAsUser'> {
  readonly line: string
  readonly timeoutSeconds: number
}

/** Which depths an account can open on a device right now, best first, and why a better one is missing. */
export interface ShellOffer {
  readonly depths: readonly ShellDepth[]
  readonly reason: string | null
}

/** One connected account of a vendor. Reads retry; anything that changes something is sent at most once. */
export interface Provider {
  readonly manifest: Manifest
  /** Runs every step of the connection test with reads only. */
  probe(signal?: AbortSignal): Promise<ProbeReport>
  /** Signs in with user, password and one-time code; stores the token through `secrets.put`. Never repeated automatically. */
  signIn(password: string, code: string | undefined): Promise<void>
  /** Pages of the device list, lazily. `skip` names pages that are already stored (resume). */
  listDevices(options: { readonly skip: ReadonlySet<string>; readonly isPoll: boolean; readonly signal: AbortSignal }): AsyncIterable<DevicePage>
  /**
   * Sections of one device, in at most four requests for it (S140). Lists that exist once for the account (names of
   * fields, alerts) are asked besides, and shared by the devices that are read soon after.
   */
  readDevice(device: DeviceRef, sections: readonly SectionName[], signal: AbortSignal): Promise<DeviceReading>
  /** Sections one call brings together, so that asking for one of them answers all. */
  sectionsReadTogether(section: SectionName): readonly SectionName[]
  /** Exactly what `runCommand` would send. */
  previewCommand(device: DeviceRef, request: CommandRequest): RequestPreview
  /** Sends a command once. Never throws for what a server or network does. `onSent` is called when bytes leave. */
  runCommand(device: DeviceRef, request: CommandRequest, options: { readonly signal: AbortSignal; readonly onSent: () => void }): Promise<CommandOutcome>
  /** Exactly what a shell would send: to open a terminal, or to run one line in command mode. Sends nothing. */
  previewShell(device: DeviceRef, request: ShellPreviewRequest): RequestPreview
  /** Exactly what one reading of live counters would send. Throws `vendor.unsupported` where there is no way to measure. */
  previewCounters(device: DeviceRef): RequestPreview
  shellOffer(device: DeviceRef): Promise<ShellOffer>
  openShell(device: DeviceRef, request: ShellRequest, listen: (signal: ShellSignal) => void): Promise<RemoteShell>
  /** One reading of live counters; `bytes` is what it cost on the wire. */
  readCounters(device: DeviceRef, signal: AbortSignal): Promise<{ readonly reading: CounterReading; readonly bytes: number }>
  /**
   * Reads the health of disks by a fixed script that changes nothing: what is sent as a command, and how its output is
   * read (null when it is something else). Absent where the vendor runs no commands.
   */
  readonly diskHealth?: {
    script(device: DeviceRef): Pick<CommandRequest, 'shell' | 'command'> | null
    read(output: string): DiskEvidence[] | null
    /** Where the evidence comes from, in words. */
    readonly source: string
  }
  /** State of the breaker and limiter, for the account's health. */
  readonly link: { readonly isOpen: boolean; readonly retryAt: number | null }
  close(): void
}

/** A vendor's entry in the registry. `parseDevicePage` is pure and runs in the store thread. */
export interface ProviderDefinition {
  readonly manifest: Manifest
  readonly connect: (connection: Connection, ports: ProviderPorts) => Provider
  readonly parseDevicePage: (body: Uint8Array, context: DevicePage['context']) => ParsedPage
}

/** Names the shape for a vendor's `provider.ts`. */
export const defineProvider = (definition: ProviderDefinition): ProviderDefinition => definition
