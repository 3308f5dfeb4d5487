import type { Migration } from '../migrator.ts'

/** Remembers sections that were asked for in vain, so that the next pass asks other devices, and counts requests. */
export const cache0002: Migration = {
  name: 'sections that were asked for and gave no value, and requests by the hour',
  script: `
-- One line a section that was asked for last time without getting a value; the next value removes it.
CREATE TABLE section_ask (
  device_n INTEGER NOT NULL REFERENCES device (n) ON DELETE CASCADE, section TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  -- Why there is no value, in words; null when the vendor had nothing.
  problem TEXT,
  -- 0 when no answer came at all: a time limit, an error of the server.
  is_answered INTEGER NOT NULL,
  PRIMARY KEY (device_n, section)
) STRICT, WITHOUT ROWID;

-- What background work and people sent to an account; hours since the epoch.
CREATE TABLE request_hour (
  account_id TEXT NOT NULL, hour INTEGER NOT NULL, requests INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (account_id, hour)
) STRICT, WITHOUT ROWID;
`,
}
