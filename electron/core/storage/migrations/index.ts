import type { Migration } from '../migrator.ts'
import { cache0001 } from './cache-0001-first.ts'
import { cache0002 } from './cache-0002-asks-and-requests.ts'
import { cache0003 } from './cache-0003-device-changes.ts'
import { cache0004 } from './cache-0004-sample-sources.ts'
import { work0001 } from './work-0001-first.ts'
import { work0002 } from './work-0002-request-and-refusal.ts'
import { work0003 } from './work-0003-device-notes.ts'

/** Steps of each file in order. Append only: a released step never changes. */
export const cacheMigrations: readonly Migration[] = [cache0001, cache0002, cache0003, cache0004]
export const workMigrations: readonly Migration[] = [work0001, work0002, work0003]
