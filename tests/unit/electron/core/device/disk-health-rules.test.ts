import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attributeCount, judgeDisk } from '#core/device/disk-health-rules.ts'
import { ataAttributes, type DiskEvidence } from '#shared/model/disk-health.ts'

const dayMs = 86_400_000
const nothing: DiskEvidence = {
  name: 'disk0', model: null, serial: null, bytes: null, kind: 'unknown', predictsFailure: null, criticalWarning: null, wearPercent: null, mediaErrors: null,
  sparePercent: null, spareThreshold: null, isTableRead: false, raw5: null, raw187: null, raw188: null, raw197: null, raw198: null, powerOnHours: null, temperature: null, note: null,
}
const ata = (more: Partial<DiskEvidence> = {}): DiskEvidence => ({ ...nothing, kind: 'ata', isTableRead: true, predictsFailure: false, raw5: 0, raw187: 0, raw188: 0, raw197: 0, raw198: 0, ...more })
const nvme = (more: Partial<DiskEvidence> = {}): DiskEvidence => ({ ...nothing, kind: 'nvme', predictsFailure: false, criticalWarning: 0, wearPercent: 4, mediaErrors: 0, sparePercent: 100, spareThreshold: 10, ...more })

describe('the health word of a disk', () => {
  test.each([
    ['the system predicts a failure', ata({ predictsFailure: true }), 'failing', 0],
    ['an NVMe critical warning', nvme({ criticalWarning: 4 }), 'failing', 0],
    ['no attribute above 0', ata(), 'good', 100],
    ['an NVMe disk that is clean', nvme(), 'good', 100],
    ['NVMe wear of 50 %', nvme({ wearPercent: 50 }), 'good', 100],
    ['NVMe wear of 70 %', nvme({ wearPercent: 70 }), 'good', 68],
    ['NVMe wear of 71 %', nvme({ wearPercent: 71 }), 'warning', 66.4],
    ['NVMe wear of 100 %', nvme({ wearPercent: 100 }), 'warning', 20],
    ['NVMe wear of 140 %', nvme({ wearPercent: 140 }), 'warning', 0],
    ['NVMe media errors', nvme({ mediaErrors: 1 }), 'warning', 40],
    ['spare below its threshold', nvme({ sparePercent: 9 }), 'warning', 20],
    ['spare at its threshold', nvme({ sparePercent: 10 }), 'good', 100],
  ] as const)('S44: %s', (_, evidence, word, score) => {
    const verdict = judgeDisk(evidence, 0)
    expect(verdict.word).toBe(word)
    expect(verdict.score).toBeCloseTo(score, 6)
  })

  test.each(ataAttributes)('S44: %s above 0 is a warning that names it, worse when it grew', (attribute) => {
    const verdict = judgeDisk(ata({ [attribute]: 12 }), 0)
    expect(verdict).toMatchObject({ word: 'warning', score: 40, reason: expect.stringContaining(`(${attribute.slice(3)}): 12`) })
    expect(judgeDisk(ata({ [attribute]: 12 }), 0, new Set([attribute]))).toMatchObject({ word: 'warning', score: 30, reason: expect.stringContaining('growing') })
  })

  test('S44: of several findings the lowest score decides, and all are named', () => {
    expect(judgeDisk(nvme({ wearPercent: 90, mediaErrors: 3, sparePercent: 2 }), 0)).toEqual({
      word: 'warning', score: 20, reason: 'spare 2 %, below its threshold of 10 %; 90 % of its rated writes used; media errors: 3',
    })
    expect(judgeDisk(ata({ raw5: 1, predictsFailure: true }), 0)).toMatchObject({ word: 'failing', score: 0 })
  })

  test('S44: evidence over 30 days old is unknown, whatever it says', () => {
    expect(judgeDisk(ata({ predictsFailure: true }), 30 * dayMs).word).toBe('failing')
    expect(judgeDisk(ata({ predictsFailure: true }), 30 * dayMs + 1)).toMatchObject({ word: 'unknown', score: null, reason: expect.stringContaining('30 days') })
  })

  test('S44: what was not read is unknown; that no failure is predicted is no all-clear', () => {
    expect(judgeDisk(nothing, 0)).toEqual({ word: 'unknown', score: null, reason: 'no attribute could be read' })
    expect(judgeDisk({ ...nothing, predictsFailure: false }, 0)).toMatchObject({ word: 'unknown', reason: expect.stringContaining('no all-clear') })
    expect(judgeDisk({ ...nothing, note: 'smartctl is not installed on the device' }, 0).reason).toBe('smartctl is not installed on the device')
  })

  test('S44: a packed raw value is decoded by model, and otherwise not read instead of above 0', () => {
    const packed = 3 * 65_536 * 65_536
    expect(attributeCount(ata({ model: 'ST2000DM008-2FR102', raw188: packed }), 'raw188')).toBe(0)
    expect(attributeCount(ata({ model: 'ST2000DM008-2FR102', raw188: packed + 7 }), 'raw188')).toBe(7)
    expect(attributeCount(ata({ model: 'Unheard Of 1', raw188: packed }), 'raw188')).toBeUndefined()
    expect(judgeDisk(ata({ model: 'Unheard Of 1', raw188: packed }), 0)).toMatchObject({ word: 'good', reason: expect.stringContaining('188 not read') })
    const allPacked = Object.fromEntries(ataAttributes.map((attribute) => [attribute, packed]))
    expect(judgeDisk(ata(allPacked), 0).word).toBe('unknown')
  })

  test('S44: an attribute that a disk does not have is no finding; one that is there and clean is enough', () => {
    expect(judgeDisk(ata({ raw187: null, raw188: null }), 0)).toMatchObject({ word: 'good', reason: '5, 197, 198 are 0' })
  })

  test('worse evidence never gives a better score', () => {
    const small = fc.option(fc.nat(120))
    fc.assert(
      fc.property(fc.record({ criticalWarning: small, wearPercent: small, mediaErrors: small, raw5: small, raw197: small }), fc.constantFrom('wearPercent', 'mediaErrors', 'raw5', 'raw197'), (part, field) => {
        const before = judgeDisk(ata(part), 0)
        const after = judgeDisk(ata({ ...part, [field]: (part[field as 'raw5'] ?? 0) + 1 }), 0)
        if (before.score !== null && after.score !== null) expect(after.score).toBeLessThanOrEqual(before.score)
      }),
    )
  })
})
