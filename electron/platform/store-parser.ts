import { findPageParser } from '#core/providers/page-parsers.ts'
import { preparePage } from '#core/sync/ingest/prepare-page.ts'
import { nodeDigest } from './node-digest.ts'
import { refuseAsk, type Serve } from './store-messages.ts'

/** The thread that parses pages while the writer writes the one before. It holds nothing between two pages. */
export function startParser(): Serve {
  return (ask) => {
    if (ask.kind === 'prepare') return preparePage(findPageParser, nodeDigest, ask.page)
    return ask.kind === 'close' ? undefined : refuseAsk(ask)
  }
}
