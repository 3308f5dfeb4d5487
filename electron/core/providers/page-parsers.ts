import type { ProviderDefinition } from './provider.ts'
import { parseDevicePage } from './tactical-rmm/parse-page.ts'
import { unknownVendor } from './unknown-vendor.ts'

type PageParser = ProviderDefinition['parseDevicePage']

/** The page parser of every vendor by its id. The thread that parses loads these and nothing else of a vendor. */
export const pageParsers: ReadonlyMap<string, PageParser> = new Map([['tactical-rmm', parseDevicePage]])

/** The page parser of a vendor. Throws `vendor.unknown` for one that this build does not have. */
export function findPageParser(vendorId: string): PageParser {
  const found = pageParsers.get(vendorId)
  if (found === undefined) throw unknownVendor(vendorId, [...pageParsers.keys()])
  return found
}
