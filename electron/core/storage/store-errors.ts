import { AppError } from '#shared/errors/app-error.ts'

/** The file was written by a newer program. It is refused before anything in it is touched. */
export const newerVersion = (file: string, found: number, known: number): AppError =>
  new AppError({
    code: 'store.newer-version',
    what: `The ${file} was written by a newer version of Outrider.`,
    effect: 'It was not opened and nothing in it was changed.',
    next: 'Update Outrider on this computer, then open the company again.',
    remedy: 'update',
    facts: { found, known },
  })

export const wrongKey = (file: string): AppError =>
  new AppError({
    code: 'store.wrong-key',
    what: `The ${file} does not open with the key kept for it, or it is not a store of Outrider.`,
    effect: 'It was not changed.',
    next: 'Restore the old key store, or a backup of the company: outrider restore --from FILE --replace.',
    remedy: 'unlock',
  })

export const corrupt = (file: string): AppError =>
  new AppError({
    code: 'store.corrupt',
    what: `The ${file} is damaged.`,
    effect: 'The damaged part cannot be read. Nothing was sent.',
    next: 'Cached device facts are read again from the servers by themselves; for notes and the journal restore the last copy: outrider restore --copy latest, or a backup: outrider restore --from FILE --replace.',
    remedy: 'report',
  })

/** Another process owns the writer of this profile, or held a lock for longer than we wait. */
export const busy = (what: string): AppError =>
  new AppError({
    code: 'store.busy',
    what,
    effect: 'Nothing was written. Everything stays readable here.',
    next: 'Work in the other window, or close it and open this one again.',
    remedy: 'wait',
  })

export const full = (): AppError =>
  new AppError({
    code: 'store.full',
    what: 'The disk is full.',
    effect: 'Writing stopped; nothing was half written. Reading goes on.',
    next: 'Free at least 500 MB on the disk that holds the profile.',
    remedy: 'free-space',
  })

export const readOnly = (): AppError =>
  new AppError({
    code: 'store.read-only',
    what: 'The profile folder cannot be written.',
    effect: 'Nothing was written. Everything stays readable.',
    next: 'Check the rights of the profile folder and the disk it is on.',
    remedy: 'ask-administrator',
  })

const rebuiltWords = 'The cached device facts were just put aside and are being made new.'
const busyWords = 'The store was locked by another process for too long.'

/** What SQLite and the operating system call a disk without room, or a quota that is used up. */
const fullCodes: ReadonlySet<string> = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'])

/**
 * Gives an error of SQLite or of the file system its code and words (`code` is their own name, such as `SQLITE_FULL`,
 * `ENOSPC`). Anything else is answered as it came.
 */
export function toStoreError(error: unknown, file: string): unknown {
  if (error instanceof TypeError && error.message.includes('connection is not open')) return busy(rebuiltWords)
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return error
  if (fullCodes.has(code)) return full()
  if (code === 'EROFS') return readOnly()
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_IOERR_DATA') return corrupt(file)
  if (code.startsWith('SQLITE_BUSY')) return busy(busyWords)
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') return readOnly()
  return error
}
