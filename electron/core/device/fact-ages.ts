import type { DeviceView } from '#shared/contract/device.ts'
import type { Device } from '#shared/model/device.ts'
import { boundedObservation, freshnessOf, type Observation, observation } from '#shared/util/freshness.ts'
import type { Manifest } from '../providers/provider.ts'

type FactGroup = 'status' | 'user' | 'publicIp' | 'identity' | 'checks'

/**
 * Ages of the list facts of a device, by group. The server works the status out when it answers, so that was observed when it was
 * fetched; every other fact is as old as the last contact at least.
 */
export function factAges(device: Device, manifest: Pick<Manifest, 'cadence' | 'label'>, now: number): DeviceView['ages'] {
  const source = `${manifest.label}, device list`
  const byContact = boundedObservation(device.lastSeenAt, device.fetchedAt, now)
  const observed: Record<FactGroup, Observation> = {
    status: observation(device.fetchedAt, 'reported', now),
    user: byContact,
    publicIp: byContact,
    identity: byContact,
    checks: byContact,
  }
  const groups = Object.entries(observed) as [FactGroup, Observation][]
  return Object.fromEntries(
    groups.map(([group, seen]) => [
      group,
      { observedAt: seen.at, observedKind: seen.kind, fetchedAt: device.fetchedAt, source, freshness: freshnessOf(seen, manifest.cadence[group], now) },
    ]),
  )
}
