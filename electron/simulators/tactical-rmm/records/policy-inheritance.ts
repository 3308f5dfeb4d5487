import { checkKind, type Check } from './check-records.ts'
import type { PatchPolicy, Policy } from './policy-records.ts'

/** Where policies can come from, nearest first. */
export const LEVELS = ['agent_policy', 'site_policy', 'client_policy', 'default_policy'] as const
export type Level = (typeof LEVELS)[number]
export type AppliedPolicies = Readonly<Record<Level, Policy | null>>

/** What decides which policies reach a device. Each candidate is the policy assigned at that level for the kind of device. */
export interface Assignment {
  readonly device: { readonly id: number; readonly siteId: number; readonly clientId: number }
  readonly candidates: Readonly<Record<Level, Policy | undefined>>
  /** Which levels refuse everything from further away. */
  readonly blocks: { readonly device: boolean; readonly site: boolean; readonly client: boolean }
}

/**
 * The policies that apply to a device by level. A block at one level stops all levels further away; a policy that
 * excludes the device, its site or its client counts as not assigned.
 */
export function applyPolicies({ device, candidates, blocks }: Assignment): AppliedPolicies {
  const open = {
    agent_policy: true,
    site_policy: !blocks.device,
    client_policy: !blocks.device && !blocks.site,
    default_policy: !blocks.device && !blocks.site && !blocks.client,
  }
  const at = (level: Level): Policy | null => {
    const policy = candidates[level]
    return policy && open[level] && !excludes(policy, device) ? policy : null
  }
  return {
    agent_policy: at('agent_policy'), site_policy: at('site_policy'),
    client_policy: at('client_policy'), default_policy: at('default_policy'),
  }
}

const excludes = (policy: Policy, device: Assignment['device']): boolean =>
  policy.excluded_agents.includes(device.id) || policy.excluded_sites.includes(device.siteId) ||
  policy.excluded_clients.includes(device.clientId)

/** The applied policies that do something, nearest first and without repetition. */
export function activePolicies(applied: AppliedPolicies): readonly Policy[] {
  const active = LEVELS.map((level) => applied[level]).filter((policy) => policy !== null && policy.active)
  return [...new Set(active)] as Policy[]
}

/**
 * The checks of a device: enforced policy checks, its own, then those of other policies. One check of a kind survives;
 * an own check that an enforced policy replaces stays in the list, marked as overridden.
 */
export function inheritChecks(
  own: readonly Check[], policies: readonly Policy[], checksOf: (policy: Policy) => readonly Check[],
): Check[] {
  const enforced = firstOfKind(policies.filter((policy) => policy.enforced).flatMap(checksOf), new Set())
  const taken = new Set(enforced.map(checkKind))
  const marked = own.map((check) => (taken.has(checkKind(check)) ? { ...check, overridden_by_policy: true } : check))
  for (const check of own) taken.add(checkKind(check))
  const others = firstOfKind(policies.filter((policy) => !policy.enforced).flatMap(checksOf), taken)
  return [...enforced, ...marked, ...others]
}

function firstOfKind(checks: readonly Check[], taken: Set<string>): Check[] {
  return checks.filter((check) => {
    const kind = checkKind(check)
    if (taken.has(kind)) return false
    taken.add(kind)
    return true
  })
}

const APPROVALS = ['critical', 'important', 'moderate', 'low', 'other'] as const

/** The patch policy a device really follows: its own, with "inherit" filled in from the nearest policy that has one. */
export function effectivePatchPolicy(own: PatchPolicy, inherited: PatchPolicy | undefined): PatchPolicy {
  if (!inherited) return own
  const approvals = Object.fromEntries(APPROVALS.map((key) => [key, own[key] === 'inherit' ? inherited[key] : own[key]]))
  const timing = own.run_time_frequency === 'inherit'
    ? {
      run_time_frequency: inherited.run_time_frequency, run_time_hour: inherited.run_time_hour,
      run_time_days: inherited.run_time_days, run_time_day: inherited.run_time_day,
    }
    : {}
  const reboot = own.reboot_after_install === 'inherit' ? { reboot_after_install: inherited.reboot_after_install } : {}
  const again = own.reprocess_failed_inherit
    ? {
      reprocess_failed: inherited.reprocess_failed, reprocess_failed_times: inherited.reprocess_failed_times,
      email_if_fail: inherited.email_if_fail,
    }
    : {}
  return { ...own, ...approvals, ...timing, ...reboot, ...again }
}
