import { readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { unwrapKey } from '#platform/company-keys.ts'
import { readInstallId } from '#platform/install-id.ts'
import { openPassphraseVault } from '#platform/passphrase-vault.ts'
import { readDocument } from '#platform/profile-document.ts'
import { openSealedFile } from './sealed-file.ts'
import { openSqlite, type SqliteConnection } from '#platform/sqlite-driver.ts'

/** What a value may hold: its bytes, and what they are when they were packed. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (!(value instanceof Uint8Array)) return []
  const plain = Buffer.from(value).toString('latin1')
  try {
    return [plain, inflateRawSync(value).toString()]
  } catch {
    return [plain]
  }
}

const spellings = (secret: string): readonly string[] => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1), Buffer.from(secret).toString('hex')]

/** Places of one open database that hold a text: `file: table.column`. */
function searchTables(file: string, db: SqliteConnection, secret: string): string[] {
  const forms = spellings(secret)
  const tables = db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).map((one) => one.name)
  return tables.flatMap((table) =>
    db.all<Record<string, unknown>>(`SELECT * FROM "${table}"`).flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) => (textsOf(value).some((text) => forms.some((form) => text.includes(form))) ? [`${file}: ${table}.${column}`] : [])),
    ),
  )
}

/**
 * Opens every encrypted thing of a closed profile with its own keys (the settings, both stores and the result files of each company) and
 * answers the places that hold the secret. `rows` says how many rows were looked through, so that an empty search cannot pass for a clean one.
 */
export async function searchProfile(folder: string, passphrase: string, secret: string): Promise<{ readonly places: readonly string[]; readonly rows: number }> {
  const vault = await openPassphraseVault(folder, passphrase)
  const master = Buffer.from((await vault.get('master')) ?? '', 'hex')
  const document = readDocument(folder, readInstallId(folder) ?? '', master)
  const places = spellings(secret).some((form) => JSON.stringify(document).includes(form)) ? ['app.json'] : []
  let rows = 0
  for (const { id, keys } of document.companies) {
    const home = join(folder, 'companies', id)
    for (const use of ['cache', 'work'] as const) {
      const path = join(home, `${use}.db`)
      if (!existsSync(path)) continue
      const db = openSqlite({ path, key: unwrapKey(master, id, use, keys), isReader: true, cacheKiB: 2_048 })
      places.push(...searchTables(`${use}.db`, db, secret))
      for (const { name } of db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)) rows += db.get<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)?.n ?? 0
      db.close()
    }
    const files = join(home, 'files')
    for (const name of existsSync(files) ? readdirSync(files) : []) {
      const text = openSealedFile(join(files, name), name, unwrapKey(master, id, 'files', keys))
      if (spellings(secret).some((form) => text.includes(form))) places.push(`files/${name}`)
    }
  }
  return { places, rows }
}
