import { findProvider } from '#core/providers/registry.ts'
import { createStoreEngine } from '#core/sync/ingest/store-engine.ts'
import { nodeStoreTools } from './node-store-tools.ts'
import { openWriterFiles, type WriterFiles } from './store-files.ts'
import { callByName, refuseAsk, type Serve, type StoreThreadData } from './store-messages.ts'

/** The thread that owns the only write connection of a company: it parses, matches, compares and writes. */
export function startWriter(data: StoreThreadData): Serve {
  const findParser = (vendor: string) => findProvider(vendor).parseDevicePage
  const engineOver = ({ stores }: WriterFiles) => createStoreEngine(stores, nodeStoreTools, data.companyId, findParser)
  let files = openWriterFiles(data)
  let engine = engineOver(files)
  return (ask) => {
    switch (ask.kind) {
      case 'read':
        return callByName(engine.read, ask)
      case 'write':
        return callByName(engine.write, ask)
      case 'check-cache':
        return files.isCacheDamaged()
      case 'rebuild-cache':
        files = files.rebuildCache()
        engine = engineOver(files)
        return undefined
      case 'close':
        return files.close()
      case 'open':
      case 'release':
        return refuseAsk(ask)
    }
  }
}
