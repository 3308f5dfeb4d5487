import type { IncomingDevice } from '#shared/model/device.ts'
import type { IdentityRecord } from '../../storage/identity-repository.ts'
import { junkHostNames, junkModels, junkSerials, junkUuids, sharedMacPrefixes } from './junk-identifiers.ts'

/** Identifiers in normal form; junk is null or left out. */
export type NormalIdentity = IdentityRecord

const separators: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n', '\f', '\v', '\u00a0', '.', ':', '-'])

const collapse = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toUpperCase()

/** True when nothing but one character is left beside separators: `0000-0000`, `......`. */
function isOneCharacter(text: string): boolean {
  let first = ''
  for (const one of text) {
    if (separators.has(one)) continue
    if (first !== '' && one !== first) return false
    first = one
  }
  return true
}

/** A serial number that can name a device, or null. */
export function normalSerial(raw: string | null): string | null {
  const text = collapse(raw ?? '')
  if (text.length < 4 || isOneCharacter(text) || junkSerials.has(text)) return null
  return text
}

const makers: readonly (readonly [RegExp, string])[] = [
  [/\bHEWLETT[ -]PACKARD\b/, 'HP'],
  [/\b(INC|CORP|CORPORATION|CO|LTD|GMBH|AG|LLC)\b/g, ' '],
]

/** Make and model without the legal form of the maker, or null. */
export function normalModel(raw: string | null): string | null {
  const text = collapse(raw ?? '')
  if (text === '' || junkModels.has(text)) return null
  const short = makers.reduce((name, [pattern, by]) => name.replace(pattern, by), text.replaceAll(/[.,]/g, ' '))
  return collapse(short) || null
}

/** The same UUID is reported in two byte orders; the smaller text of both stands for it. Null when it names nothing. */
export function normalUuid(raw: string | null): string | null {
  const text = (raw ?? '').trim().toLowerCase().replaceAll(/[{}]/g, '')
  const parts = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4}-[0-9a-f]{12})$/.exec(text)
  if (!parts || isOneCharacter(text)) return null
  const turn = (hex = '') => (hex.match(/../g) ?? []).toReversed().join('')
  const turned = `${turn(parts[1])}-${turn(parts[2])}-${turn(parts[3])}-${parts[4]}`
  if (junkUuids.has(text) || junkUuids.has(turned)) return null
  return text < turned ? text : turned
}

/** A MAC of a physical adapter in upper-case colon form, or null. */
export function normalMac(raw: string): string | null {
  const hex = raw.toUpperCase().replaceAll(/[^0-9A-F]/g, '')
  if (hex.length !== 12 || isOneCharacter(hex)) return null
  const first = Number.parseInt(hex.slice(0, 2), 16)
  const isLocalOrGroup = (first & 3) !== 0
  const mac = (hex.match(/../g) ?? []).join(':')
  return isLocalOrGroup || sharedMacPrefixes.some((prefix) => mac.startsWith(prefix)) ? null : mac
}

/** The short host name without regard to letter case (Unicode, no locale), or null. */
export function normalHostName(raw: string): string | null {
  const name = (raw.trim().split('.')[0] ?? '').toLowerCase()
  return name === '' || junkHostNames.has(name) ? null : name
}

/** Brings what a provider reported into normal form. */
export function toNormalIdentity(device: IncomingDevice): NormalIdentity {
  const { identity } = device
  const macs = identity.macs.map(normalMac).filter((mac) => mac !== null)
  return {
    serial: normalSerial(identity.serial),
    model: normalModel(identity.model),
    systemUuid: normalUuid(identity.systemUuid),
    hostName: normalHostName(device.name),
    client: device.client,
    osFamily: device.osFamily,
    isVirtual: identity.isVirtual,
    macs: [...new Set(macs)].toSorted(),
  }
}
