import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '#shared/errors/app-error.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'you may not use it',
  EPERM: 'you may not use it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
}

function unusable(file: string, verb: 'read' | 'written', error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return new AppError({
    code: 'input.invalid',
    what: `The file ${file} could not be ${verb}: ${verb === 'written' && code === 'ENOENT' ? 'its folder does not exist' : (reasons[code] ?? code)}.`,
    effect: 'Nothing else was changed.',
    next: 'Name another file.',
    remedy: 'check-input',
    facts: { reason: code },
  })
}

/** A path as the person typed it, seen from where they typed it: the starter works in the project's folder. */
const ownPath = (file: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), file)

/** Reads a file the person named. Throws `input.invalid` with the reason. */
export async function readOwnFile(file: string): Promise<string> {
  try {
    return await readFile(ownPath(file), 'utf8')
  } catch (error) {
    throw unusable(file, 'read', error)
  }
}

/** Writes a file the person named, readable for them only. Throws `input.invalid` with the reason. */
export async function writeOwnFile(file: string, text: string): Promise<void> {
  try {
    await writeFile(ownPath(file), text, { mode: 0o600 })
  } catch (error) {
    throw unusable(file, 'written', error)
  }
}
