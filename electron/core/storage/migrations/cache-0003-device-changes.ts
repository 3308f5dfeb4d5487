import type { Migration } from '../migrator.ts'

/** The history of facts: one row for each that is another one than at the reading before. */
export const cache0003: Migration = {
  name: 'changes of device facts',
  script: `
CREATE TABLE device_change (
  n INTEGER PRIMARY KEY,
  device_n INTEGER NOT NULL REFERENCES device (n) ON DELETE CASCADE,
  at INTEGER NOT NULL, place TEXT NOT NULL, subject TEXT, field TEXT NOT NULL, before TEXT, after TEXT,
  source TEXT NOT NULL, trace_id TEXT
) STRICT;
CREATE INDEX device_change_by_device ON device_change (device_n);
`,
}
