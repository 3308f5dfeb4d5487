import { AppError } from '#shared/errors/app-error.ts'

const untouched = 'Nothing was restored and nothing in this profile was changed.'

export const notABackup = (): AppError =>
  new AppError({ code: 'backup.not-a-backup', what: 'This file is not a backup of Outrider.', effect: untouched, next: 'Choose the file that "Back up" wrote; its name ends in .outrider-backup.', remedy: 'check-input' })

export const newerBackup = (): AppError =>
  new AppError({ code: 'backup.newer-version', what: 'This backup was written by a newer version of Outrider.', effect: untouched, next: 'Update Outrider on this computer, then restore it again.', remedy: 'update' })

export const wrongBackupPassphrase = (): AppError =>
  new AppError({
    code: 'vault.wrong-passphrase',
    what: 'The passphrase does not open this backup.',
    effect: `${untouched} The same message appears when the first bytes of the file were altered.`,
    next: 'Check the passphrase and try again. Without it nobody can read the backup.',
    remedy: 'unlock',
  })

export const cutBackup = (): AppError =>
  new AppError({ code: 'backup.cut', what: 'The end of this backup is missing.', effect: untouched, next: 'Copy the file again from where it was kept, or use another backup.', remedy: 'check-input' })

export const damagedBackup = (): AppError =>
  new AppError({ code: 'backup.damaged', what: 'This backup was changed or damaged after it was written.', effect: untouched, next: 'Copy the file again from where it was kept, or use another backup.', remedy: 'check-input' })

export const companyIsHere = (name: string): AppError =>
  new AppError({
    code: 'backup.exists',
    what: `The company of this backup is in this profile already, as "${name}".`,
    effect: `${untouched} What is stored here may be newer than the backup.`,
    next: 'To put the backup in its place, use the command line: outrider restore --from FILE --replace. What is here now is put aside, not deleted.',
    remedy: 'none',
  })

export const companyIsOpen = (): AppError =>
  new AppError({ code: 'store.busy', what: 'The company to be replaced is open.', effect: untouched, next: 'Close it and try again.', remedy: 'none' })

export const noSuchCopy = (): AppError =>
  new AppError({ code: 'backup.not-found', what: 'There is no backup of this name.', effect: untouched, next: 'Look at the list of backups again.', remedy: 'check-input' })

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'you may not use it',
  EPERM: 'you may not use it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EROFS: 'the disk is read-only',
}

/** A file that could not be read or written; the disk being full has words of its own. Anything else is answered as it came. */
export function toFileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError({ code: 'store.full', what: `The disk is full: ${path} could not be written.`, effect: 'The unfinished file was removed. Nothing else was changed.', next: 'Free space there, or name another place.', remedy: 'free-space' })
  }
  const reason = reasons[code]
  if (reason === undefined) return error
  return new AppError({ code: 'input.invalid', what: `The file ${path} cannot be used: ${reason}.`, effect: 'Nothing was changed.', next: 'Name another file.', remedy: 'check-input', facts: { reason: code } })
}
