import type { Migration } from '../migrator.ts'

/** What only this console knows and nothing can give again. */
export const work0001: Migration = {
  name: 'first tables of the work store',
  script: `
CREATE TABLE account (
  id TEXT PRIMARY KEY, company_id TEXT NOT NULL, vendor TEXT NOT NULL, name TEXT NOT NULL, api_url TEXT NOT NULL, user TEXT,
  is_active INTEGER NOT NULL, sync_interval INTEGER NOT NULL, certificate_pin TEXT, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE probe_report (account_id TEXT PRIMARY KEY, at INTEGER NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE operation (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, company_id TEXT NOT NULL, action TEXT NOT NULL, account_id TEXT NOT NULL, device_id TEXT NOT NULL,
  device_name TEXT NOT NULL, client TEXT, remote_id TEXT NOT NULL, params TEXT NOT NULL, state TEXT NOT NULL,
  operator TEXT NOT NULL, host TEXT NOT NULL, created_at INTEGER NOT NULL, sent_at INTEGER, ended_at INTEGER, duration_ms INTEGER,
  exit_code INTEGER, is_exit_code_reported INTEGER NOT NULL, output TEXT, output_bytes INTEGER NOT NULL,
  is_output_truncated INTEGER NOT NULL, output_note TEXT, says TEXT, trace_id TEXT NOT NULL
) STRICT;
CREATE INDEX operation_by_time ON operation (created_at);
CREATE INDEX operation_by_device ON operation (device_id, created_at);
CREATE INDEX operation_by_state ON operation (state) WHERE state IN ('sending', 'running');

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY, company_id TEXT NOT NULL, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, phase TEXT NOT NULL,
  action TEXT NOT NULL, prev TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, record TEXT NOT NULL
) STRICT;
-- REPLACE deletes without firing delete triggers, so a record is also refused anywhere but at the end.
CREATE TRIGGER journal_only_grows BEFORE INSERT ON journal
  WHEN NEW.seq <> (SELECT coalesce(max(seq), -1) + 1 FROM journal) OR EXISTS (SELECT 1 FROM journal WHERE id = NEW.id OR prev = NEW.prev)
  BEGIN SELECT RAISE(ABORT, 'journal records are only added at the end'); END;
CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal records never change'); END;
CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal records are never deleted'); END;
CREATE TABLE journal_target (device_id TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES journal (seq), PRIMARY KEY (device_id, seq))
  STRICT, WITHOUT ROWID;
CREATE INDEX journal_target_by_seq ON journal_target (seq);
CREATE TABLE journal_subject (commitment TEXT PRIMARY KEY, salt TEXT NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Our ids and what a device is recognised by, so that a rebuilt cache finds the same ids.
CREATE TABLE device_identity (
  n INTEGER PRIMARY KEY, device_id TEXT NOT NULL UNIQUE, company_id TEXT NOT NULL,
  serial TEXT, model TEXT, system_uuid TEXT, host_name TEXT, client TEXT, os_family TEXT NOT NULL, is_virtual INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX device_identity_by_serial ON device_identity (serial) WHERE serial IS NOT NULL;
CREATE INDEX device_identity_by_uuid ON device_identity (system_uuid) WHERE system_uuid IS NOT NULL;
CREATE INDEX device_identity_by_host ON device_identity (host_name) WHERE host_name IS NOT NULL;
CREATE TABLE device_identity_mac (
  mac TEXT NOT NULL, identity_n INTEGER NOT NULL REFERENCES device_identity (n), PRIMARY KEY (mac, identity_n)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_identity_mac_by_identity ON device_identity_mac (identity_n);
CREATE TABLE device_identity_remote (
  account_id TEXT NOT NULL, remote_id TEXT NOT NULL, identity_n INTEGER NOT NULL REFERENCES device_identity (n),
  PRIMARY KEY (account_id, remote_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
  n INTEGER PRIMARY KEY, company_id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('match', 'hold', 'notice')),
  account_id TEXT NOT NULL, remote_id TEXT NOT NULL, device_id TEXT, subject TEXT NOT NULL, candidates TEXT NOT NULL, at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open', UNIQUE (kind, account_id, remote_id, subject)
) STRICT;

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`,
}
