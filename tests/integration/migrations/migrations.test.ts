import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { asReadDb, type ReadDb } from '#core/storage/database.ts'
import { cacheMigrations, workMigrations } from '#core/storage/migrations/index.ts'
import { schemaVersion, type Migration } from '#core/storage/migrator.ts'
import { openForWriting, type StoreFile } from '#platform/database-file.ts'
import { openWriterFiles } from '#platform/store-files.ts'
import { storeKeys } from '#tests/builders/an-in-process-store.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

const first: Migration = { name: 'first', script: 'CREATE TABLE thing (n INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT' }
const second: Migration = { name: 'second', script: `ALTER TABLE thing ADD COLUMN colour TEXT; UPDATE thing SET colour = 'red'` }
const broken: Migration = { name: 'broken', script: `ALTER TABLE thing ADD COLUMN size INTEGER; UPDATE thing SET size = 1; INSERT INTO nowhere VALUES (1)` }

function aFile() {
  const folder = aTemporaryFolder()
  const file: StoreFile = { path: join(folder, 'some.db'), key: randomBytes(32), migrations: [first], name: 'test store', cacheKiB: 512 }
  const open = (migrations: readonly Migration[]) => {
    const connection = openForWriting({ ...file, migrations })
    onTestFinished(() => connection.close())
    return connection
  }
  const old = open([first])
  old.run(`INSERT INTO thing (name) VALUES ('kept')`)
  old.close()
  return { folder, path: file.path, open }
}

test('each store starts at its newest schema and only has strict tables', () => {
  const files = openWriterFiles({ folder: aTemporaryFolder(), ...storeKeys() })
  onTestFinished(() => files.close())
  expect(schemaVersion(files.stores.cache)).toBe(cacheMigrations.length)
  expect(schemaVersion(files.stores.work)).toBe(workMigrations.length)
  for (const db of [files.stores.cache, files.stores.work]) {
    const loose = db.all<{ name: string }>(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`)
    expect(loose).toEqual([])
  }
})

test('B124: what belongs to people and what servers can give again are in two files', () => {
  const files = openWriterFiles({ folder: aTemporaryFolder(), ...storeKeys() })
  onTestFinished(() => files.close())
  const tablesOf = (db: ReadDb) => db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).map((one) => one.name)
  expect(tablesOf(files.stores.work)).toEqual(expect.arrayContaining(['account', 'operation', 'journal', 'journal_subject', 'device_identity', 'device_note', 'review', 'setting']))
  expect(tablesOf(files.stores.cache).filter((name) => tablesOf(files.stores.work).includes(name))).toEqual([])
})

test('a file of the version before is brought forward with its rows, and leaves no copy behind', () => {
  const { folder, open } = aFile()
  const next = open([first, second])
  expect(next.all('SELECT * FROM thing')).toEqual([{ n: 1, name: 'kept', colour: 'red' }])
  expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([])
})

test('S12: the store of the version before keeps its software lists and can note what was asked in vain', () => {
  const file: StoreFile = { path: join(aTemporaryFolder(), 'cache.db'), key: randomBytes(32), migrations: cacheMigrations, name: 'cache', cacheKiB: 512 }
  const before = openForWriting({ ...file, migrations: cacheMigrations.slice(0, 1) })
  before.exec('PRAGMA foreign_keys = OFF')
  before.run(`INSERT INTO section_seen (device_n, section, fetched_at, observed_kind, source) VALUES (1, 'software', 7, 'unknown', 'test')`)
  before.close()
  const after = openForWriting(file)
  onTestFinished(() => after.close())
  expect(schemaVersion(asReadDb(after))).toBe(cacheMigrations.length)
  expect(after.all('SELECT section, fetched_at FROM section_seen')).toEqual([{ section: 'software', fetched_at: 7 }])
  after.exec('PRAGMA foreign_keys = OFF')
  after.run(`INSERT INTO section_ask (device_n, section, asked_at, is_answered) VALUES (1, 'services', 8, 1)`)
  after.run(`INSERT INTO request_hour (account_id, hour, requests, bytes) VALUES ('a1', 1, 2, 3)`)
  expect(() => after.run(`INSERT INTO section_ask (device_n, section, asked_at, is_answered) VALUES (1, 'services', 9, 1)`)).toThrow('UNIQUE')
})

test('F20: a file of a newer version is refused with words and not touched', () => {
  const { path, open } = aFile()
  open([first, second]).close()
  const before = readFileSync(path)
  expect(() => open([first])).toThrow(expect.objectContaining({ code: 'store.newer-version' }))
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(open([first, second]).all('SELECT name FROM thing')).toEqual([{ name: 'kept' }])
})

test('F21: a migration that fails gives the old file back, and the old version starts again', () => {
  const { folder, path, open } = aFile()
  copyFileSync(path, `${path}.reference`)
  expect(() => open([first, second, broken])).toThrow('no such table: nowhere')
  expect(readFileSync(path).equals(readFileSync(`${path}.reference`))).toBe(true)
  expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([])
  expect(existsSync(`${path}-wal`)).toBe(false)
  expect(open([first]).all('SELECT * FROM thing')).toEqual([{ n: 1, name: 'kept' }])
})

test('S46: a cache of the version before gets the table of changes and keeps its rows', () => {
  const path = join(aTemporaryFolder(), 'cache.db')
  const file = { path, key: randomBytes(32), name: 'cache', cacheKiB: 512 }
  const at = cacheMigrations.findIndex((step) => step.script.includes('CREATE TABLE device_change'))
  const old = openForWriting({ ...file, migrations: cacheMigrations.slice(0, at) })
  old.run(`INSERT INTO word (field, code, text) VALUES ('os', 0, 'kept')`)
  old.close()
  const next = openForWriting({ ...file, migrations: cacheMigrations })
  onTestFinished(() => next.close())
  expect(next.all('SELECT text FROM word')).toEqual([{ text: 'kept' }])
  expect(next.all('SELECT n FROM device_change')).toEqual([])
})

test('S28: a work store of the version before gets the table of notes and keeps its rows', () => {
  const path = join(aTemporaryFolder(), 'work.db')
  const file = { path, key: randomBytes(32), name: 'work', cacheKiB: 512 }
  const at = workMigrations.findIndex((step) => step.script.includes('CREATE TABLE device_note'))
  const old = openForWriting({ ...file, migrations: workMigrations.slice(0, at) })
  old.run(`INSERT INTO setting (key, value) VALUES ('read-only', 'kept')`)
  old.close()
  const next = openForWriting({ ...file, migrations: workMigrations })
  onTestFinished(() => next.close())
  expect(next.all('SELECT value FROM setting')).toEqual([{ value: 'kept' }])
  expect(next.all('SELECT text FROM device_note')).toEqual([])
})

test('S39: a cache of the version before keeps its samples, whose source stays unknown, and can note that of new ones', () => {
  const file = { path: join(aTemporaryFolder(), 'cache.db'), key: randomBytes(32), name: 'cache', cacheKiB: 512 }
  const at = cacheMigrations.findIndex((step) => step.script.includes('CREATE TABLE sample_source'))
  const old = openForWriting({ ...file, migrations: cacheMigrations.slice(0, at) })
  old.exec('PRAGMA foreign_keys = OFF')
  old.run(`INSERT INTO series (n, device_n, name) VALUES (1, 1, 'cpu.percent')`)
  old.run('INSERT INTO sample_hot (series_n, at, value) VALUES (1, 7, 20)')
  old.close()
  const next = openForWriting({ ...file, migrations: cacheMigrations })
  onTestFinished(() => next.close())
  expect(next.all('SELECT at, value FROM sample_hot')).toEqual([{ at: 7, value: 20 }])
  expect(next.all('SELECT from_at FROM sample_source')).toEqual([])
  next.run(`INSERT INTO sample_source (series_n, from_at, source) VALUES (1, 8, 'live')`)
  expect(next.all('SELECT from_at, source FROM sample_source')).toEqual([{ from_at: 8, source: 'live' }])
})
