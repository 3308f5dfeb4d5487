import type { ReadDb, WriteDb } from './database.ts'

export const readSetting = (db: ReadDb, key: string): string | null =>
  db.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', key)?.value ?? null

export const writeSetting = (db: WriteDb, key: string, value: string): void =>
  void db.run('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', key, value)
