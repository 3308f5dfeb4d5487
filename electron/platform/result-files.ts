import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResultFiles } from '#core/ports.ts'
import { writeAtomically } from './private-files.ts'
import { openSeal, seal } from './seal.ts'
import { AppError } from '#shared/errors/app-error.ts'

/** Files of one company, each encrypted with AES-256-GCM under its own nonce, with its name as associated data. */
export function createResultFiles(folder: string, key: Uint8Array): ResultFiles {
  return {
    write: async (name, text) => writeAtomically(fileOf(folder, name), seal(key, name, Buffer.from(text))),
    read: async (name) => {
      const sealed = readBytes(fileOf(folder, name))
      if (sealed === undefined) return null
      const plain = openSeal(key, name, sealed)
      if (plain === undefined) throw changedFile()
      return plain.toString()
    },
  }
}

// SECURITY: a name never climbs out of the folder, whatever a server put into an id.
function fileOf(folder: string, name: string): string {
  if (!/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$/.test(name)) throw new Error('A result file has a short name of letters, digits, dot, dash and underscore.')
  return join(folder, `${name}.sealed`)
}

function readBytes(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

const changedFile = () =>
  new AppError({
    code: 'store.corrupt',
    what: 'A stored result was changed or damaged.',
    effect: 'It is not shown, because it can no longer be trusted. Other results are not affected.',
    next: 'Run the command again if you need its output.',
    remedy: 'none',
  })
