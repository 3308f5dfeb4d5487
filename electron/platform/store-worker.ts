import { parentPort, workerData } from 'node:worker_threads'
import { isAppError, toWire } from '#shared/errors/app-error.ts'
import { toStoreError } from '#core/storage/store-errors.ts'
import { startId, type Serve, type StoreAnswer, type StoreQuestion, type StoreThreadData } from './store-messages.ts'

/** The body of all store threads. Each loads only its own part: the reader knows no vendor and no sync, the parser no database. */
async function load(data: StoreThreadData): Promise<Serve> {
  switch (data.role) {
    case 'writer':
      return (await import('./store-writer.ts')).startWriter(data)
    case 'reader':
      return (await import('./store-reader.ts')).startReader(data)
    case 'parser':
      return (await import('./store-parser.ts')).startParser()
  }
}

function toAnswer(id: number, thrown: unknown): StoreAnswer {
  const error = toStoreError(thrown, 'local store')
  if (isAppError(error)) return { id, ok: false, error: toWire(error) }
  return { id, ok: false, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

async function answer(id: number, work: () => unknown): Promise<StoreAnswer> {
  try {
    return { id, ok: true, value: await work() }
  } catch (error) {
    return toAnswer(id, error)
  }
}

const notStarted: Serve = () => {
  throw new Error('the store thread has not started')
}

async function run(data: StoreThreadData): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('the store thread is not a program of its own')
  let serve = notStarted
  const started = await answer(startId, async () => {
    serve = await load(data)
  })
  port.postMessage(started)
  if (!started.ok) return port.close()
  port.on('message', ({ id, ask }: StoreQuestion) => {
    void answer(id, () => serve(ask)).then((reply) => {
      port.postMessage(reply)
      if (ask.kind === 'close') port.close()
    })
  })
}

await run(workerData as StoreThreadData)
