import { type ChainHead, type RecordBody, seal, toLine } from '#core/journal/chain.ts'
import { ChainCheck, type CheckOptions } from '#core/journal/chain-check.ts'
import { fingerprintOf, signCheckpoint } from '#core/journal/signing-key.ts'
import { createNodeCrypto } from '#platform/node-crypto.ts'
import type { JournalRecord, VerifyReport } from '#shared/model/journal.ts'

export const nodeCrypto = createNodeCrypto()
export const testSeed = '11'.repeat(32)
const start = Date.UTC(2026, 10, 22, 10)

/** A signing key with a fixed seed. */
export function aSigningKey(seed = testSeed) {
  const publicKey = nodeCrypto.ed25519PublicKey(seed)
  return { publicKey, fingerprint: fingerprintOf(nodeCrypto, publicKey), sign: (message: string) => nodeCrypto.ed25519Sign(seed, message) }
}

/** A chain of invented actions: `open`, then intents with their results, and a checkpoint every `every` records. */
export function aChain(length: number, options: { readonly every?: number; readonly seed?: string; readonly boot?: string; readonly after?: ChainHead } = {}): JournalRecord[] {
  const { every = 10, boot = 'b1' } = options
  const key = aSigningKey(options.seed)
  const records: JournalRecord[] = []
  let head: ChainHead | null = options.after ?? null
  for (let index = 0; index < length; index += 1) {
    const body = bodyAt(index, every, head, key)
    const stamped = { ...body, id: `01JD${String(index).padStart(22, '0')}`, at: new Date(start + index * 1_000).toISOString(), mono: index * 1_000, boot, install: 'i1', company: 'c1' }
    const record = seal(nodeCrypto, head, stamped)
    records.push(record.phase === 'checkpoint' ? { ...record, sig: signCheckpoint(key, record.hash) } : record)
    head = { seq: record.seq, hash: record.hash }
  }
  return records
}

function bodyAt(index: number, every: number, head: ChainHead | null, key: ReturnType<typeof aSigningKey>): RecordBody {
  if (index === 0) return { phase: 'open', action: 'journal.open', key: key.fingerprint, public_key: key.publicKey }
  if (index % every === 0 && head !== null) return { phase: 'checkpoint', action: 'journal.checkpoint', count: head.seq + 1, head: head.hash, key: key.fingerprint, public_key: key.publicKey }
  if (index % 2 === 1) return { phase: 'intent', action: 'device.runCommand', op: `o${index}`, params: { command: `Get-Service "Spööler ${index}"`, timeout: 60 }, tier: 2, trace: `t${index}` }
  return { phase: 'result', action: 'device.runCommand', op: `o${index - 1}`, ref: (head?.seq ?? 0), result: { state: 'succeeded', exit_code: index % 3, duration_ms: 850 }, trace: `t${index - 1}` }
}

/** Records as the text of an export. */
export const exportOf = (records: readonly Readonly<Record<string, unknown>>[]): string => records.map((record) => `${toLine(record)}\n`).join('')

/** The product's verification of an export text. */
export function checkText(text: string, options: Partial<CheckOptions> = {}): VerifyReport {
  const check = new ChainCheck(nodeCrypto, { isPartial: false, anchors: [], trustedKey: null, ...options })
  if (text !== '') for (const line of (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')) check.line(line)
  return check.report()
}
