import { homedir } from 'node:os'
import { accessSync, constants } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { AppError, isAppError } from '#shared/errors/app-error.ts'
import { toStoreError } from '#core/storage/store-errors.ts'
import { makePrivateFolder } from './private-files.ts'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Where the profile lives: `OUTRIDER_DATA_DIR`, else the convention of the operating system. On Windows the local,
 * not the roaming folder: databases do not belong into a profile that is copied at sign-in.
 */
export function findDataDir(variables: Variables, platform: NodeJS.Platform = process.platform, home: string = homedir()): string {
  const chosen = variables['OUTRIDER_DATA_DIR']?.trim()
  if (chosen) return resolve(chosen)
  if (platform === 'win32') return join(variables['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Outrider')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Outrider')
  return join(xdgDataHome(variables, home), 'outrider')
}

/** The base directory specification says that a relative XDG_DATA_HOME is to be ignored. */
const xdgDataHome = (variables: Variables, home: string): string => {
  const chosen = variables['XDG_DATA_HOME']
  return chosen && isAbsolute(chosen) ? chosen : join(home, '.local', 'share')
}

/** Creates the profile folder, private to its owner. There is no second place when this one does not answer (F6). */
export function prepareDataDir(folder: string): void {
  try {
    makePrivateFolder(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw unusableFolder(folder, error)
  }
}

function unusableFolder(folder: string, error: unknown): unknown {
  const found = toStoreError(error, 'profile folder')
  return isAppError(found) && found.code === 'store.full' ? found : closedFolder(folder, error)
}

const closedFolder = (folder: string, error: unknown) =>
  new AppError({
    code: 'store.read-only',
    what: `Outrider cannot use its profile folder ${folder}.`,
    effect: 'Nothing was opened and nothing was written anywhere else.',
    next: 'Make the folder reachable and writable for you, or name another one in OUTRIDER_DATA_DIR.',
    remedy: 'ask-administrator',
    facts: { reason: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' },
  })
