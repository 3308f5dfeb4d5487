import type { Migration } from '../migrator.ts'

/** Everything the servers can give again: devices, mappings, sections, software, samples, pass bookkeeping. */
export const cache0001: Migration = {
  name: 'first tables of the cache',
  script: `
-- Repeated texts of the device list, numbered from 0 within each field.
CREATE TABLE word (field TEXT NOT NULL, code INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (field, code)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX word_by_text ON word (field, text);

CREATE TABLE device (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  company_id TEXT NOT NULL,
  primary_n INTEGER NOT NULL,
  sort_name TEXT NOT NULL,
  name TEXT NOT NULL,
  client_code INTEGER, site_code INTEGER, type_code INTEGER NOT NULL, os_code INTEGER, os_family_code INTEGER NOT NULL,
  model_code INTEGER, client_version_code INTEGER, architecture_code INTEGER, cpu_model_code INTEGER, graphics_code INTEGER,
  public_ip_code INTEGER,
  boot_at INTEGER, user TEXT, is_user_current INTEGER, local_ips TEXT NOT NULL, serial TEXT, description TEXT, disks TEXT NOT NULL,
  needs_reboot INTEGER, is_in_maintenance INTEGER, has_pending_updates INTEGER, pending_actions INTEGER,
  checks_total INTEGER, checks_failing INTEGER, checks_warning INTEGER, custom_fields TEXT NOT NULL,
  unreported TEXT,
  created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX device_by_name ON device (sort_name, n);

-- One line a (account, remote id). A device may have several; device.primary_n names the one its facts come from.
CREATE TABLE mapping (
  n INTEGER PRIMARY KEY,
  device_n INTEGER NOT NULL REFERENCES device (n) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  company_id TEXT NOT NULL,
  account_code INTEGER NOT NULL, vendor_code INTEGER NOT NULL, remote_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'missing', 'inactive')),
  since INTEGER NOT NULL, reason TEXT, replaced_by INTEGER, is_primary INTEGER NOT NULL,
  row_hash TEXT NOT NULL,
  facts BLOB,
  UNIQUE (account_code, remote_id)
) STRICT;
CREATE INDEX mapping_by_device ON mapping (device_n);

-- What moves every minute, apart from the wide rows.
CREATE TABLE device_contact (
  mapping_n INTEGER PRIMARY KEY REFERENCES mapping (n) ON DELETE CASCADE,
  status_code INTEGER NOT NULL, last_seen_at INTEGER, missing_since INTEGER,
  -- When it was last in the list; set when it left its page, else the page says it.
  fetched_at INTEGER
) STRICT;

CREATE TABLE account_list (
  account_id TEXT PRIMARY KEY, company_id TEXT NOT NULL,
  fetched_at INTEGER, complete_count INTEGER,
  small_since INTEGER, small_count INTEGER, small_times INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE pass (
  account_id TEXT PRIMARY KEY, id TEXT NOT NULL, started_at INTEGER NOT NULL, is_open INTEGER NOT NULL, reactivated INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The last answer of every page; members are the mapping numbers it held, one bit each, deflated.
CREATE TABLE list_page (
  n INTEGER PRIMARY KEY, account_id TEXT NOT NULL, key TEXT NOT NULL, pass_id TEXT NOT NULL, fetched_at INTEGER NOT NULL,
  rejected INTEGER NOT NULL, members BLOB NOT NULL, UNIQUE (account_id, key)
) STRICT;

CREATE TABLE section_state (
  n INTEGER PRIMARY KEY,
  device_n INTEGER NOT NULL REFERENCES device (n) ON DELETE CASCADE, section TEXT NOT NULL, company_id TEXT NOT NULL,
  hash TEXT NOT NULL, value BLOB NOT NULL, UNIQUE (device_n, section)
) STRICT;

-- When a section was last read, apart from its value: moves at every read, also when nothing changed.
CREATE TABLE section_seen (
  device_n INTEGER NOT NULL REFERENCES device (n) ON DELETE CASCADE, section TEXT NOT NULL,
  fetched_at INTEGER NOT NULL, observed_at INTEGER, observed_kind TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (device_n, section)
) STRICT, WITHOUT ROWID;

CREATE TABLE software_title (
  n INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, publisher TEXT, publisher_key TEXT NOT NULL,
  UNIQUE (name, version, publisher_key)
) STRICT;
-- One line a device: the numbers of its titles (packed, in the vendor's order) and what else is known of each, deflated.
-- A row and an index entry for each of 150 programs made one import write 150 pages; this writes one.
CREATE TABLE software_list (
  device_n INTEGER PRIMARY KEY REFERENCES device (n) ON DELETE CASCADE, titles BLOB NOT NULL, details BLOB NOT NULL
) STRICT;

CREATE TABLE series (
  n INTEGER PRIMARY KEY, device_n INTEGER NOT NULL REFERENCES device (n) ON DELETE CASCADE, name TEXT NOT NULL, UNIQUE (device_n, name)
) STRICT;
CREATE TABLE sample_hot (
  series_n INTEGER NOT NULL REFERENCES series (n) ON DELETE CASCADE, at INTEGER NOT NULL, value REAL, PRIMARY KEY (series_n, at)
) STRICT, WITHOUT ROWID;
CREATE TABLE sample_chunk (
  n INTEGER PRIMARY KEY, series_n INTEGER NOT NULL REFERENCES series (n) ON DELETE CASCADE,
  from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, count INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE (series_n, from_at)
) STRICT;

CREATE TABLE summary (
  n INTEGER PRIMARY KEY, company_id TEXT NOT NULL, account_id TEXT NOT NULL, ended_at INTEGER NOT NULL, value TEXT NOT NULL
) STRICT;
CREATE INDEX summary_by_end ON summary (ended_at);
`,
}
