import type { VendorOffer } from '#shared/contract/accounts.ts'
import { providerDefinitions } from '../providers/registry.ts'

/** Vendors of this build as the connect form needs them. */
export const vendorOffers = (): VendorOffer[] =>
  providerDefinitions.map(({ manifest: { id, label, addressHelp, credentials } }) => ({ id, label, addressHelp, credentials: credentials.map((one) => ({ ...one })) }))

/** How people call a vendor; its id for one that this build does not have. */
export const vendorLabel = (id: string): string => providerDefinitions.find(({ manifest }) => manifest.id === id)?.manifest.label ?? id
