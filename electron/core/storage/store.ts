import type { Account, ProbeReport } from '#shared/model/account.ts'
import type { Device } from '#shared/model/device.ts'
import type { DeviceChange } from '#shared/model/device-change.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import type { KnownIdentity } from './identity-repository.ts'
import type { NoteOrder, SavedNote, StoredNote } from './note-repository.ts'
import type { SoftwareHit, SoftwareQuestion } from './software-repository.ts'
import type { StoredReview } from './review-repository.ts'
import type { Sample, SourceRun } from '#shared/model/metric.ts'
import type { Operation } from '#shared/model/operation.ts'
import type { IncomingSection, SectionName } from '#shared/model/section.ts'
import type { Limit } from '#shared/filter/filter-node.ts'
import type { SyncSummary } from '#shared/model/sync.ts'

/** A section as stored: value and provenance; freshness is judged when it is shown. */
export interface StoredSection {
  readonly section: SectionName
  readonly value: unknown
  readonly observedAt: number | null
  readonly observedKind: IncomingSection['observedKind']
  readonly fetchedAt: number
  readonly source: string
}

/** A section that was asked for and has no value in the answer. */
export interface UnansweredSection {
  readonly section: SectionName
  /** Why, in words; null when the vendor had nothing, or nothing is known. */
  readonly problem: string | null
  /** False when no answer came: a time limit, an error of the server. */
  readonly isAnswered: boolean
}

/** The same as stored; it stays until the section has a value again. */
export interface SectionAsk extends UnansweredSection {
  readonly askedAt: number
}

/** Which devices of an account are due for one of their sections. Times in epoch milliseconds. */
export interface DueQuestion {
  readonly accountId: string
  readonly section: SectionName
  /** Due when it was not read since then, ... */
  readonly readBefore: number
  /** ... nor answered without a value since then, ... */
  readonly answeredBefore: number
  /** ... nor tried without an answer since then. */
  readonly triedBefore: number
  /** Operating systems that can have the section; null for all. */
  readonly families: readonly string[] | null
  readonly limit: number
}

/** How many devices of a vendor and operating system there are, and how many of them have a software list. */
export interface SoftwareCount {
  readonly vendor: string
  readonly osFamily: string
  readonly devices: number
  readonly listed: number
}

/** Requests sent to an account in one hour since the epoch. */
export interface RequestHour {
  readonly accountId: string
  readonly hour: number
  readonly requests: number
  readonly bytes: number
}

/** When the newest pass of a kind began that read the list of an account. */
export interface LastPass {
  readonly accountId: string
  readonly kind: 'full' | 'poll'
  readonly startedAt: number
}

/** One raw page on its way into the store. The bytes are moved to the store thread, not copied. */
export interface IngestPage {
  readonly accountId: string
  readonly companyId: string
  readonly vendor: string
  readonly passId: string
  readonly pageKey: string
  readonly body: Uint8Array
  readonly fetchedAt: number
  readonly context: Readonly<Record<string, string | number | null>>
  /** Rows per transaction. */
  readonly batchSize: number
}

/** How one row that brought news came in, for diagnostics. */
export interface RowTrail {
  readonly kind: 'created' | 'updated'
  readonly deviceId: string
  /** Names of the fields that have a value, one a line. */
  readonly mapped: string
  /** Values as text, not redacted yet; null is "not reported". */
  readonly changes: readonly { readonly field: string; readonly from: string | null; readonly to: string | null }[]
}

/** What one page did to the store. */
export interface IngestResult {
  readonly rows: number
  readonly created: number
  readonly updated: number
  readonly touched: number
  readonly unchanged: number
  readonly rejected: number
  readonly firstRejection: string | null
  readonly inReview: number
  readonly drift: Readonly<Record<string, number>>
  /** Devices that appeared or whose row changed. */
  readonly changedIds: readonly string[]
  /** Devices whose only news is a later contact, with that time. */
  readonly touchedIds: readonly string[]
  readonly touchedAt: readonly (number | null)[]
  /** Rows written to disk, counted by SQLite. */
  readonly rowsWritten: number
  /** The last rows of the page that brought news, at most 100. */
  readonly trails: readonly RowTrail[]
}

/** Closing a pass over the list: what became of devices that were not in it (section 12 of the sync reference). */
export interface FinishPass {
  readonly accountId: string
  readonly passId: string
  /** False when a page failed or too many rows were rejected: nothing is deactivated then. */
  readonly isComplete: boolean
  readonly startedAt: number
  readonly fetchedAt: number
}
export interface FinishResult {
  readonly missing: number
  readonly inactive: number
  readonly reactivated: number
  /** The list shrank suspiciously and was treated as partial. */
  readonly isSuspicious: boolean
  readonly changedIds: readonly string[]
}

/** State of the list of one account. */
export interface ListState {
  readonly listFetchedAt: number | null
  readonly deviceCount: number
  /** The pass that was interrupted and the pages it had stored. */
  readonly unfinished: { readonly passId: string; readonly startedAt: number; readonly pages: readonly string[] } | null
}

/** A person's answer to a question about a device. `deviceId` is the candidate to link to. */
export interface ReviewAnswer {
  readonly reviewId: number
  readonly decision: 'link' | 'apart' | 'admit' | 'seen'
  readonly deviceId: string | null
}

export interface JournalEntry {
  readonly seq: number
  readonly record: JournalRecord
}

/** Reads. Every one works while a write is going on. */
export interface StoreReads {
  accounts(): Account[]
  listStates(): Record<string, ListState>
  probeReport(accountId: string): ProbeReport | null
  /** One slice of the list in name order, encoded (see `shared/model/device-columns.ts`). Archived accounts are left out. */
  snapshot(offset: number, limit: number): { encoded: string; count: number; total: number }
  rows(ids: readonly string[]): { encoded: string; count: number; total: number }
  device(id: string): Device | null
  devices(): Device[]
  sections(deviceId: string): StoredSection[]
  /** What changed on a device, newest first. */
  changes(deviceId: string, limit: number): DeviceChange[]
  /** When each section of a device was last answered, with a value or without. */
  sectionAnswers(deviceId: string): { section: SectionName; at: number }[]
  /** Sections that were asked for in vain the last time. */
  sectionAsks(deviceId: string): SectionAsk[]
  /** Due devices: online first, then those that waited longest; devices that did not answer come after all others. */
  dueDevices(question: DueQuestion): Device[]
  /** The stored value of one section of every device that has it; for questions over the whole fleet. */
  sectionValues(section: SectionName): { deviceId: string; value: unknown }[]
  /** Who has a program: the first of them by name, version and device, and how many there are. */
  software(question: SoftwareQuestion): { items: SoftwareHit[]; total: number }
  /** Ids of the devices that have a program in a version within a limit. */
  softwareOwners(name: string, version?: Limit): string[]
  softwareCounts(): SoftwareCount[]
  mappingCounts(): { active: number; missing: number; inactive: number }
  operation(id: string): Operation | null
  operations(filter: { deviceId?: string | undefined; text?: string | undefined; limit: number }): Operation[]
  /** Operations whose output is only whole in its file, newest first. */
  longOperations(deviceId: string | undefined, limit: number): string[]
  journal(filter: { deviceId?: string | undefined; before?: number | undefined; limit: number }): { records: JournalRecord[]; subjects: Record<string, string> }
  /** Ascending, for verification and export. */
  journalSlice(fromSeq: number, limit: number): JournalRecord[]
  journalHead(): { seq: number; hash: string } | null
  /** With `points`, thinned in the store thread to at most that many a series: lowest and highest of every stretch, gaps stay null. */
  samples(deviceId: string, series: readonly string[], from: number, to: number, points?: number): Record<string, Sample[]>
  /** Where those samples come from; nothing for samples older than the store's memory of it. */
  sampleSources(deviceId: string, series: readonly string[], from: number, to: number): Record<string, SourceRun[]>
  summaries(limit: number): SyncSummary[]
  lastPasses(): LastPass[]
  requestHours(sinceHour: number): RequestHour[]
  setting(key: string): string | null
  /** What people wrote about a device; null when nobody ever did. */
  note(deviceId: string): StoredNote | null
  /** Notes that say something, the last saved first (a negative limit: all of them), and how many there are. */
  notes(limit: number): { items: StoredNote[]; total: number }
  /** Open questions about devices, oldest first, and how many there are. */
  reviews(limit: number): { items: StoredReview[]; open: number }
  /** What a device is recognised by; null when the ledger does not know it. */
  identity(deviceId: string): KnownIdentity | null
  /** Bytes on disk of both files. */
  size(): { cacheBytes: number; workBytes: number }
}

/** Writes. Each is one transaction unless it says otherwise. */
export interface StoreWrites {
  saveAccount(account: Account): void
  /** Removes the account and its cached rows from both stores; journal and operations stay. */
  removeAccount(accountId: string): void
  saveProbeReport(accountId: string, report: ProbeReport): void
  beginPass(accountId: string, passId: string, startedAt: number): void
  /** Parses, matches, compares and writes one page in batches; the page is marked stored in its last transaction. */
  ingestPage(page: IngestPage): IngestResult
  finishPass(finish: FinishPass): FinishResult
  /** Stores sections whose content changed, with one row of history a changed fact, and which ones were asked for in vain; answers those that are shown differently now. */
  saveSections(deviceId: string, sections: readonly IncomingSection[], fetchedAt: number, unanswered?: readonly UnansweredSection[]): SectionName[]
  saveOperation(operation: Operation): void
  /**
   * Appends journal records and, in the same transaction with full synchronisation, the operation they are about.
   * Fails with `journal.not-writable` when the chain moved on (another writer).
   */
  appendJournal(records: readonly JournalRecord[], subjects: Readonly<Record<string, { salt: string; value: string }>>, operation: Operation | null): void
  /** Adds samples of one source, named in words for people; sealed into packed chunks by `sealSamples`. */
  addSamples(deviceId: string, points: readonly { series: string; at: number; value: number | null }[], source: string): void
  /** Seals hot samples older than `before` into packed chunks; answers how many points moved. */
  sealSamples(before: number): number
  /**
   * Settles an open question about a device as a person decided; answers the devices whose rows changed or went. Fails with
   * `review.not-found` when it was settled already, or when the device to link to is none of its candidates.
   */
  resolveReview(answer: ReviewAnswer): { changedIds: string[] }
  saveSummary(summary: SyncSummary): void
  addRequests(hours: readonly RequestHour[]): void
  setSetting(key: string, value: string): void
  /** Keeps a note, on the disk before this answers. Fails with `device.note-changed` when it was written from another version. */
  saveNote(note: NoteOrder): SavedNote
  /** Operations that were `sending` or `running` when a process died become `sent-no-answer`; answers them. */
  recoverOperations(now: number): Operation[]
}

type Async<T> = { readonly [K in keyof T]: T[K] extends (...args: infer Args) => infer Out ? (...args: Args) => Promise<Out> : never }

/** The store of one company as the core sees it: every call is asynchronous and may run in another thread. */
export interface Store {
  readonly read: Async<StoreReads>
  readonly write: Async<StoreWrites>
}
