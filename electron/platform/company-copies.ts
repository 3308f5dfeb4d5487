import { copyFileSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { noSuchCopy } from './backup-errors.ts'
import { makePrivateFolder } from './private-files.ts'

/** A copy of a company's work store beside it, under the same key. */
export interface WorkCopy {
  readonly name: string
  readonly bytes: number
  readonly at: number
}

const kept = 7
const nameOf = (at: number): string => `work-${new Date(at).toISOString().replace(/[:.]/g, '-')}.db`
const isCopy = (name: string): boolean => /^work-[0-9TZ-]+\.db$/.test(name)
const folderOf = (home: string): string => join(home, 'copies')

/** Copies of a company, newest first. */
export function listCopies(home: string): readonly WorkCopy[] {
  const folder = folderOf(home)
  const names = existsSync(folder) ? readdirSync(folder).filter(isCopy).toSorted().toReversed() : []
  return names.map((name) => ({ name, bytes: statSync(join(folder, name)).size, at: Math.round(statSync(join(folder, name)).mtimeMs) }))
}

/** Adds a copy and removes those beyond the seven newest. */
export async function addCopy(home: string, at: number, copyWork: (path: string) => Promise<void>): Promise<void> {
  makePrivateFolder(folderOf(home))
  await copyWork(join(folderOf(home), nameOf(at)))
  for (const { name } of listCopies(home).slice(kept)) rmSync(join(folderOf(home), name), { force: true })
}

/** Lays a copy out as the work store of a staging folder. Throws `backup.not-found`. */
export function stageCopy(home: string, name: string, folder: string): void {
  if (!isCopy(name) || !existsSync(join(folderOf(home), name))) throw noSuchCopy()
  makePrivateFolder(folder)
  copyFileSync(join(folderOf(home), name), join(folder, 'work.db'))
}
