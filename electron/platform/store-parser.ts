import { findProvider } from '#core/providers/registry.ts'
import { preparePage } from '#core/sync/ingest/prepare-page.ts'
import { nodeStoreTools } from './node-store-tools.ts'
import { refuseAsk, type Serve } from './store-messages.ts'

const findParser = (vendor: string) => findProvider(vendor).parseDevicePage

/** The thread that parses pages while the writer writes the one before. It holds nothing between two pages. */
export function startParser(): Serve {
  return (ask) => {
    if (ask.kind === 'prepare') return preparePage(findParser, nodeStoreTools.digest, ask.page)
    return ask.kind === 'close' ? undefined : refuseAsk(ask)
  }
}
