import type { Ports } from '../ports.ts'
import type { ChainHead } from './chain.ts'

type AnchorPorts = Pick<Ports, 'vault' | 'log'>

const vaultKey = (company: string): string => `journal-anchor-${company}`

/**
 * The last checkpoint this installation wrote, kept in the vault and so outside the file it speaks about: a cut tail and an old copy
 * put back are found by it. Null when there is none or the vault does not answer.
 */
export async function readAnchor({ vault, log }: AnchorPorts, company: string): Promise<ChainHead | null> {
  try {
    const text = await vault.get(vaultKey(company))
    return text === null ? null : (JSON.parse(text) as ChainHead)
  } catch {
    log.warn('journal anchor not readable')
    return null
  }
}

/** Keeps a new anchor. A vault that does not answer is logged; the older anchor stays true. */
export async function writeAnchor({ vault, log }: AnchorPorts, company: string, head: ChainHead): Promise<void> {
  try {
    await vault.put(vaultKey(company), JSON.stringify(head))
  } catch {
    log.warn('journal anchor not written')
  }
}
