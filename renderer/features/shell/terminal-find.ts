import { SearchAddon } from '@xterm/addon-search'
import type { Terminal } from '@xterm/xterm'
import type { Stop } from '#shared/util/stop.ts'
import { readFindColors } from './terminal-theme.ts'

/** Where a search stands. `index` counts from the oldest match; null while none is chosen. */
export interface FindResult {
  readonly index: number | null
  readonly count: number
}

/** Finds text in what a terminal holds, scrollback included. Case is ignored. */
export interface TerminalFind {
  /** Starts at the newest line. An empty text finds nothing. */
  start(text: string): void
  older(text: string): void
  newer(text: string): void
  clear(): void
  onResult(listener: (result: FindResult) => void): Stop
}

/** More matches than this are counted no further. */
export const mostMatches = 1_000

export function createTerminalFind(terminal: Terminal): TerminalFind {
  const search = new SearchAddon({ highlightLimit: mostMatches })
  terminal.loadAddon(search)
  const options = () => ({ decorations: readFindColors() })
  const older = (text: string) => void search.findPrevious(text, options())
  const clear = () => {
    search.clearDecorations()
    terminal.clearSelection()
  }
  return {
    start: (text) => {
      clear()
      if (text !== '') older(text)
    },
    older,
    newer: (text) => void search.findNext(text, options()),
    clear,
    onResult: (listener) => {
      const heard = search.onDidChangeResults(({ resultIndex, resultCount }) => listener({ index: resultIndex < 0 ? null : resultIndex, count: resultCount }))
      return () => heard.dispose()
    },
  }
}
