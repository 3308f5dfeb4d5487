import { createStoreEngine } from '#core/sync/ingest/store-engine.ts'
import { nodeStoreTools } from './node-store-tools.ts'
import { createPageParser } from './store-page-parser.ts'
import { openWriterFiles, type WriterFiles } from './store-files.ts'
import { callByName, refuseAsk, type FilesThreadData, type Serve } from './store-messages.ts'

/** The thread that owns the only write connection of a company: it matches, compares and writes; parsing is done beside it. */
export function startWriter(data: FilesThreadData): Serve {
  const parser = createPageParser()
  const engineOver = ({ stores }: WriterFiles) => createStoreEngine(stores, nodeStoreTools, data.companyId, parser.prepare)
  let files = openWriterFiles(data)
  let engine = engineOver(files)
  return (ask) => {
    switch (ask.kind) {
      case 'read':
        return callByName(engine.read, ask)
      case 'write':
        if (ask.name === 'beginPass') parser.expect()
        return callByName(engine.write, ask)
      case 'check-cache':
        return files.isCacheDamaged()
      case 'rebuild-cache':
        files = files.rebuildCache()
        engine = engineOver(files)
        return undefined
      case 'close':
        return parser.close().finally(() => files.close())
      case 'copy-work':
      case 'open':
      case 'release':
      case 'prepare':
        return refuseAsk(ask)
    }
  }
}
