import type { Migration } from '../migrator.ts'

/** Where stored samples come from. Those stored before have no row, and their source stays unknown. */
export const cache0004: Migration = {
  name: 'sources of samples',
  script: `
-- One row where the source of a series changes, not one a sample: it holds from that time until the next row. Null is not known.
CREATE TABLE sample_source (
  series_n INTEGER NOT NULL REFERENCES series (n) ON DELETE CASCADE, from_at INTEGER NOT NULL, source TEXT, PRIMARY KEY (series_n, from_at)
) STRICT, WITHOUT ROWID;
`,
}
