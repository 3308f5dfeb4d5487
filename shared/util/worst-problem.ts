import type { Device } from '../model/device.ts'

/** The one problem a row shows: the worst of what the list knows. */
export type DeviceProblem =
  | { readonly kind: 'failing' | 'warning'; readonly count: number }
  | { readonly kind: 'reboot' | 'maintenance' | 'updates' }
  | null

type Facts = Pick<Device, 'checksFailing' | 'checksWarning' | 'isInMaintenance' | 'needsReboot' | 'hasPendingUpdates'>

/** The worst problem among the list facts of a device. */
export function worstProblem(facts: Facts): DeviceProblem {
  if (facts.isInMaintenance) return { kind: 'maintenance' }
  if (facts.checksFailing !== null && facts.checksFailing > 0) return { kind: 'failing', count: facts.checksFailing }
  if (facts.checksWarning !== null && facts.checksWarning > 0) return { kind: 'warning', count: facts.checksWarning }
  if (facts.needsReboot) return { kind: 'reboot' }
  return facts.hasPendingUpdates ? { kind: 'updates' } : null
}
