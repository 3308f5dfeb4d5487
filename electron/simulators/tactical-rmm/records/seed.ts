import type { TacticalWorld } from '../world.ts'
import { seedAlertTemplates } from './seed-alert-templates.ts'
import { seedAuditTrail } from './seed-audit-trail.ts'
import { seedConfiguration } from './seed-configuration.ts'
import { seedPeople } from './seed-people.ts'
import { seedPolicies } from './seed-policies.ts'
import { seedReports } from './seed-reports.ts'
import { seedScripts } from './seed-scripts.ts'

/**
 * Lays out the records a practice server starts with. Call once, after the fleet exists. Only tables whose size does not
 * follow the fleet are filled; what belongs to single devices is worked out when it is first read.
 */
export function seedRecords(world: TacticalWorld): void {
  seedScripts(world)
  seedConfiguration(world)
  seedAlertTemplates(world)
  seedPolicies(world)
  seedPeople(world)
  seedReports(world)
  seedAuditTrail(world)
}

