import { AppError } from '#shared/errors/app-error.ts'
import type { ProviderDefinition } from './provider.ts'
import { tacticalRmm } from './tactical-rmm/provider.ts'

/** Every vendor this build can connect to. */
export const providerDefinitions: readonly ProviderDefinition[] = [tacticalRmm]

/** The provider of a vendor. Throws `vendor.unknown` for one that this build does not have. */
export function findProvider(vendorId: string): ProviderDefinition {
  const found = providerDefinitions.find((definition) => definition.manifest.id === vendorId)
  if (found !== undefined) return found
  throw new AppError({
    code: 'vendor.unknown',
    what: `This build of Outrider has no provider called "${vendorId.slice(0, 60)}".`,
    effect: 'Nothing was sent.',
    next: `It knows ${providerDefinitions.map((definition) => definition.manifest.label).join(', ')}.`,
    remedy: 'update',
  })
}
