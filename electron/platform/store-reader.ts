import { createReads } from '#core/storage/store-reads.ts'
import type { StoreReads } from '#core/storage/store.ts'
import { nodeStoreTools } from './node-store-tools.ts'
import { openReaderFiles, type ReaderFiles } from './store-files.ts'
import { callByName, refuseAsk, type FilesThreadData, type Serve } from './store-messages.ts'

/** The thread that reads beside the writer. It opens the files when it is told to (`open`): the writer makes them first. */
export function startReader(data: FilesThreadData): Serve {
  let files: ReaderFiles | undefined
  let reads: StoreReads | undefined
  const release = () => {
    files?.close()
    files = undefined
    reads = undefined
  }
  return (ask) => {
    switch (ask.kind) {
      case 'read':
        return callByName(reads ?? {}, ask)
      case 'open':
        files = openReaderFiles(data, data.isAlone)
        reads = createReads(files.stores, nodeStoreTools.codec)
        return undefined
      case 'release':
      case 'close':
        return release()
      case 'copy-work':
        return files?.copyWork(ask.path)
      case 'write':
      case 'check-cache':
      case 'rebuild-cache':
      case 'prepare':
        return refuseAsk(ask)
    }
  }
}
