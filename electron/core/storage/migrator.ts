import type { ReadDb, WriteDb } from './database.ts'
import { newerVersion } from './store-errors.ts'

/** One step of a schema: a script that runs once, in its own transaction, and never changes after a release. */
export interface Migration {
  /** Says what it does, for people reading the list. */
  readonly name: string
  readonly script: string
}

/** The schema version of a file: how many migrations it has seen. */
export const schemaVersion = (db: ReadDb): number => db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0

/** How many steps are missing. Throws `store.newer-version` when the file comes from the future. */
export function missingMigrations(db: ReadDb, migrations: readonly Migration[], file: string): number {
  const found = schemaVersion(db)
  if (found > migrations.length) throw newerVersion(file, found, migrations.length)
  return migrations.length - found
}

/**
 * Brings a file to the newest schema, one transaction a step: a failed step leaves the version before it.
 * The caller copies the file first (see `platform/store-files.ts`).
 */
export function migrate(db: WriteDb, migrations: readonly Migration[], file: string): void {
  missingMigrations(db, migrations, file)
  for (const [index, migration] of migrations.entries()) {
    if (index < schemaVersion(db)) continue
    db.transaction(() => {
      db.exec(migration.script)
      db.exec(`PRAGMA user_version = ${index + 1}`)
    })
  }
}
