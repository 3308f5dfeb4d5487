import { onTestFinished } from 'vitest'
import { openStores, type OpenStores, type StoreOptions } from '#platform/store-client.ts'
import { storeKeys } from './an-in-process-store.ts'
import { aTemporaryFolder } from './temporary-folder.ts'

/** Where a company of a test lives, with fresh keys. */
export const aCompanyFolder = (): Omit<StoreOptions, 'mode'> => ({ folder: aTemporaryFolder(), ...storeKeys(), companyId: 'c1' })

/** Real stores with their threads, closed when the running test has finished. */
export async function openTestStores(at: Omit<StoreOptions, 'mode'> = aCompanyFolder(), mode: StoreOptions['mode'] = 'writer'): Promise<OpenStores> {
  const stores = await openStores({ ...at, mode })
  onTestFinished(() => stores.close())
  return stores
}
