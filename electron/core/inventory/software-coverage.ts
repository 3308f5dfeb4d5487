import type { SoftwareCoverage } from '#shared/contract/inventory.ts'
import type { VendorId } from '#shared/model/vendor.ts'
import type { DeviceRef } from '../providers/provider.ts'
import { isReportedOf } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import type { Store } from '../storage/store.ts'

/** How many devices have a software list, and how many cannot have one. */
export async function readSoftwareCoverage(store: Pick<Store, 'read'>): Promise<SoftwareCoverage> {
  const counts = await store.read.softwareCounts()
  const sum = (pick: (one: (typeof counts)[number]) => number): number => counts.reduce((total, one) => total + pick(one), 0)
  const canHave = ({ vendor, osFamily }: (typeof counts)[number]): boolean =>
    isReportedOf(findProvider(vendor as VendorId).manifest, 'software', osFamily as DeviceRef['osFamily'])
  return { listed: sum((one) => one.listed), devices: sum((one) => one.devices), unsupported: sum((one) => (canHave(one) ? 0 : one.devices - one.listed)) }
}
