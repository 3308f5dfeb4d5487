import { wrongMaster } from './profile-errors.ts'
import { openSeal, seal, sealKeyBytes } from './seal.ts'

/** Keys of one company, each sealed by the master key, as base64. */
export interface CompanyKeys {
  readonly cache: string
  readonly work: string
  readonly files: string
}

export type CompanyKeyUse = keyof CompanyKeys

const label = (companyId: string, use: CompanyKeyUse): string => `outrider-key:${companyId}/${use}`

/** Fresh 256-bit keys for a company, wrapped. `known` are keys (hex) of files that exist already, from a backup. */
export function makeCompanyKeys(master: Uint8Array, companyId: string, randomHex: (bytes: number) => string, known: Partial<CompanyKeys> = {}): CompanyKeys {
  const wrapped = (use: CompanyKeyUse) => seal(master, label(companyId, use), Buffer.from(known[use] ?? randomHex(sealKeyBytes), 'hex')).toString('base64')
  return { cache: wrapped('cache'), work: wrapped('work'), files: wrapped('files') }
}

/** One key of a company, unwrapped. Throws `store.wrong-key` under another master key. */
export function unwrapKey(master: Uint8Array, companyId: string, use: CompanyKeyUse, keys: CompanyKeys): Buffer {
  const plain = openSeal(master, label(companyId, use), Buffer.from(keys[use], 'base64'))
  if (plain === undefined) throw wrongMaster()
  return plain
}
