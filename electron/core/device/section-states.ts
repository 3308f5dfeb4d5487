import type { Capability, CapabilityState } from '#shared/model/capability.ts'
import type { Device } from '#shared/model/device.ts'
import { type SectionName, sectionNames, type SectionState } from '#shared/model/section.ts'
import { freshnessOf, observation } from '#shared/util/freshness.ts'
import { isReportedOf, type Manifest, whyUnreported } from '../providers/provider.ts'
import type { SectionAsk, StoredSection } from '../storage/store.ts'

const neededFor: Readonly<Record<SectionName, Capability>> = {
  hardware: 'inventory.detail',
  volumes: 'inventory.detail',
  network: 'inventory.detail',
  custom_fields: 'inventory.detail',
  checks: 'inventory.detail',
  software: 'inventory.software',
  services: 'device.services',
  updates: 'device.updates',
  alerts: 'alerts.read',
  disk_health: 'device.command',
}

/** What is known about reading a section beyond what is stored. */
export interface SectionNotes {
  /** The vendor was asked and had nothing. */
  readonly isAnsweredEmpty: boolean
  /** Why the last try failed. */
  readonly problem: string | undefined
}

/** What the last question in vain tells about a section. */
export const notesFrom = (asks: readonly SectionAsk[]): ((section: SectionName) => SectionNotes) => {
  const bySection = new Map(asks.map((one) => [one.section, one]))
  return (section) => {
    const ask = bySection.get(section)
    const problem = ask?.problem ?? undefined
    return { isAnsweredEmpty: ask?.isAnswered === true && problem === undefined, problem }
  }
}

function whyMissing(section: SectionName, capabilities: readonly CapabilityState[], notes: SectionNotes): string {
  const state = capabilities.find((one) => one.capability === neededFor[section])
  if (state?.support === 'absent') return 'not available from this vendor'
  if (state?.grant === 'denied') return 'no right'
  return notes.isAnsweredEmpty ? 'not reported' : 'not collected'
}

function stateOf(section: SectionName, stored: StoredSection, manifest: Manifest, now: number): SectionState {
  const seen = observation(stored.observedAt, stored.observedKind, now)
  const missing = stored.value === null ? 'not reported' : null
  const freshness = freshnessOf(seen, manifest.cadence[section], now)
  return { section, value: stored.value, observedAt: seen.at, observedKind: seen.kind, fetchedAt: stored.fetchedAt, source: stored.source, freshness, missing }
}

/** A section that this device never has, and why. */
const unreported = (section: SectionName, manifest: Manifest): SectionState => ({
  ...withoutValue(section, 'not available from this vendor'),
  problem: whyUnreported(manifest, section),
})

const withoutValue = (section: SectionName, missing: string): SectionState => ({
  section, value: null, observedAt: null, observedKind: 'unknown', fetchedAt: null, source: '', freshness: 'unknown', missing,
})

/** Every section of a device as it is shown: its value with age and source, or why there is none. */
export function sectionStates(
  stored: readonly StoredSection[],
  context: { readonly manifest: Manifest; readonly osFamily: Device['osFamily']; readonly capabilities: readonly CapabilityState[]; readonly notes: (section: SectionName) => SectionNotes; readonly now: number },
): SectionState[] {
  const { manifest, osFamily, capabilities, notes, now } = context
  return sectionNames.map((section) => {
    const found = stored.find((one) => one.section === section)
    if (!found && !isReportedOf(manifest, section, osFamily)) return unreported(section, manifest)
    const { problem } = notes(section)
    const state = found ? stateOf(section, found, manifest, now) : withoutValue(section, whyMissing(section, capabilities, notes(section)))
    return problem === undefined ? state : { ...state, problem }
  })
}
