import { Worker, type Transferable } from 'node:worker_threads'
import { fromWire } from '#shared/errors/app-error.ts'
import { startId, type StoreAnswer, type StoreAsk, type StoreThreadData } from './store-messages.ts'

/** A running store thread. */
export interface StoreThread {
  /** Asks and answers with the value; throws the `AppError` the thread answered with. */
  ask(ask: StoreAsk, transfer?: readonly Transferable[]): Promise<unknown>
  /** Closes the files and ends the thread. Idempotent. */
  close(): Promise<void>
  /** True when the thread ended, whoever ended it. */
  isOver(): boolean
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Beside the bundled host it is `store-worker.js`; from source Node runs the `.ts` itself. */
const workerUrl = (): URL => new URL(import.meta.url.endsWith('.ts') ? './store-worker.ts' : './store-worker.js', import.meta.url)

/** The rows of a page live until it is written: a smaller nursery copies them again and again, a larger one lets dead ones pile up. */
const limits = {
  writer: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1_024 },
  reader: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 512 },
  parser: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1_024 },
}

const errorOf = (answer: Extract<StoreAnswer, { readonly ok: false }>): Error =>
  'error' in answer ? fromWire(answer.error) : new Error(`store thread: ${answer.bug}`)

/** Questions on their way to a thread, by number. */
function createWaiting() {
  const waiting = new Map<number, Waiting>()
  let nextId = startId
  return {
    add: (one: Waiting): number => {
      waiting.set(nextId, one)
      return nextId++
    },
    settle: (answer: StoreAnswer): void => {
      const asker = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.ok) asker?.resolve(answer.value)
      else asker?.reject(errorOf(answer))
    },
    rejectAll: (reason: Error): void => {
      for (const one of waiting.values()) one.reject(reason)
      waiting.clear()
    },
    isEmpty: (): boolean => waiting.size === 0,
  }
}

/** The wire to one worker. `ask(null)` asks nothing: it waits for the answer a thread gives when it has started. */
function connect(worker: Worker) {
  const waiting = createWaiting()
  let isOver = false
  const end = (reason: Error) => {
    isOver = true
    waiting.rejectAll(reason)
  }
  worker.on('message', (answer: StoreAnswer) => {
    waiting.settle(answer)
    if (waiting.isEmpty()) worker.unref()
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('the store thread ended')))
  const ask = (question: StoreAsk | null, transfer: readonly Transferable[] = []): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (isOver) return reject(new Error('the store is closed'))
      const id = waiting.add({ resolve, reject })
      // Only an open question keeps the process alive, not the thread itself.
      worker.ref()
      if (question) worker.postMessage({ id, ask: question }, transfer)
    })
  return { ask, isOver: () => isOver }
}

/** Starts a thread and waits until it is ready. Throws what kept it from starting. */
export async function startStoreThread(data: StoreThreadData): Promise<StoreThread> {
  const worker = new Worker(workerUrl(), { workerData: data, resourceLimits: limits[data.role], execArgv: [] })
  const { ask, isOver } = connect(worker)
  await ask(null)
  return {
    ask,
    isOver,
    close: async () => {
      if (isOver()) return
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      await ask({ kind: 'close' })
      worker.ref()
      await ended
    },
  }
}
