import { AppError } from '#shared/errors/app-error.ts'
import { writeAccount, writeProbeReport } from './account-repository.ts'
import type { WriteStores } from './database.ts'
import { findDeviceN } from './device-repository.ts'
import { appendRecords } from './journal-repository.ts'
import { openPass } from './list-repository.ts'
import { writeNote } from './note-repository.ts'
import { settleInterrupted, writeOperation } from './operation-repository.ts'
import { addRequestHours } from './request-repository.ts'
import { insertSamples, sealHotSamples } from './sample-repository.ts'
import { noteAsk } from './section-ask-repository.ts'
import { writeSections } from './section-repository.ts'
import { writeSetting } from './setting-repository.ts'
import type { StoreWrites } from './store.ts'
import type { StoreTools } from './store-tools.ts'
import { writeSummary } from './summary-repository.ts'

/** Writes that need no memory of the device list; the others belong to the ingest. */
export type PlainWrites = Omit<StoreWrites, 'ingestPage' | 'finishPass' | 'removeAccount' | 'resolveReview'>

const notFound = (): AppError =>
  new AppError({
    code: 'device.not-found',
    what: 'The device is not in the store.',
    effect: 'Nothing was written.',
    next: 'Sync the account, then try again.',
    remedy: 'retry',
  })

/** Plain writes over two open connections, one transaction each. */
export function createPlainWrites({ cache, work }: WriteStores, tools: StoreTools, companyId: string): PlainWrites {
  const deviceNumber = (deviceId: string): number => {
    const n = findDeviceN(cache, deviceId)
    if (n === undefined) throw notFound()
    return n
  }
  return {
    saveAccount: (account) => writeAccount(work, account),
    saveProbeReport: (accountId, report) => writeProbeReport(work, accountId, report),
    beginPass: (accountId, passId, startedAt) => cache.transaction(() => openPass(cache, companyId, accountId, passId, startedAt)),
    saveSections: (deviceId, sections, fetchedAt, unanswered = []) =>
      cache.transaction(() => {
        const deviceN = deviceNumber(deviceId)
        const changed = writeSections(cache, tools, { deviceN, companyId }, sections, fetchedAt)
        return [...changed, ...unanswered.filter((one) => noteAsk(cache, deviceN, one, fetchedAt)).map((one) => one.section)]
      }),
    saveOperation: (operation) => writeOperation(work, companyId, operation),
    appendJournal: (records, subjects, operation) =>
      work.durably(() => {
        appendRecords(work, records, subjects)
        if (operation) writeOperation(work, companyId, operation)
      }),
    addSamples: (deviceId, points, source) => cache.transaction(() => insertSamples(cache, deviceNumber(deviceId), points, source)),
    sealSamples: (before) => cache.transaction(() => sealHotSamples(cache, tools.codec, before)),
    saveSummary: (summary) => cache.transaction(() => writeSummary(cache, companyId, summary)),
    addRequests: (hours) => cache.transaction(() => addRequestHours(cache, hours)),
    setSetting: (key, value) => writeSetting(work, key, value),
    saveNote: (note) => work.durably(() => writeNote(work, companyId, note)),
    recoverOperations: (now) => work.transaction(() => settleInterrupted(work, now)),
  }
}
