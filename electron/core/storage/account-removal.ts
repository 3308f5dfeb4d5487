import type { WriteDb } from './database.ts'
import { deviceFields } from './device-fields.ts'
import { removeUnusedTitles } from './software-repository.ts'
import { removeUnusedWords } from './word-repository.ts'

const ofAccount = `SELECT n FROM mapping WHERE account_code = (SELECT code FROM word WHERE field = 'accountId' AND text = ?)`

const wordUsers = [
  { field: 'accountId', table: 'mapping', column: 'account_code' },
  { field: 'vendor', table: 'mapping', column: 'vendor_code' },
  { field: 'status', table: 'device_contact', column: 'status_code' },
  ...deviceFields.filter((one) => one.kind === 'word').map(({ field, column }) => ({ field, table: 'device', column })),
]

/** Devices that take their facts from this account. */
export const devicesOfAccount = (db: WriteDb, accountId: string): { deviceN: number; deviceId: string }[] =>
  db.all(`SELECT n AS deviceN, id AS deviceId FROM device WHERE primary_n IN (${ofAccount})`, accountId)

/** Removes what the cache holds of an account: devices that no other account knows, mappings, lists and summaries. */
export function deleteCachedAccount(db: WriteDb, accountId: string): void {
  db.run(`DELETE FROM device WHERE primary_n IN (${ofAccount})`, accountId)
  db.run(`DELETE FROM mapping WHERE n IN (${ofAccount})`, accountId)
  for (const table of ['account_list', 'pass', 'list_page', 'summary', 'request_hour']) db.run(`DELETE FROM ${table} WHERE account_id = ?`, accountId)
  removeUnusedTitles(db)
  removeUnusedWords(db, wordUsers)
}
