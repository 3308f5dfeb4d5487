import { describe, expect, test } from 'vitest'
import { type RecordBody, seal, toLeftOutLine } from '#core/journal/chain.ts'
import { signCheckpoint } from '#core/journal/signing-key.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import { aChain, aSigningKey, checkText, exportOf, nodeCrypto } from '#tests/builders/journal-chain.ts'

const records = aChain(60)
const headAt = (seq: number) => ({ seq, hash: records[seq]?.hash ?? '' })
const found = (changed: readonly Readonly<Record<string, unknown>>[], options = {}) => checkText(exportOf(changed), options).firstBad
const without = (seq: number) => records.filter((record) => record.seq !== seq)
const replaced = (seq: number, change: Readonly<Record<string, unknown>>) => records.map((record) => (record.seq === seq ? { ...record, ...change } : record))

/** Seals all records again from scratch, with the signatures another key can make. */
function rewritten(changed: readonly JournalRecord[], seed: string): JournalRecord[] {
  const key = aSigningKey(seed)
  let head: { seq: number; hash: string } | null = null
  return changed.map((record) => {
    const { hash: _hash, sig: _sig, prev: _prev, seq: _seq, ...body } = record
    const keyed = 'public_key' in body ? { ...body, key: key.fingerprint, public_key: key.publicKey } : body
    const sealed = seal(nodeCrypto, head, keyed as unknown as RecordBody)
    head = { seq: sealed.seq, hash: sealed.hash }
    return sealed.phase === 'checkpoint' ? { ...sealed, sig: signCheckpoint(key, sealed.hash) } : sealed
  })
}

describe('an untouched chain', () => {
  test('holds, with its checkpoints and without open intents', () => {
    expect(checkText(exportOf(records))).toMatchObject({ isIntact: true, records: 60, checkpoints: 5, checkpointsValid: 5, head: records[59]?.hash })
  })

  test('an empty journal holds and says so', () => {
    expect(checkText('')).toMatchObject({ isIntact: true, records: 0, head: null, says: 'There are no records.' })
  })

  test('intents without a result are counted', () => {
    expect(checkText(exportOf(aChain(4))).intentsWithoutResult).toBe(1)
    expect(checkText(exportOf(aChain(5))).intentsWithoutResult).toBe(0)
  })
})

describe('each attack is found', () => {
  test('S178: verify finds a changed, removed or swapped record', () => {
    const changed = replaced(21, { params: { command: 'Get-Process', timeout: 60 } })
    const swapped = records.with(21, records[22] as JournalRecord).with(22, records[21] as JournalRecord)
    expect(found(changed)).toEqual({ seq: 21, why: 'hash does not match' })
    expect(found(without(21))).toEqual({ seq: 21, why: 'gap' })
    expect(found(swapped)).toEqual({ seq: 21, why: 'out of order' })
  })

  test('B113: an edited record, in any field', () => {
    const fields = Object.keys(records[21] ?? {}).filter((key) => !['seq', 'v', 'prev', 'phase'].includes(key))
    const unnoticed = fields.filter((field) => found(replaced(21, { [field]: 'x' }))?.why !== 'hash does not match')
    expect([fields.length > 10, unnoticed]).toEqual([true, []])
    expect(found(replaced(21, { prev: '0'.repeat(64) }))?.why).toBe('prev does not match')
    expect(found(replaced(21, { v: 2 }))?.why).toBe('unknown version')
  })

  test('B113: a record whose own hash was made to fit', () => {
    const { hash: _hash, ...edited } = { ...records[21], params: { command: 'Get-Process' } }
    const sealed = seal(nodeCrypto, headAt(20), edited as unknown as RecordBody)
    expect(found(records.with(21, sealed))).toEqual({ seq: 22, why: 'prev does not match' })
  })

  test('B113: an inserted record', () => {
    const inserted = seal(nodeCrypto, headAt(20), { phase: 'note', action: 'x.y' })
    expect(found(records.toSpliced(21, 0, inserted))).toEqual({ seq: 22, why: 'duplicate seq' })
  })

  test('B113: reordered and replayed records', () => {
    const moved = [...without(5).slice(0, 40), records[5] as JournalRecord, ...without(5).slice(40)]
    expect(found(moved)).toEqual({ seq: 5, why: 'out of order' })
    expect(found(records.toSpliced(30, 0, records[11] as JournalRecord))).toEqual({ seq: 30, why: 'duplicate seq' })
  })

  test('B113: removed first records', () => {
    expect(found(records.slice(3))).toEqual({ seq: 0, why: 'gap' })
  })

  test('B113: a cut tail, with an anchor from before', () => {
    expect(found(records.slice(0, 50))).toBeNull()
    expect(found(records.slice(0, 50), { anchors: [headAt(59)] })).toEqual({ seq: 59, why: 'does not reach the anchor' })
    expect(found(records, { anchors: [headAt(59), headAt(12)] })).toBeNull()
  })

  test('B113: an old copy put back and written on', () => {
    const restored = [...records.slice(0, 30), ...aChain(30, { after: headAt(29), boot: 'b2' })]
    expect(found(restored)).toBeNull()
    expect(found(restored, { anchors: [headAt(45)] })).toEqual({ seq: 45, why: 'differs from the anchor' })
  })

  test('B113: two writers that forked the chain', () => {
    const fork = aChain(5, { after: headAt(29), boot: 'b2' })
    const interleaved = [...records.slice(0, 32), ...fork, ...records.slice(32)]
    expect(found(interleaved)).toEqual({ seq: 32, why: 'duplicate seq' })
  })

  test('B113: everything hashed and signed again by another key', () => {
    const forged = rewritten(replaced(21, { params: { command: 'harmless' } }), '22'.repeat(32))
    expect(found(forged)).toBeNull()
    expect(found(forged, { trustedKey: aSigningKey().fingerprint })).toEqual({ seq: 10, why: 'signed by an unknown key' })
    expect(found(forged, { anchors: [headAt(59)] })?.why).toBe('differs from the anchor')
    expect(found(records, { trustedKey: aSigningKey().fingerprint })).toBeNull()
  })

  test('B113: everything hashed again without the key, old signatures kept', () => {
    const kept = rewritten(replaced(21, { params: { command: 'harmless' } }), '22'.repeat(32)).map((record) => (record.phase === 'checkpoint' ? { ...record, sig: records[record.seq]?.['sig'] } : record))
    expect(found(kept)).toEqual({ seq: 10, why: 'signature is not valid' })
  })
})

describe('keys and clocks', () => {
  test('a new key is trusted through the open record that names the one it replaced', () => {
    const next = aSigningKey('33'.repeat(32))
    const head = headAt(59)
    const open = seal(nodeCrypto, head, { phase: 'open', action: 'journal.open', key: next.fingerprint, public_key: next.publicKey, previous_key: aSigningKey().fingerprint })
    const bare = seal(nodeCrypto, { seq: open.seq, hash: open.hash }, { phase: 'checkpoint', action: 'journal.checkpoint', key: next.fingerprint, public_key: next.publicKey })
    const chain = [...records, open, { ...bare, sig: signCheckpoint(next, bare.hash) }]
    expect(found(chain, { trustedKey: next.fingerprint })).toBeNull()
    expect(found(chain, { trustedKey: aSigningKey().fingerprint })).toEqual({ seq: 61, why: 'signed by an unknown key' })
  })

  test('a clock that was set back is a note, not a fault', () => {
    let head: { seq: number; hash: string } | null = null
    const chain = ['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:05.000Z', '2026-11-22T09:00:06.000Z'].map((at, index) => {
      const record: JournalRecord = seal(nodeCrypto, head, { phase: 'note', action: 'x.y', at, mono: index * 5_000, boot: 'b1' })
      head = { seq: record.seq, hash: record.hash }
      return record
    })
    expect(checkText(exportOf(chain))).toMatchObject({ isIntact: true, clockNotes: ['seq 2: the clock was set back by 3604000 ms'] })
  })
})

describe('an export of a period', () => {
  const text = exportOf(records.slice(20, 33)) + records.slice(33, 40).map((record) => `${toLeftOutLine(record)}\n`).join('') + exportOf(records.slice(40, 41))

  test('holds from where it begins and is signed by the checkpoint behind it', () => {
    expect(checkText(text, { isPartial: true })).toMatchObject({ isIntact: true, records: 21, checkpointsValid: 3 })
    expect(checkText(text).firstBad?.why).toBe('gap')
  })

  test('a record replaced by its hash is refused where everything must be there', () => {
    const hidden = exportOf(records.slice(0, 5)) + `${toLeftOutLine(records[5] as JournalRecord)}\n` + exportOf(records.slice(6))
    expect(checkText(hidden).firstBad).toEqual({ seq: 5, why: 'record left out' })
  })
})
