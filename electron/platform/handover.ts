import { createReadStream, existsSync, statSync } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { Handover } from '#core/ports.ts'
import { noSuchCopy, toFileError } from './backup-errors.ts'
import { makePrivateFolder } from './private-files.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** Where a person looks for files a program gave them: `OUTRIDER_EXPORT_DIR`, else the folder for downloads, else home. */
export function findHandoverFolder(variables: Variables, home: string = homedir()): string {
  const chosen = variables['OUTRIDER_EXPORT_DIR']?.trim()
  if (chosen) return resolve(chosen)
  const downloads = join(home, 'Downloads')
  return existsSync(downloads) ? downloads : home
}

/** Writes pieces into a new private file; it gets its name when it is whole, and a failure leaves nothing behind. */
async function writeWhole(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const draft = `${path}.part`
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      for await (const piece of pieces) await file.write(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
    return statSync(path).size
  } catch (error) {
    await rm(draft, { force: true })
    throw toFileError(error, path)
  }
}

/** The first name that nothing has yet: `name`, `name (2)`, … before the ending. */
function freeName(folder: string, name: string): string {
  const dot = name.indexOf('.')
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name.slice(0, dot)} (${number})${name.slice(dot)}`
    if (!existsSync(join(folder, tried))) return tried
  }
}

async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Uint8Array>
  } catch (error) {
    throw toFileError(error, path)
  }
}

/** A folder as the place for files. Names only: a page never says where on the disk something is written or read. */
export function createFolderHandover(folder: string): Handover {
  return {
    save: async (name, pieces) => {
      if (!existsSync(folder)) makePrivateFolder(folder)
      const path = join(folder, freeName(folder, name))
      return { path, bytes: await writeWhole(path, pieces) }
    },
    list: async (ending) => {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending))
      return Promise.all(names.map(async (name) => ({ name, ...(await stat(join(folder, name)).then(({ size, mtimeMs }) => ({ bytes: size, at: Math.round(mtimeMs) }))) })))
    },
    read: (name) => {
      // SECURITY: a name never climbs out of the folder.
      if (name !== basename(name) || !existsSync(join(folder, name))) throw noSuchCopy()
      return readPieces(join(folder, name))
    },
  }
}

/** The one file a person named on the command line. It is replaced only when the new one is whole. */
export function createFileHandover(file: string): Handover {
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), file)
  return {
    save: async (_, pieces) => {
      if (!existsSync(dirname(path))) throw toFileError(Object.assign(new Error('no folder'), { code: 'ENOENT' }), path)
      return { path, bytes: await writeWhole(path, pieces) }
    },
    list: async () => [],
    read: () => readPieces(path),
  }
}
