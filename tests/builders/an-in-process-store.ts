import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { FindParser } from '#core/sync/ingest/prepare-page.ts'
import { openInProcessStore, type InProcessStore } from '#platform/in-process-store.ts'
import { findListParser } from './a-list-page.ts'
import { aTemporaryFolder } from './temporary-folder.ts'

/** Fresh keys of a company, as hex. */
export const storeKeys = () => ({ cacheKey: randomBytes(32).toString('hex'), workKey: randomBytes(32).toString('hex') })

/** A real encrypted store in a temporary folder, with a parser for `aListPage`; `reopen` closes and opens it again. */
export function anInProcessStore(findParser: FindParser = findListParser) {
  const options = { folder: aTemporaryFolder(), ...storeKeys(), companyId: 'c1', findParser }
  let open: InProcessStore = openInProcessStore(options)
  onTestFinished(() => open.close())
  return {
    folder: options.folder,
    options,
    get store() {
      return open.store
    },
    /** The connections, for looking at tables. */
    get db() {
      return open.files.stores
    },
    reopen: () => {
      open.close()
      open = openInProcessStore(options)
    },
  }
}
export type TestStore = ReturnType<typeof anInProcessStore>
