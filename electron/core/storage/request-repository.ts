import type { ReadDb, WriteDb } from './database.ts'
import type { RequestHour } from './store.ts'

/** Hours that are kept: two days, so that any last 24 hours are whole. */
const keptHours = 48

/** Adds what was sent in some hours. */
export function addRequestHours(db: WriteDb, hours: readonly RequestHour[]): void {
  for (const { accountId, hour, requests, bytes } of hours) {
    db.run(
      `INSERT INTO request_hour (account_id, hour, requests, bytes) VALUES (?, ?, ?, ?)
       ON CONFLICT (account_id, hour) DO UPDATE SET requests = requests + excluded.requests, bytes = bytes + excluded.bytes`,
      accountId,
      hour,
      requests,
      bytes,
    )
  }
  db.run('DELETE FROM request_hour WHERE hour < (SELECT max(hour) FROM request_hour) - ?', keptHours)
}

/** What was sent from the hour `since` on. */
export const readRequestHours = (db: ReadDb, since: number): RequestHour[] =>
  db.all('SELECT account_id AS accountId, hour, requests, bytes FROM request_hour WHERE hour >= ?', since)
