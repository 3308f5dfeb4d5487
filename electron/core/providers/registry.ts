import type { ProviderDefinition } from './provider.ts'
import { tacticalRmm } from './tactical-rmm/provider.ts'
import { unknownVendor } from './unknown-vendor.ts'

/** Every vendor this build can connect to. */
export const providerDefinitions: readonly ProviderDefinition[] = [tacticalRmm]

/** The provider of a vendor. Throws `vendor.unknown` for one that this build does not have. */
export function findProvider(vendorId: string): ProviderDefinition {
  const found = providerDefinitions.find((definition) => definition.manifest.id === vendorId)
  if (found === undefined) throw unknownVendor(vendorId, providerDefinitions.map((definition) => definition.manifest.label))
  return found
}
