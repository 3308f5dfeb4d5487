import { expect, test } from 'vitest'
import { toEntry } from '#core/diagnostics/entry-view.ts'
import type { KeptStep } from '#core/diagnostics/pipeline-memory.ts'
import { createRedactor } from '#core/redact/redactor.ts'
import { AccountId, DeviceId } from '#shared/model/ids.ts'

const aStep = (field: string, to: string): KeptStep => ({
  deviceId: DeviceId.parse('d1'),
  accountId: AccountId.parse('a1'),
  traceId: 'p1',
  at: 1_790_000_000_000,
  responses: () => [],
  mapped: { fields: [field], sections: [], failures: {}, rows: 1, rejected: 0, firstRejection: null, drift: {} },
  change: { kind: 'updated', fields: [{ field, from: null, to }], sections: [], durationMs: 1 },
  judged: [],
  announced: null,
})

const shown = (field: string, to: string, secrets: readonly string[] = []) =>
  toEntry(aStep(field, to), null, { redactor: createRedactor(secrets), now: 1_790_000_000_000, host: 'cli', listFetchedAt: () => null }).change.fields[0]?.to

test('S32: what a field called like a secret holds is hidden, other values are shown', () => {
  expect(shown('customFields.BIOS password', 'Winter2026')).not.toContain('Winter2026')
  expect(shown('customFields.Rack', 'B 12')).toBe('B 12')
})

test('S32: a long value is cut after it was redacted, so that no half of a secret stays', () => {
  const key = 'KEY0123456789abcdefKEY0123456789abcdef'
  const value = shown('description', `${'x'.repeat(190)} ${key} ${'y'.repeat(50)}`, [key]) ?? ''
  expect(value.length).toBeLessThanOrEqual(201)
  expect(value).not.toContain('KEY0')
})
