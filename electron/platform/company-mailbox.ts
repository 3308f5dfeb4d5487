import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import type { Log, Mailbox, MailboxMessage } from '#core/ports.ts'
import { full } from '#core/storage/store-errors.ts'
import { makePrivateFolder, writeAtomically } from './private-files.ts'
import { openSeal, seal } from './seal.ts'

/** A process that posts more than this without being heard is broken, or somebody plays with it. */
const mostWaiting = 1_000

const ending = '.sealed'
const label = (name: string): string => `outrider-mail:${name}`

/** Messages that wait, oldest first; their names begin with the time. Touches nothing: whoever watches the folder would hear itself. */
const waitingIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)).toSorted() : [])

/** Null for a file that was not sealed with the company's key. */
function open(folder: string, key: Uint8Array, name: string): MailboxMessage | null {
  const plain = openSeal(key, label(name), readFileSync(join(folder, name)))
  return plain === undefined ? null : (JSON.parse(plain.toString()) as MailboxMessage)
}

/** Runs `drain` again when it was asked for meanwhile, never twice at once. */
function oneAtATime(drain: () => Promise<void>): () => void {
  let state: 'idle' | 'running' | 'again' = 'idle'
  const run = async (): Promise<void> => {
    state = 'running'
    await drain()
    const isAsked = (state as string) === 'again'
    state = 'idle'
    if (isAsked) void run()
  }
  return () => {
    if (state === 'idle') void run()
    else state = 'again'
  }
}

/**
 * The way from processes that read a company to the one that writes it: a folder of sealed files, one a message, written
 * whole or not at all.
 */
export function createMailbox(folder: string, key: Uint8Array, log: Log): Mailbox {
  const take = async (name: string, handle: (message: MailboxMessage) => Promise<void>): Promise<void> => {
    try {
      // SECURITY: only who has the company's key can post; whatever else lies here is thrown away unread.
      const message = open(folder, key, name)
      if (message !== null) await handle(message)
      rmSync(join(folder, name), { force: true })
    } catch (error) {
      log.error('a message of another process was not taken in', { reason: String(error) })
    }
  }
  return {
    post: (message) => {
      if (waitingIn(folder).length >= mostWaiting) throw full()
      const name = `${String(message.at).padStart(15, '0')}-${randomBytes(6).toString('hex')}${ending}`
      writeAtomically(join(folder, name), seal(key, label(name), Buffer.from(JSON.stringify(message))))
    },
    listen: (handle) => {
      let isOver = false
      const look = oneAtATime(async () => {
        for (const name of isOver ? [] : waitingIn(folder)) await take(name, handle)
      })
      makePrivateFolder(folder)
      const watcher = watch(folder, { persistent: false }, look)
      watcher.on('error', (error) => log.warn('messages of other processes are taken in at the next start', { reason: String(error) }))
      look()
      return () => {
        isOver = true
        watcher.close()
      }
    },
  }
}
