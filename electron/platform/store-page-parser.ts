import type { PreparedPage, PreparePage, RawPage } from '#core/sync/ingest/prepare-page.ts'
import { startStoreThread, type StoreThread } from './store-thread.ts'

/** Parses pages in a thread of its own, which is there only while pages come. */
export interface PageParser {
  readonly prepare: PreparePage
  /** Pages are about to come: the thread loads while the server is asked for them. */
  expect(): void
  /** Ends the thread if there is one. */
  close(): Promise<void>
}

/** Between two pages of a pass is far less than this; between two passes more. */
const idleMs = 10_000

/** The bytes as a buffer of their own, which can be moved. */
const ownBody = ({ body }: RawPage): Uint8Array<ArrayBuffer> =>
  body.buffer instanceof ArrayBuffer && body.byteLength === body.buffer.byteLength ? (body as Uint8Array<ArrayBuffer>) : body.slice()

/** One thread, started when it is first needed and again when it ended, for want of memory say. */
function createOnDemandThread() {
  let thread: Promise<StoreThread> | undefined
  const get = async (): Promise<StoreThread> => {
    const starting = (thread ??= startStoreThread({ role: 'parser' }))
    const started = await starting.catch(() => undefined)
    if (started && !started.isOver()) return started
    if (thread === starting) thread = undefined
    return started ? get() : starting
  }
  const end = async (): Promise<void> => {
    const leaving = thread
    thread = undefined
    await (await leaving)?.close()
  }
  return { get, end }
}

export function createPageParser(): PageParser {
  const thread = createOnDemandThread()
  let pages = 0
  let idle: NodeJS.Timeout | undefined
  const rest = () => {
    clearTimeout(idle)
    if (pages === 0) idle = setTimeout(() => void thread.end(), idleMs).unref()
  }
  const prepare = async (page: RawPage): Promise<PreparedPage> => {
    const body = ownBody(page)
    const { vendor, context } = page
    const { ask } = await thread.get()
    return (await ask({ kind: 'prepare', page: { vendor, context, body } }, [body.buffer])) as PreparedPage
  }
  return {
    expect: () => {
      // Whoever waits for the first page is told why there is no thread.
      thread.get().catch(() => undefined)
      rest()
    },
    prepare: (page) => {
      pages += 1
      return prepare(page).finally(() => {
        pages -= 1
        rest()
      })
    },
    close: () => {
      clearTimeout(idle)
      return thread.end()
    },
  }
}
