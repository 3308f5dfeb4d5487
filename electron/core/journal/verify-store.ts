import type { VerifyReport } from '#shared/model/journal.ts'
import type { Ports } from '../ports.ts'
import type { Store } from '../storage/store.ts'
import { readAnchor } from './anchor.ts'
import type { ChainHead } from './chain.ts'
import { ChainCheck } from './chain-check.ts'
import { findSigningKey } from './signing-key.ts'

const SLICE = 1_000

/**
 * Walks the chain of a company from its first record. Besides the chain itself it wants the last checkpoint this installation remembers,
 * and signatures by this installation's key or keys that it replaced. `noted` is a head somebody wrote down earlier. The next slice is
 * read while one is being checked.
 */
export async function verifyStore(store: Store, ports: Pick<Ports, 'vault' | 'crypto' | 'log'>, company: string, noted?: ChainHead): Promise<VerifyReport> {
  const anchors = [await readAnchor(ports, company), noted].filter((anchor) => anchor !== null && anchor !== undefined)
  const key = await findSigningKey(ports)
  const check = new ChainCheck(ports.crypto, { isPartial: false, anchors, trustedKey: key?.fingerprint ?? null })
  let from = 0
  let next = store.read.journalSlice(from, SLICE)
  for (let slice = await next; slice.length > 0; slice = await next) {
    from += slice.length
    next = check.isBroken ? Promise.resolve([]) : store.read.journalSlice(from, SLICE)
    for (const record of slice) check.record(record)
  }
  return check.report()
}
