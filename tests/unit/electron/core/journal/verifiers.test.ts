import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordHash, signedText } from '#core/journal/chain.ts'
import { commitmentOf } from '#core/journal/commitment.ts'
import { aChain, aSigningKey, checkText, exportOf, nodeCrypto } from '#tests/builders/journal-chain.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

const root = resolve(import.meta.dirname, '../../../../..')
const script = join(root, 'resources/verify-journal.mjs')
const vector = readFileSync(join(root, 'tests/fixtures/journal/vector.jsonl'), 'utf8')

interface Standalone {
  verifyText(text: string, options?: object): { isIntact: boolean; firstBad: { seq: number; why: string } | null; records: number; head: string | null; checkpointsValid: number; intentsWithoutResult: number; clockNotes: string[] }
}
const { verifyText } = (await import(script)) as Standalone
const common = ({ isIntact, firstBad, records, head, checkpoints, checkpointsValid, intentsWithoutResult, clockNotes }: ReturnType<typeof checkText>) => ({ isIntact, firstBad, records, head, checkpoints, checkpointsValid, intentsWithoutResult, clockNotes })
const both = (text: string, options = {}) => [common(checkText(text, options)), common(verifyText(text, options) as unknown as ReturnType<typeof checkText>)] as const

describe('test vector', () => {
  test('B113: three records, commitment and signature come out as published', () => {
    const hashes = vector.trim().split('\n').map((line) => recordHash(nodeCrypto, JSON.parse(line)))
    expect(hashes).toEqual(['25a3794b49fb42d78122334985701ada980bde4a6f7bef308d4145c77585551e', '80ec210e3bb02c189bcff44b171e54663005e8d6a4b50fe1593aab4d89362c9b', '5bf38f52bc68cc1309aece9bd3d6214a9d9155fbdbbb9143e1e5ecb03237244c'])
    expect(commitmentOf(nodeCrypto, '000102030405060708090a0b0c0d0e0f', 'ACME-WS07')).toBe('c1:18dfed4d3cd7ed8fee2956c11501b126383e9b1665905a150419ebb5574185d6')
    const zero = '00'.repeat(32)
    expect(nodeCrypto.ed25519PublicKey(zero)).toBe('3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29')
    expect(nodeCrypto.ed25519Sign(zero, signedText(hashes[2] ?? ''))).toBe('1f79a242ca271685d91ce416d2be6b412a93f3be158ec9a791367a74642223f65179f206226cb19eaec84fe2f73f7ea1637490d10fb3b1ce9512dcea8f88860b')
  })

  test('B115: both verifiers accept it and refuse every change of one character', () => {
    const [app, standalone] = both(vector)
    expect(app).toEqual(standalone)
    expect(app).toMatchObject({ isIntact: true, records: 3, intentsWithoutResult: 0 })
    const unnoticed: number[] = []
    for (let at = 0; at < vector.length - 1; at += 1) {
      const changed = vector.slice(0, at) + (vector[at] === '1' ? '2' : '1') + vector.slice(at + 1)
      const [left, right] = both(changed)
      expect(left).toEqual(right)
      if (left.isIntact) unnoticed.push(at)
    }
    expect(unnoticed).toEqual([])
  })
})

/** Ways to spoil an export, each a function of the lines and some numbers. */
const corruptions: Readonly<Record<string, (lines: string[], a: number, b: number, text: string) => string>> = {
  character: (lines, a, b, text) => { const whole = lines.join('\n'); const at = a % whole.length; return `${whole.slice(0, at)}${text.slice(0, 1) || 'x'}${whole.slice(at + 1 + (b % 2))}` },
  insert: (lines, a, _b, text) => { const whole = lines.join('\n'); const at = a % whole.length; return whole.slice(0, at) + text + whole.slice(at) },
  remove: (lines, a) => lines.toSpliced(a % lines.length, 1).join('\n'),
  removeSome: (lines, a, b) => lines.toSpliced(a % lines.length, 1 + (b % 5)).join('\n'),
  duplicate: (lines, a, b) => lines.toSpliced(b % lines.length, 0, lines[a % lines.length] ?? '').join('\n'),
  swap: (lines, a, b) => lines.with(a % lines.length, lines[b % lines.length] ?? '').with(b % lines.length, lines[a % lines.length] ?? '').join('\n'),
  cut: (lines, a) => { const whole = lines.join('\n'); return whole.slice(0, a % whole.length) },
  digit: (lines, a, b) => lines.with(a % lines.length, (lines[a % lines.length] ?? '').replace(/\d/g, (digit, at) => (at % 7 === b % 7 ? String((Number(digit) + 1) % 10) : digit))).join('\n'),
  field: (lines, a, b, text) => { const line = a % lines.length; const record = JSON.parse(lines[line] ?? '{}'); const key = Object.keys(record)[b % Object.keys(record).length] ?? 'seq'; return lines.with(line, JSON.stringify({ ...record, [key]: text })).join('\n') },
  number: (lines, a, b) => { const line = a % lines.length; const record = JSON.parse(lines[line] ?? '{}'); return lines.with(line, JSON.stringify({ ...record, seq: b % 30 })).join('\n') },
  stub: (lines, a) => { const line = a % lines.length; const { seq, prev, hash } = JSON.parse(lines[line] ?? '{}'); return lines.with(line, JSON.stringify({ hash, left_out: true, prev, seq, v: 1 })).join('\n') },
  prototype: (lines, a) => { const line = a % lines.length; return lines.with(line, (lines[line] ?? '').replace('{', '{"__proto__":{"v":1},')).join('\n') },
  none: (lines) => lines.join('\n'),
}

describe('an export that is larger than what is read at once', () => {
  const records = aChain(6_000, { every: 100 })
  const text = exportOf(records)

  /** What the stand-alone program says of a file. */
  const verifyFile = (content: string) => {
    const file = join(aTemporaryFolder(), 'export.jsonl')
    writeFileSync(file, content)
    return common(JSON.parse(spawnSync(process.execPath, [script, file, '--json'], { encoding: 'utf8' }).stdout) as ReturnType<typeof checkText>)
  }

  test('B113: it is read in pieces, with letters of several bytes across their ends, and judged like its text', () => {
    expect(Buffer.byteLength(text)).toBeGreaterThan(2 * 1_048_576)
    expect(verifyFile(text)).toEqual(common(checkText(text)))
    expect(verifyFile(text)).toMatchObject({ isIntact: true, records: 6_000 })
  })

  test('B113: a changed, a removed and a half record far inside it are found where they are', () => {
    const lines = text.trimEnd().split('\n')
    const changed = lines.with(5_001, (lines[5_001] ?? '').replace('"tier":2', '"tier":1')).join('\n')
    expect(verifyFile(changed)).toMatchObject({ isIntact: false, firstBad: { seq: 5_001, why: 'hash does not match' } })
    expect(verifyFile(lines.toSpliced(5_002, 1).join('\n'))).toMatchObject({ isIntact: false, firstBad: { seq: 5_002, why: 'gap' } })
    expect(verifyFile(text.slice(0, -20))).toMatchObject({ isIntact: false, firstBad: { seq: 5_999, why: 'unreadable' } })
  })
})

describe('two verifiers', () => {
  const records = aChain(13, { every: 6 })
  const lines = exportOf(records).trimEnd().split('\n')
  const anchor = { seq: 12, hash: records[12]?.hash ?? '' }

  test('B115: agree on 10,000 random corruptions, and only an untouched export holds', () => {
    const piece = fc.oneof(fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }), fc.constantFrom('\n', '"', '\\', '{', '}', '0', ' ', 'é', '\u2028', ',"a":1', '-0', '1.0', 'null', 'true'))
    let holding = 0
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(corruptions)), fc.nat(), fc.nat(), piece, fc.boolean(), fc.boolean(), (name, a, b, text, isPartial, isAnchored) => {
        const spoiled = corruptions[name]?.([...lines], a, b, text) ?? ''
        const options = { isPartial, anchors: isAnchored ? [anchor] : [], trustedKey: a % 3 === 0 ? aSigningKey().fingerprint : null }
        const [app, standalone] = both(spoiled, options)
        expect(standalone).toEqual(app)
        const isUntouched = spoiled.replace(/\n$/, '') === lines.join('\n')
        if (isUntouched) holding += 1
        const mustTell = isAnchored && !isPartial
        expect(mustTell ? app.isIntact : isUntouched).toBe(isUntouched)
      }),
      { numRuns: 10_000, seed: 8_250 },
    )
    expect(holding).toBeGreaterThan(100)
  }, 120_000)

  test('B115: the script runs by itself and says by its exit code what it found', () => {
    const folder = aTemporaryFolder()
    const file = join(folder, 'export.jsonl')
    const run = (...words: string[]) => spawnSync(process.execPath, [script, file, ...words], { encoding: 'utf8' })
    writeFileSync(file, exportOf(records))
    expect(execFileSync(process.execPath, [script, file], { encoding: 'utf8' })).toContain('Holds. 13 records, 2 signed checkpoints')
    expect(run('--anchor', `12:${anchor.hash}`, '--key', aSigningKey().fingerprint).status).toBe(0)
    expect(run('--anchor', `13:${anchor.hash}`)).toMatchObject({ status: 1, stdout: 'DOES NOT HOLD. record 13: does not reach the anchor\n' })
    expect(run('--anchor', 'nonsense').status).toBe(2)
    expect(spawnSync(process.execPath, [script, `${file}.gone`], { encoding: 'utf8' })).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Nothing was verified') })
    writeFileSync(file, exportOf(records.slice(5)))
    expect(run().status).toBe(1)
    expect(run('--partial').status).toBe(0)
  })

  test('B115: the script is at most 250 lines and imports nothing but what the runtime brings', () => {
    const source = readFileSync(script, 'utf8')
    expect(source.split('\n').length).toBeLessThanOrEqual(250)
    const imports = [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1])
    expect(imports.length).toBeGreaterThan(0)
    for (const name of imports) expect(name).toMatch(/^node:/)
  })
})
