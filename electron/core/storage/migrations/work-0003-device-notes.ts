import type { Migration } from '../migrator.ts'

/** What people write about a device: no fact of a vendor, and therefore not in the cache. */
export const work0003: Migration = {
  name: 'notes of devices',
  script: `
-- An emptied note keeps its line: its version must not begin again under somebody who is still typing.
CREATE TABLE device_note (
  n INTEGER PRIMARY KEY, device_id TEXT NOT NULL UNIQUE, company_id TEXT NOT NULL, device_name TEXT NOT NULL,
  text TEXT NOT NULL, version INTEGER NOT NULL, changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL
) STRICT;
`,
}
