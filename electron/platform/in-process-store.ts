import type { Store } from '#core/storage/store.ts'
import { createStoreEngine } from '#core/sync/ingest/store-engine.ts'
import { preparePage, type FindParser, type RawPage } from '#core/sync/ingest/prepare-page.ts'
import { nodeStoreTools } from './node-store-tools.ts'
import { openWriterFiles, type StoreLocation, type WriterFiles } from './store-files.ts'

export interface InProcessOptions extends StoreLocation {
  readonly companyId: string
  readonly findParser: FindParser
}

/** A store without threads: the same engine over the same encrypted files, every call in this process. */
export interface InProcessStore {
  readonly store: Store
  readonly files: WriterFiles
  close(): void
}

type Calls = Readonly<Record<string, (...args: never[]) => unknown>>

/** Turns synchronous functions into ones that answer later and fail by rejecting. */
const later = (calls: object): never =>
  Object.fromEntries(Object.entries(calls as Calls).map(([name, call]) => [name, async (...args: never[]) => call(...args)])) as never

export function openInProcessStore(options: InProcessOptions): InProcessStore {
  const files = openWriterFiles(options)
  const prepare = (page: RawPage) => preparePage(options.findParser, nodeStoreTools.digest, page)
  const { read, write } = createStoreEngine(files.stores, nodeStoreTools, options.companyId, prepare)
  return { store: { read: later(read), write: later(write) }, files, close: () => files.close() }
}
