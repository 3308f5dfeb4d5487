import { describe, expect, test } from 'vitest'
import { BLANK_CHECK, type Check } from '#simulators/tactical-rmm/records/check-records.ts'
import {
  activePolicies, applyPolicies, effectivePatchPolicy, inheritChecks, type Assignment,
} from '#simulators/tactical-rmm/records/policy-inheritance.ts'
import type { PatchPolicy, Policy } from '#simulators/tactical-rmm/records/policy-records.ts'

const stamps = { created_by: null, created_time: null, modified_by: null, modified_time: null }

const policy = (id: number, given: Partial<Policy> = {}): Policy => ({
  ...stamps, id, name: `policy ${id}`, desc: '', active: true, enforced: false, alert_template: null,
  excluded_sites: [], excluded_clients: [], excluded_agents: [], ...given,
})

const assignment = (given: Partial<Assignment> = {}): Assignment => ({
  device: { id: 17, siteId: 3, clientId: 2 },
  candidates: { agent_policy: policy(1), site_policy: policy(2), client_policy: policy(3), default_policy: policy(4) },
  blocks: { device: false, site: false, client: false },
  ...given,
})

const idsOf = (given: Partial<Assignment>) => activePolicies(applyPolicies(assignment(given))).map(({ id }) => id)

const check = (id: number, given: Partial<Check>): Check => ({ ...BLANK_CHECK, ...stamps, id, check_type: 'memory', agent: 17, ...given })

describe('which policies reach a device', () => {
  test('all four levels apply, nearest first', () => {
    expect(idsOf({})).toEqual([1, 2, 3, 4])
  })

  test.each([
    ['device', [1]], ['site', [1, 2]], ['client', [1, 2, 3]],
  ] as const)('a block at the %s stops everything further away', (level, expected) => {
    expect(idsOf({ blocks: { device: false, site: false, client: false, [level]: true } })).toEqual(expected)
  })

  test('a policy that excludes the device, its site or its client does not apply', () => {
    const candidates = {
      agent_policy: policy(1, { excluded_agents: [17] }), site_policy: policy(2, { excluded_sites: [3] }),
      client_policy: policy(3, { excluded_clients: [2] }), default_policy: policy(4, { excluded_agents: [18], excluded_sites: [4] }),
    }
    expect(idsOf({ candidates })).toEqual([4])
  })

  test('an inactive policy is assigned but does nothing, and one policy at two levels counts once', () => {
    const twice = policy(5)
    const candidates = { agent_policy: policy(1, { active: false }), site_policy: twice, client_policy: twice, default_policy: undefined }
    expect(applyPolicies(assignment({ candidates })).agent_policy?.id).toBe(1)
    expect(idsOf({ candidates })).toEqual([5])
  })
})

describe('which checks a device has', () => {
  const own = [check(10, { check_type: 'memory' }), check(11, { check_type: 'diskspace', disk: 'C:' })]

  test('an own check keeps out a policy check of the same kind; another drive is another kind', () => {
    const fromPolicy = [
      check(20, { check_type: 'memory', agent: null, policy: 1 }), check(21, { check_type: 'diskspace', disk: 'D:', agent: null, policy: 1 }),
    ]
    expect(inheritChecks(own, [policy(1)], () => fromPolicy).map(({ id }) => id)).toEqual([10, 11, 21])
  })

  test('an enforced policy wins: its check comes first and the own one is marked as overridden', () => {
    const strict = policy(1, { enforced: true })
    const found = inheritChecks(own, [strict], () => [check(20, { check_type: 'memory', agent: null, policy: 1 })])
    expect(found.map(({ id, overridden_by_policy: overridden }) => [id, overridden])).toEqual([[20, false], [10, true], [11, false]])
  })

  test('of two policies with the same kind of check the nearer one gives it', () => {
    const checksOf = ({ id }: Policy) => [check(id * 10, { check_type: 'ping', ip: '192.0.2.1', agent: null, policy: id })]
    expect(inheritChecks([], [policy(2), policy(3)], checksOf).map(({ id }) => id)).toEqual([20])
  })
})

test('the effective patch policy fills in only what the device leaves to inheritance', () => {
  const base: PatchPolicy = {
    ...stamps, id: 1, critical: 'inherit', important: 'manual', moderate: 'inherit', low: 'inherit', other: 'inherit', run_time_hour: 3,
    run_time_frequency: 'inherit', run_time_days: [5], run_time_day: 1, reboot_after_install: 'never', reprocess_failed_inherit: true,
    reprocess_failed: false, reprocess_failed_times: 5, email_if_fail: false, agent: 17, policy: null,
  }
  const above: PatchPolicy = {
    ...base, critical: 'approve', important: 'approve', run_time_frequency: 'daily', run_time_days: [0], run_time_hour: 22,
    reboot_after_install: 'always', reprocess_failed: true, agent: null, policy: 9,
  }
  expect(effectivePatchPolicy(base, above)).toMatchObject({
    critical: 'approve', important: 'manual', moderate: 'inherit', run_time_frequency: 'daily', run_time_days: [0], run_time_hour: 22,
    reboot_after_install: 'never', reprocess_failed: true, agent: 17, policy: null,
  })
  expect(effectivePatchPolicy(base, undefined)).toBe(base)
})
