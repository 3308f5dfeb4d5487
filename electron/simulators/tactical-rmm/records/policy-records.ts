import type { TacticalWorld } from '../world.ts'
import { choice, flag, listOf, nullable, reference, requiredReference, text, whole } from './record-fields.ts'
import type { Resource, Stamps } from './record-resource.ts'

/** An automation policy: checks, tasks, a patch policy and an alert template for the devices it is assigned to. */
export interface Policy extends Stamps {
  readonly id: number
  readonly name: string
  readonly desc: string | null
  readonly active: boolean
  /** Its checks win over the device's own checks of the same kind. */
  readonly enforced: boolean
  readonly alert_template: number | null
  readonly excluded_sites: readonly number[]
  readonly excluded_clients: readonly number[]
  readonly excluded_agents: readonly number[]
}

export const policyResource: Resource<Policy> = {
  table: 'policies',
  model: 'Policy',
  auditType: 'policy',
  stamped: true,
  fields: {
    name: text({ filled: true, max: 255 }),
    desc: nullable(text({ initial: '', max: 255 })),
    active: flag(false),
    enforced: flag(false),
    alert_template: reference((world, id) => world.table('alertTemplates').rows.has(id)),
    excluded_sites: listOf(whole()),
    excluded_clients: listOf(whole()),
    excluded_agents: listOf(whole()),
  },
  problems: (values, row, world) => {
    const taken = [...policiesOf(world).values()].some((policy) => policy.name === values.name && policy.id !== row?.id)
    return taken ? { name: ['policy with this name already exists.'] } : null
  },
}

export const policiesOf = (world: TacticalWorld) => world.table<Policy>('policies').rows

type Approval = 'manual' | 'approve' | 'ignore' | 'inherit'

/** What happens with Windows updates by severity, and when. Weekdays count from Monday = 0. */
export interface PatchPolicy extends Stamps {
  readonly id: number
  readonly critical: Approval
  readonly important: Approval
  readonly moderate: Approval
  readonly low: Approval
  readonly other: Approval
  readonly run_time_hour: number
  readonly run_time_frequency: 'daily' | 'monthly' | 'inherit'
  readonly run_time_days: readonly number[] | null
  readonly run_time_day: number
  readonly reboot_after_install: 'never' | 'required' | 'always' | 'inherit'
  readonly reprocess_failed_inherit: boolean
  readonly reprocess_failed: boolean
  readonly reprocess_failed_times: number
  readonly email_if_fail: boolean
  /** Integer id of the device this belongs to; null for a policy's. */
  readonly agent: number | null
  readonly policy: number | null
}

const approval = choice(['manual', 'approve', 'ignore', 'inherit'], 'inherit')

const patchFields = {
  critical: approval, important: approval, moderate: approval, low: approval, other: approval,
  run_time_hour: whole(3), run_time_frequency: choice(['daily', 'monthly', 'inherit'], 'inherit'),
  run_time_days: nullable(listOf(whole())), run_time_day: whole(1),
  reboot_after_install: choice(['never', 'required', 'always', 'inherit'], 'inherit'),
  reprocess_failed_inherit: flag(true), reprocess_failed: flag(false), reprocess_failed_times: whole(5),
  email_if_fail: flag(false),
} as const

/** Patch policies of automation policies (one each at most). */
export const patchPolicyResource: Resource<PatchPolicy> = {
  table: 'patchPolicies',
  model: 'WinUpdatePolicy',
  auditType: 'winupdatepolicy',
  stamped: true,
  beginning: () => ({ agent: null }),
  fields: { ...patchFields, policy: requiredReference((world, id) => policiesOf(world).has(id)) },
}

/** The fields of a device's own patch policy, for readers of `winupdatepolicy` in a device edit. */
export const devicePatchFields = patchFields

export const patchPolicyOf = (world: TacticalWorld, policyId: number): PatchPolicy | undefined =>
  [...world.table<PatchPolicy>('patchPolicies').rows.values()].find((row) => row.policy === policyId)
