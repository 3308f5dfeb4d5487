import type { Account, ProbeReport } from '#shared/model/account.ts'
import type { ReadDb, WriteDb } from './database.ts'

type AccountRow = Omit<Account, 'isActive'> & { readonly isActive: number }

/** The accounts of the company, oldest first. The table has no column that could hold a secret (S30). */
export const readAccounts = (db: ReadDb): Account[] =>
  db
    .all<AccountRow>(
      `SELECT id, company_id AS companyId, vendor, name, api_url AS apiUrl, user, is_active AS isActive, sync_interval AS syncInterval,
       certificate_pin AS certificatePin, created_at AS createdAt FROM account ORDER BY created_at, id`,
    )
    .map((row) => ({ ...row, isActive: row.isActive === 1 }))

/** Adds an account or changes what may change; its vendor and company stay. */
export function writeAccount(db: WriteDb, account: Account): void {
  db.run(
    `INSERT INTO account (id, company_id, vendor, name, api_url, user, is_active, sync_interval, certificate_pin, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, api_url = excluded.api_url,
     user = excluded.user, is_active = excluded.is_active, sync_interval = excluded.sync_interval, certificate_pin = excluded.certificate_pin`,
    account.id,
    account.companyId,
    account.vendor,
    account.name,
    account.apiUrl,
    account.user,
    Number(account.isActive),
    account.syncInterval,
    account.certificatePin,
    account.createdAt,
  )
}

/** Forgets an account in the work store. What people did with its devices stays: journal, operations, identities. */
export function deleteAccount(db: WriteDb, accountId: string): void {
  db.run('DELETE FROM account WHERE id = ?', accountId)
  db.run('DELETE FROM probe_report WHERE account_id = ?', accountId)
  db.run('DELETE FROM review WHERE account_id = ?', accountId)
}

export const writeProbeReport = (db: WriteDb, accountId: string, report: ProbeReport): void =>
  void db.run(
    'INSERT INTO probe_report (account_id, at, value) VALUES (?, ?, ?) ON CONFLICT (account_id) DO UPDATE SET at = excluded.at, value = excluded.value',
    accountId,
    report.at,
    JSON.stringify(report),
  )

export function readProbeReport(db: ReadDb, accountId: string): ProbeReport | null {
  const row = db.get<{ value: string }>('SELECT value FROM probe_report WHERE account_id = ?', accountId)
  return row ? (JSON.parse(row.value) as ProbeReport) : null
}
