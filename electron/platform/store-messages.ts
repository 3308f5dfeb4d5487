import type { AppErrorShape } from '#shared/errors/app-error.ts'
import type { RawPage } from '#core/sync/ingest/prepare-page.ts'
import type { StoreLocation } from './store-files.ts'

/** What a thread that opens the files is started with. */
export interface FilesThreadData extends StoreLocation {
  readonly role: 'writer' | 'reader'
  /** The disk is full: files are opened without anything that needs room. */
  readonly isAlone: boolean
  readonly companyId: string
}

/** What a store thread is started with. */
// SECURITY: the thread that parses what servers sent is given no key and opens no file.
export type StoreThreadData = FilesThreadData | { readonly role: 'parser' }

/** One question to a store thread: a call of the store, or something about the files. */
export type StoreAsk =
  | { readonly kind: 'read' | 'write'; readonly name: string; readonly args: readonly unknown[] }
  /** Writer: is a page of the cache damaged? */
  | { readonly kind: 'check-cache' }
  /** Writer: put the cache aside and make a new one. */
  | { readonly kind: 'rebuild-cache' }
  /** Reader: open both files, and let go of them. */
  | { readonly kind: 'open' }
  | { readonly kind: 'release' }
  /** Parser: parse a page; its bytes are moved to the thread. */
  | { readonly kind: 'prepare'; readonly page: RawPage }
  /** Reader: write a consistent copy of the work store to this path. */
  | { readonly kind: 'copy-work'; readonly path: string }
  | { readonly kind: 'close' }

export interface StoreQuestion {
  readonly id: number
  readonly ask: StoreAsk
}

/** The answer: a value, an error with words, or a mistake of ours that belongs in the log. */
export type StoreAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: AppErrorShape }
  | { readonly id: number; readonly ok: false; readonly bug: string }

/** The id of the first answer of a thread: it is open, or why it is not. */
export const startId = 0

/** What a store thread does with a question. A throw becomes the answer. */
export type Serve = (ask: StoreAsk) => unknown

type Calls = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>

/** Runs a call of the store by its name. */
export function callByName(calls: object, ask: Extract<StoreAsk, { readonly name: string }>): unknown {
  const found = Object.hasOwn(calls, ask.name) ? (calls as Calls)[ask.name] : undefined
  if (!found) throw new Error(`the store has no call named ${ask.name}`)
  return found(...ask.args)
}

/** A question that this thread does not serve is a mistake of ours. */
export function refuseAsk(ask: StoreAsk): never {
  throw new Error(`this store thread does not serve ${ask.kind}`)
}
