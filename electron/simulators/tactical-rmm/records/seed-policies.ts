import { changePlace } from '../place-record.ts'
import type { TacticalWorld } from '../world.ts'
import { alertTemplates } from './alert-template-records.ts'
import { BLANK_CHECK, type Check } from './check-records.ts'
import { keepSettings } from './core-settings-record.ts'
import { checkStore } from './natural-checks.ts'
import { taskStore, windowsTaskName } from './natural-tasks.ts'
import { patchPolicyResource, policyResource, type Policy } from './policy-records.ts'
import { scriptsOf } from './script-records.ts'
import { seedRow, seedStamps } from './seed-row.ts'
import { BLANK_TASK, type Task } from './task-records.ts'

/** Lays out policies with their checks, tasks and patch rules, and assigns them. */
export function seedPolicies(world: TacticalWorld): void {
  const workstations = policy({ name: 'Workstation baseline', desc: 'All workstations', active: true }, world)
  const template = templateNamed('Critical systems', world)
  const servers = policy({ name: 'Server baseline', desc: 'All servers', active: true, alert_template: template }, world)
  const strict = policy({ name: 'Strict security', desc: 'Customers with a security contract', active: true, enforced: true }, world)
  const ring = policy({ name: 'Early updates', desc: 'Gets updates first', active: true }, world)
  policy({ name: 'Retired', desc: '', active: false }, world)
  fillWorkstations(workstations, world)
  fillServers(servers, world)
  addCheck(strict, { check_type: 'cpuload', warning_threshold: 80, error_threshold: 90, dashboard_alert: true }, world)
  seedRow(patchPolicyResource, {
    policy: workstations.id, critical: 'approve', important: 'approve', run_time_frequency: 'daily', run_time_days: [1, 3],
  }, world)
  seedRow(patchPolicyResource, {
    policy: ring.id, critical: 'approve', important: 'approve', moderate: 'approve', low: 'approve', run_time_frequency: 'daily',
    run_time_days: [0, 1, 2, 3, 4], reboot_after_install: 'required',
  }, world)
  keepSettings(world, { workstation_policy: workstations.id, server_policy: servers.id })
  assign(strict, ring, world)
}

const policy = (given: Partial<Policy>, world: TacticalWorld): Policy => seedRow(policyResource, given, world)

const templateNamed = (name: string, world: TacticalWorld): number | null =>
  [...alertTemplates(world).values()].find((template) => template.name === name)?.id ?? null

const scriptNamed = (name: string, world: TacticalWorld): number | null =>
  [...scriptsOf(world).values()].find((script) => script.name === name)?.id ?? null

function addCheck({ id }: Policy, given: Partial<Check> & Pick<Check, 'check_type'>, world: TacticalWorld): void {
  checkStore(world).add({ ...BLANK_CHECK, ...seedStamps(world), ...given, policy: id })
}

function addTask({ id }: Policy, given: Partial<Task> & Pick<Task, 'name' | 'actions'>, world: TacticalWorld): void {
  const win_task_name = windowsTaskName('policy', id, given.name)
  taskStore(world).add({ ...BLANK_TASK, ...seedStamps(world), win_task_name, ...given, policy: id })
}

function fillWorkstations(to: Policy, world: TacticalWorld): void {
  addCheck(to, { check_type: 'ping', name: 'Internet', ip: '1.1.1.1', alert_severity: 'info', fails_b4_alert: 5 }, world)
  addCheck(to, { check_type: 'diskspace', disk: 'C:', warning_threshold: 12, error_threshold: 6, dashboard_alert: true }, world)
  addCheck(to, { check_type: 'script', script: scriptNamed('Check time drift', world), timeout: 60, warning_return_codes: [2] }, world)
  addTask(to, {
    name: 'Refresh group policy', task_type: 'daily', daily_interval: 1, run_time_date: '2026-01-05T12:15:00Z',
    actions: [{ type: 'cmd', command: 'gpupdate /force', shell: 'cmd', timeout: 120 }],
  }, world)
}

function fillServers(to: Policy, world: TacticalWorld): void {
  addCheck(to, { check_type: 'ping', name: 'Internet', ip: '1.1.1.1', alert_severity: 'warning', fails_b4_alert: 3 }, world)
  addCheck(to, {
    check_type: 'eventlog', name: 'Unexpected shutdown', log_name: 'System', event_id: 6008, event_type: 'ERROR', fail_when: 'contains',
    search_last_days: 1, alert_severity: 'error', dashboard_alert: true,
  }, world)
  addTask(to, {
    name: 'Monthly restart report', task_type: 'monthlydow', monthly_months_of_year: 4095, monthly_weeks_of_month: 2,
    run_time_bit_weekdays: 4, run_time_date: '2026-01-05T05:30:00Z', task_supported_platforms: ['windows', 'linux'],
    actions: [{ type: 'cmd', command: 'hostname', shell: 'cmd', timeout: 60 }],
  }, world)
}

/** The second client has the strict policy on its workstations; the last site of the first client gets updates early. */
function assign(strict: Policy, ring: Policy, world: TacticalWorld): void {
  const [first, second] = [...world.fleet.places.clients.keys()]
  if (second !== undefined) changePlace('client', second, { workstation_policy: strict.id }, null, world)
  const sites = first === undefined ? [] : world.fleet.places.sitesOf(first)
  if (sites.length > 1) changePlace('site', sites.at(-1)!.id, { workstation_policy: ring.id }, null, world)
}
