import type { UpdateItem } from '#shared/model/section.ts'
import { type ParsedItems, parseEach } from '../toolkit/parse-each.ts'
import { parseDay } from '../toolkit/parse-instant.ts'
import { ignoredUpdateKeys } from './known-keys.ts'
import { tacticalUpdate, type TacticalUpdate } from './schema.ts'
import { meaningful, meaningfulList } from './wire-words.ts'

/** More updates than this on one device are not credible. */
const MAX_UPDATES = 5_000

/** Records of old software lack the categories. */
const DEFINITION = /\b(?:security intelligence|definition) update\b/i

const decisions: Readonly<Record<string, UpdateItem['decision']>> = { approve: 'approved', ignore: 'ignored', inherit: 'policy' }

/** Reads the stored list of updates, a bad one costing one; null when the answer is no list. */
export const toUpdates = (value: unknown): ParsedItems<UpdateItem> | null =>
  Array.isArray(value) ? parseEach(value.slice(0, MAX_UPDATES), tacticalUpdate, ignoredUpdateKeys, toUpdate) : null

function toUpdate(update: TacticalUpdate): UpdateItem {
  const kb = meaningful(update.kb)
  const title = meaningful(update.title) ?? kb ?? `Update ${update.id}`
  const categories = meaningfulList(update.categories)
  return {
    id: String(update.id),
    kb,
    title,
    severity: meaningful(update.severity),
    categories,
    state: toState(update),
    isDownloaded: update.downloaded ?? null,
    decision: decisions[update.action ?? ''] ?? 'none',
    installedAt: toDay(update.date_installed),
    isDefinition: categories.includes('Definition Updates') || DEFINITION.test(title),
  }
}

function toState({ installed, result }: TacticalUpdate): UpdateItem['state'] {
  if (installed === true) return 'installed'
  if (result === 'failed') return 'failed'
  return installed === false ? 'missing' : 'unknown'
}

/** The day of `MM DD YYYY HH:MM`. The clock is that of the server's zone, which nothing tells, so only the day is kept. */
function toDay(value: string | null | undefined): number | null {
  const match = /^(\d\d) (\d\d) (\d{4})\b/.exec(value ?? '')
  return match === null ? null : parseDay(`${match[3]}-${match[1]}-${match[2]}`)
}
