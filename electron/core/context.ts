import type { CommandPath, Contract, OutputOf, ParsedOf } from '#shared/contract/contract.ts'
import type { CommandSpec } from '#shared/contract/define.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Account, AccountHealth } from '#shared/model/account.ts'
import type { Device } from '#shared/model/device.ts'
import type { Exchange } from '#shared/model/exchange.ts'
import type { Operation } from '#shared/model/operation.ts'
import type { SectionName } from '#shared/model/section.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { CallerId, Events } from './events.ts'
import type { CompanyEntry, Log, Mailbox, Ports, ResultFiles } from './ports.ts'
import type { DeviceReading, Manifest, Provider } from './providers/provider.ts'
import type { IngestResult, Store } from './storage/store.ts'

/** Handlers of one noun: one function a command. Input is validated, the caller is trusted. */
export type Handlers<Noun extends keyof Contract> = {
  readonly [Verb in keyof Contract[Noun] as Contract[Noun][Verb] extends CommandSpec ? Verb : never]: `${Noun & string}.${Verb & string}` extends infer Path
    ? Path extends CommandPath
      ? (input: ParsedOf<Path>, caller: CallerId) => Promise<OutputOf<Path>>
      : never
    : never
}

/** Read-only and offline, as every feature must respect them. */
export interface Modes {
  isReadOnly(): boolean
  isOffline(): boolean
  /** Throws `lock.read-only` with words. The router already does so for commands of class `mutating`. */
  assertMayChange(): void
  /** Throws `lock.offline` with words. */
  assertOnline(): void
}

/** An account that is being switched off or removed. */
export interface ShutAccount {
  readonly accountId: string
  /** Why, as a sentence for people. */
  readonly says: string
}

/** Connected providers by account; the one way a feature reaches a vendor. */
export interface Connections {
  /** Throws `account.not-found`, `account.inactive`, `vendor.unknown`. The same provider object for every caller. */
  provider(accountId: string): Promise<Provider>
  manifest(accountId: string): Promise<Manifest>
  account(accountId: string): Promise<Account>
  list(): Promise<readonly Account[]>
  health(accountId: string): AccountHealth
  /**
   * Hears that nothing leaves for an account any more (switched off, removed), before that is true: the moment to end
   * what runs in good order. Whoever switches waits for the promise.
   */
  onShut(listener: (shut: ShutAccount) => void | Promise<void>): Stop
  /** Tells how a contact went; the account's health and the status bar follow. */
  report(accountId: string, outcome: { readonly ok: true } | { readonly ok: false; readonly error: unknown }): void
}

/** The device a record is about. */
export interface JournalTarget {
  readonly deviceId: string
  readonly remoteId: string
  readonly shown: string
}

/** A device as the journal names it. */
export const toTarget = ({ id, remoteId, name }: Pick<Device, 'id' | 'remoteId' | 'name'>): JournalTarget => ({ deviceId: id, remoteId, shown: name })

/** What the journal is told before and after an action. Texts pass the redactor inside. */
export interface JournalIntent {
  readonly action: string
  readonly class: 'read_secret' | 'local' | 'mutating' | 'dangerous'
  readonly tier: number
  readonly accountId: string | null
  readonly vendor: string | null
  readonly targets: readonly JournalTarget[]
  /** The parameters as they will be used; the record holds them masked, and a hash of the unmasked form. */
  readonly params: Readonly<Record<string, unknown>>
  readonly request: { readonly method: string; readonly path: string } | null
  readonly operationId: string | null
  readonly traceId: string
}

/** The result side of an intent. */
export interface JournalResult {
  readonly state: Operation['state'] | 'done' | 'refused'
  readonly httpClass: string | null
  /** The server refused the credential or the right: why. */
  readonly refusedBy?: ErrorCode | null
  readonly exitCode: number | null
  readonly durationMs: number
  readonly output: { readonly bytes: number; readonly hash: string; readonly isTruncated: boolean } | null
}

/** Something worth recording that is not a remote action: a switch, an export, a refusal (B116). */
export interface JournalNote {
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  readonly accountId?: string
  /** The device it is about, in whose Activity it then appears. */
  readonly target?: JournalTarget
  readonly traceId?: string
}

/** The tamper-evident record of one company. All appends go through one queue. */
export interface Journal {
  /** Commits the intent (and the operation it is about, in the same transaction) before anything is sent. Answers its seq. */
  intent(intent: JournalIntent, operation: Operation | null): Promise<number>
  result(intentSeq: number, result: JournalResult, operation: Operation | null): Promise<void>
  note(note: JournalNote): Promise<void>
  /**
   * Does something this console answers for though it sends nothing to a device: an export, a wipe, a change of what is allowed (B116).
   * Notes before that it begins, and afterwards how it ended: `done`, or the code of the error. What cannot be noted before is not done.
   */
  act<T>(act: JournalNote, work: () => Promise<T>): Promise<T>
  /** Records that an action was refused; from a process that may not write, through the one that does. Never throws. */
  refusal(refused: Omit<JournalNote, 'params'> & { readonly code: ErrorCode; readonly params?: JournalNote['params'] }): Promise<void>
  /** Writes a signed checkpoint; done every 1,000 records, daily, at close and before an export. */
  checkpoint(): Promise<void>
}

/** A page of a device list that was mapped and stored. */
export interface StoredPage {
  readonly accountId: string
  /** The request that brought it, as far as it is over. */
  readonly exchange: () => Exchange | null
  readonly result: IngestResult
  readonly durationMs: number
}

/** Sections of one device that were read and stored. `changed` names those whose content was new. */
export interface StoredSections {
  readonly device: Pick<Device, 'id' | 'accountId'>
  readonly manifest: Pick<Manifest, 'cadence'>
  readonly reading: DeviceReading
  readonly changed: readonly SectionName[]
  readonly durationMs: number
}

/**
 * Remembers how the data of the last devices came in, under the trace id in force (S32). In memory only; told before
 * screens are. Costs nothing for devices without news.
 */
export interface PipelineLog {
  asked(exchange: Exchange): void
  storedPage(page: StoredPage): void
  storedSections(read: StoredSections): void
}

/** How sections are read. */
export interface SectionReadOptions {
  /**
   * Decides per section, when its turn has come: it was last answered at that time, -Infinity for never. What the vendor
   * sends along with a wanted section is stored too.
   */
  readonly isWanted: (section: SectionName, answeredAt: number) => boolean
  readonly signal?: AbortSignal
  readonly traceId?: string
  /** Where changed and failed sections are told; the log of the host otherwise. */
  readonly log?: Log
}

/** What reading sections of one device led to. */
export interface SectionsRead {
  /** Sections the vendor was asked for; empty when none was wanted. */
  readonly asked: readonly SectionName[]
  /** Those that are shown differently now. */
  readonly changed: readonly SectionName[]
  /** Why sections have no new value, in words. */
  readonly failures: Readonly<Partial<Record<SectionName, string>>>
  /** Items of the answers that could not be read. */
  readonly rejected: number
  /** Keys of the answers that nobody reads, with how often they came (S27). */
  readonly drift: DeviceReading['drift']
}

/** The one way sections of a device are read from its vendor and kept. Reads of one device wait for each other. */
export interface SectionReads {
  /** Throws when the vendor did not answer at all, or when working offline. Nothing wanted: nothing is sent. */
  read(device: Device, sections: readonly SectionName[], options: SectionReadOptions): Promise<SectionsRead>
}

/** Everything that belongs to the open company. A feature is created again when another company is opened. */
export interface CompanyContext {
  readonly ports: Ports
  readonly events: Events
  readonly modes: Modes
  readonly entry: CompanyEntry
  readonly store: Store
  readonly files: ResultFiles
  readonly mailbox: Mailbox
  readonly connections: Connections
  readonly journal: Journal
  readonly pipeline: PipelineLog
  readonly sections: SectionReads
  /** Requests and bytes of the last 24 hours, by account. */
  readonly usage: { lastDay(): Promise<ReadonlyMap<string, { readonly requests: number; readonly bytes: number }>> }
  /** Every secret the vault holds for this company now, so that outputs and records can be cleared of it. */
  readonly secretValues?: () => Promise<readonly string[]>
}

/** A feature of an open company: handlers of its noun, and work it starts and stops. */
export interface Feature<Noun extends keyof Contract> {
  readonly noun: Noun
  readonly handlers: Handlers<Noun>
  /** Ends timers, polls and shells. Idempotent. */
  readonly stop: Stop
  /** What was begun at the start and must not be cut by an orderly end. A short command ends soon after its start. */
  readonly settled?: () => Promise<void>
  /** A window, socket or terminal went away: let go of what it owned. */
  readonly callerGone?: (caller: CallerId) => void
}

/** The stored device with this id of ours. Throws `device.not-found`; nothing was sent by then. */
export async function findDevice({ store }: Pick<CompanyContext, 'store'>, deviceId: string): Promise<Device> {
  const device = await store.read.device(deviceId)
  if (device) return device
  throw new AppError({
    code: 'device.not-found',
    what: 'This device is not in the list.',
    effect: 'Nothing was sent.',
    next: 'It may have been removed from the account. Refresh the list and choose it there.',
    remedy: 'check-input',
  })
}
