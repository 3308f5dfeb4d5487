import { readAccounts, readProbeReport } from './account-repository.ts'
import { readChanges } from './change-repository.ts'
import type { ReadDb, ReadStores } from './database.ts'
import { readJournal, readJournalHead, readJournalSlice } from './journal-repository.ts'
import { findByDevice } from './identity-repository.ts'
import { readListStates } from './list-repository.ts'
import { readDevice, readDevices, readDueDevices, readRows, readSnapshot } from './list-snapshot.ts'
import { countMappings } from './mapping-repository.ts'
import { readNote, readNotes } from './note-repository.ts'
import { readLongOperations, readOperation, readOperations } from './operation-repository.ts'
import { readRequestHours } from './request-repository.ts'
import { countReviews, readReviews } from './review-repository.ts'
import { readSamples, readSampleSources } from './sample-repository.ts'
import { readAnswers, readAsks } from './section-ask-repository.ts'
import { readSections, readSectionValues } from './section-repository.ts'
import { readSetting } from './setting-repository.ts'
import { countSoftware, findSoftware, findSoftwareOwners } from './software-repository.ts'
import type { StoreReads } from './store.ts'
import type { Codec } from './store-tools.ts'
import { readLastPasses, readSummaries } from './summary-repository.ts'

const sizeSql = 'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size'
const sizeOf = (db: ReadDb): number => db.get<{ bytes: number }>(sizeSql)?.bytes ?? 0

/** Every read of the store over two open connections. Synchronous; a host runs it in a thread. */
export const createReads = ({ cache, work }: ReadStores, codec: Codec): StoreReads => ({
  accounts: () => readAccounts(work),
  listStates: () => readListStates(cache),
  probeReport: (accountId) => readProbeReport(work, accountId),
  snapshot: (offset, limit) => readSnapshot(cache, codec, offset, limit),
  rows: (ids) => readRows(cache, codec, ids),
  device: (id) => readDevice(cache, codec, id),
  devices: () => readDevices(cache, codec),
  sections: (deviceId) => readSections(cache, codec, deviceId),
  changes: (deviceId, limit) => readChanges(cache, deviceId, limit),
  sectionAnswers: (deviceId) => readAnswers(cache, deviceId),
  sectionAsks: (deviceId) => readAsks(cache, deviceId),
  dueDevices: (question) => readDueDevices(cache, codec, question),
  sectionValues: (section) => readSectionValues(cache, codec, section),
  software: (question) => findSoftware(cache, question),
  softwareOwners: (name, version) => findSoftwareOwners(cache, name, version),
  softwareCounts: () => countSoftware(cache),
  mappingCounts: () => countMappings(cache),
  operation: (id) => readOperation(work, id),
  operations: (filter) => readOperations(work, filter),
  longOperations: (deviceId, limit) => readLongOperations(work, deviceId, limit),
  journal: (filter) => readJournal(work, filter),
  journalSlice: (fromSeq, limit) => readJournalSlice(work, fromSeq, limit),
  journalHead: () => readJournalHead(work),
  samples: (deviceId, series, from, to, points) => readSamples(cache, codec, { deviceId, series, from, to, points }),
  sampleSources: (deviceId, series, from, to) => readSampleSources(cache, { deviceId, series, from, to }),
  summaries: (limit) => readSummaries(cache, limit),
  lastPasses: () => readLastPasses(cache),
  requestHours: (since) => readRequestHours(cache, since),
  note: (deviceId) => readNote(work, deviceId),
  notes: (limit) => readNotes(work, limit),
  reviews: (limit) => ({ items: readReviews(work, limit), open: countReviews(work) }),
  identity: (deviceId) => findByDevice(work, deviceId) ?? null,
  setting: (key) => readSetting(work, key),
  size: () => ({ cacheBytes: sizeOf(cache), workBytes: sizeOf(work) }),
})
