import type { Migration } from '../migrator.ts'

/** The exact request of an operation, and why a server refused it. */
export const work0002: Migration = {
  name: 'request and refusal of an operation',
  script: `
ALTER TABLE operation ADD COLUMN request TEXT;
ALTER TABLE operation ADD COLUMN refused_by TEXT;
`,
}
