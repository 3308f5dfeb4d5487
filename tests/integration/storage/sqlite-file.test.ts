import { randomBytes } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '#platform/sqlite-driver.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

const planted = 'PLANTED-SECRET-TEXT'

/** A file with 2,000 rows of a text to look for. */
function aFile() {
  const path = join(aTemporaryFolder(), 'some.db')
  const key = randomBytes(32)
  const open = (change: Partial<Parameters<typeof openSqlite>[0]> = {}) => {
    const connection = openSqlite({ path, key, isReader: false, cacheKiB: 1_024, ...change })
    onTestFinished(() => connection.close())
    return connection
  }
  const connection = open()
  connection.exec('CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
  connection.transaction(() => {
    for (let n = 0; n < 2_000; n++) connection.run('INSERT INTO note (text) VALUES (?)', `${planted} ${n}`)
  })
  return { path, key, open, connection }
}

test('what is stored is in neither the file nor the write-ahead log, nor is the key', () => {
  const { path, key, connection } = aFile()
  const wal = readFileSync(`${path}-wal`)
  connection.checkpoint()
  const file = readFileSync(path)
  expect(statSync(path).size).toBeGreaterThan(2_000 * planted.length)
  expect(wal.byteLength).toBeGreaterThan(2_000 * planted.length)
  for (const bytes of [wal, file]) {
    expect(bytes.includes(planted)).toBe(false)
    expect(bytes.includes('SQLite format')).toBe(false)
    expect(bytes.includes(key)).toBe(false)
  }
  expect(connection.get('SELECT count(*) AS n FROM note')).toEqual({ n: 2_000 })
})

test('a wrong key does not open the file', () => {
  const { open, connection } = aFile()
  connection.close()
  expect(() => open({ key: randomBytes(32) })).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }))
  expect(open().get('SELECT count(*) AS n FROM note')).toEqual({ n: 2_000 })
})

test('F7: one changed bit in any page is found', () => {
  const { path, open, connection } = aFile()
  connection.checkpoint()
  connection.close()
  const whole = readFileSync(path)
  const pages = whole.byteLength / 8_192
  for (let page = 1; page < pages; page++) {
    const changed = Buffer.from(whole)
    const at = page * 8_192 + ((page * 997) % 8_000)
    changed[at] = (changed[at] ?? 0) ^ 1
    writeFileSync(path, changed)
    const damaged = open()
    expect(damaged.findDamage()).not.toBeNull()
    damaged.close()
  }
  writeFileSync(path, whole)
  expect(open().findDamage()).toBeNull()
})

test('the file is in WAL mode with large pages; a reader cannot write', () => {
  const { open, connection } = aFile()
  const pragma = (name: string) => Object.values(connection.get<Record<string, unknown>>(`PRAGMA ${name}`) ?? {})[0]
  expect([pragma('journal_mode'), pragma('page_size'), pragma('foreign_keys'), pragma('synchronous'), pragma('temp_store')]).toEqual(['wal', 8_192, 1, 1, 2])
  const reader = open({ isReader: true })
  expect(() => reader.run(`INSERT INTO note (text) VALUES ('x')`)).toThrow(/readonly/)
  expect(() => open({ isReader: true, path: '/nonexistent/some.db' })).toThrow(/directory does not exist/)
})

test('a transaction that throws leaves nothing; inside another it belongs to that one', () => {
  const { connection } = aFile()
  const add = () => connection.run(`INSERT INTO note (text) VALUES ('more')`)
  expect(() => connection.transaction(() => { add(); throw new Error('no') })).toThrow('no')
  expect(() => connection.transaction(() => { connection.transaction(add); throw new Error('no') })).toThrow('no')
  expect(connection.get('SELECT count(*) AS n FROM note')).toEqual({ n: 2_000 })
  connection.durably(() => connection.transaction(add))
  expect(connection.get('SELECT count(*) AS n FROM note')).toEqual({ n: 2_001 })
  expect(Object.values(connection.get<Record<string, number>>('PRAGMA synchronous') ?? {})).toEqual([1])
})
