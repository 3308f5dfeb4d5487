import type { ReadDb, WriteDb } from './database.ts'

/**
 * Numbers for repeated texts, per field from 0. Kept in memory by the writer; a reader looks them up in the table.
 * After a rolled-back transaction the memory may know numbers the file does not: call `forget`.
 */
export interface Words {
  /** The number of a text, made when it is new; null stays null. */
  code(db: WriteDb, field: string, text: string | null): number | null
  /** The text of a number that `code` gave. */
  text(db: ReadDb, field: string, code: number | null): string | null
  forget(): void
}

interface Dictionary {
  readonly codes: Map<string, number>
  readonly texts: string[]
}

const load = (db: ReadDb, field: string): Dictionary => {
  const texts: string[] = []
  for (const word of db.all<{ code: number; text: string }>('SELECT code, text FROM word WHERE field = ? ORDER BY code', field)) {
    texts[word.code] = word.text
  }
  return { texts, codes: new Map(texts.map((text, code) => [text, code])) }
}

export function createWords(): Words {
  const dictionaries = new Map<string, Dictionary>()
  const dictionaryOf = (db: ReadDb, field: string): Dictionary => {
    const known = dictionaries.get(field) ?? load(db, field)
    dictionaries.set(field, known)
    return known
  }
  const add = (db: WriteDb, field: string, text: string): number => {
    const { codes, texts } = dictionaryOf(db, field)
    const code = texts.length
    db.run('INSERT INTO word (field, code, text) VALUES (?, ?, ?)', field, code, text)
    codes.set(text, code)
    texts.push(text)
    return code
  }
  return {
    code: (db, field, text) => (text === null ? null : (dictionaryOf(db, field).codes.get(text) ?? add(db, field, text))),
    text: (db, field, code) => (code === null ? null : (dictionaryOf(db, field).texts[code] ?? null)),
    forget: () => dictionaries.clear(),
  }
}

/** The texts of some numbers of one field, as a sparse array. */
export function readWords(db: ReadDb, field: string, codes: readonly number[]): string[] {
  const texts: string[] = []
  const found = db.all<{ code: number; text: string }>(
    'SELECT code, text FROM word WHERE field = ? AND code IN (SELECT value FROM json_each(?))',
    field,
    JSON.stringify(codes),
  )
  for (const word of found) texts[word.code] = word.text
  return texts
}

/** Removes words no row uses any more: `users` says which table and column holds the numbers of a field. */
export function removeUnusedWords(db: WriteDb, users: readonly { readonly field: string; readonly table: string; readonly column: string }[]): void {
  for (const { field, table, column } of users) {
    db.run(`DELETE FROM word WHERE field = ? AND code NOT IN (SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL)`, field)
  }
}
