import { z } from 'zod'

/** The providers this build knows. The customer's spelling (`tactical_rmm`, `TRMM`) is accepted at the outer edge only. */
export const vendorIds = ['tactical-rmm', 'ninjaone', 'datto-rmm', 'connectwise-automate'] as const
export const VendorId = z.enum(vendorIds)
export type VendorId = z.infer<typeof VendorId>

const aliases: Readonly<Record<string, VendorId>> = {
  trmm: 'tactical-rmm',
  'tactical-rmm': 'tactical-rmm',
  ninjaone: 'ninjaone',
  'datto-rmm': 'datto-rmm',
  'connectwise-automate': 'connectwise-automate',
}

/** Reads a vendor as people and other products write it (`tactical_rmm`, `TRMM`, `Tactical-RMM`); undefined when unknown. */
export const parseVendorId = (text: string): VendorId | undefined => aliases[text.trim().toLowerCase().replaceAll('_', '-')]
