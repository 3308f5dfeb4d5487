import type { SectionName } from '#shared/model/section.ts'
import type { Manifest } from '../providers/provider.ts'
import { pollSeconds, shortestShare } from './sync-plan.ts'

export const dayMs = 86_400_000

/**
 * After this age a section is read again although nobody looked at it (sync reference, section 2.2). What one answer brings
 * comes along: volumes, network, services and custom fields with the hardware, alerts with the checks.
 */
export const dueAgeMs: Readonly<Partial<Record<SectionName, number>>> = { hardware: 7 * dayMs, software: dayMs, updates: dayMs, checks: dayMs }

/**
 * Devices one background pass may read in detail for one section: the share of the fleet that falls due in one
 * interval, and at least one wave, so that a new fleet fills up steadily and no pass becomes a storm.
 */
export function sectionQuota(devices: number, syncIntervalSeconds: number, ageMs: number, wave: number): number {
  return Math.max(wave, Math.ceil((devices * syncIntervalSeconds * 1_000) / ageMs))
}

/** What the requests of a day depend on. */
export interface BudgetFacts {
  readonly devices: number
  /** Sections that are read in the background, with the age in milliseconds after which they are read again. */
  readonly sections: Readonly<Partial<Record<SectionName, number>>>
  /** Seconds between full passes. */
  readonly syncInterval: number
  /** Devices in one wave. */
  readonly wave: number
  readonly limits: Manifest['limits']
}

/** Three tenths of what a server takes are kept for people. */
const backgroundShare = 0.7

const timesADay = (intervalSeconds: number): number => Math.ceil(86_400 / (intervalSeconds * shortestShare)) + 1

/**
 * The most requests background work sends for one account in 24 hours, with a window visible all day:
 *
 *     polls    = 86,400 / (60 s x 0.9) + 1                        x requests of a poll
 *     passes   = 86,400 / (sync interval x 0.9) + 1               x requests of a full pass
 *     sections = sum of min(2 x devices, passes x quota)          one request each
 *     shared   = min(sections, lists of the account that details need besides)
 *     budget   = min(polls + passes + sections + shared, 0.7 x requests a second x 86,400)
 *
 * 0.9 is the shortest interval that chance makes. A section is due at most once a day, so 24 hours touch two of its
 * turns at most; the quota is that of `sectionQuota`. What people look at, and tries that are repeated after a failure,
 * come on top.
 */
export function requestBudget({ devices, sections, syncInterval, wave, limits }: BudgetFacts): number {
  const passes = timesADay(syncInterval)
  const lists = timesADay(pollSeconds.visible) * limits.requestsPerPoll + passes * limits.requestsPerPass
  const details = Object.values(sections).map((ageMs) => Math.min(2 * devices, passes * sectionQuota(devices, syncInterval, ageMs, wave)))
  const detailed = details.reduce((sum, one) => sum + one, 0)
  const ceiling = Math.floor(limits.perSecond * 86_400 * backgroundShare)
  return Math.min(lists + detailed + Math.min(detailed, limits.sharedPerDay), ceiling)
}
