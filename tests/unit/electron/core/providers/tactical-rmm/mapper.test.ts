import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldSources, toStatus } from '#core/providers/tactical-rmm/mapper.ts'
import { parseDevicePage } from '#core/providers/tactical-rmm/parse-page.ts'
import { readFieldNames, writeFieldNames } from '#core/providers/tactical-rmm/custom-fields.ts'
import { tacticalRow } from '#core/providers/tactical-rmm/schema.ts'

const folder = new URL('../../../../../fixtures/tactical-rmm/', import.meta.url)
const bytesOf = (name: string) => readFileSync(new URL(name, folder))
const context = { fieldNames: '3=Asset tag\n4=Leased\n5=Colours' }
const toBytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

test('S27: rows become the devices written down beside them', () => {
  expect(parseDevicePage(bytesOf('rows.json'), context)).toEqual(JSON.parse(bytesOf('rows.expected.json').toString()))
})

test('S27: every field of a device names the keys it comes from, and the schema reads exactly those keys', () => {
  const [device] = parseDevicePage(bytesOf('rows.json'), context).devices
  const { identity, ...fields } = device ?? { identity: {} }
  const mapped = [...Object.keys(fields), ...Object.keys(identity).map((key) => `identity.${key}`)]
  expect(Object.keys(fieldSources).toSorted()).toEqual(mapped.toSorted())
  expect(new Set(Object.values(fieldSources).flat())).toEqual(tacticalRow.keys)
})

test('S27: each named key really decides its field', () => {
  const [row] = JSON.parse(bytesOf('rows.json').toString()) as Record<string, unknown>[]
  const fieldsOf = (value: unknown): Record<string, unknown> => {
    const { identity, ...fields } = parseDevicePage(toBytes([value]), context).devices[0] ?? { identity: {} }
    return { ...fields, ...Object.fromEntries(Object.entries(identity).map(([key, inner]) => [`identity.${key}`, inner])) }
  }
  const full = fieldsOf(row)
  // The id cannot be missing, and a device that is online is so whatever its last contact.
  const pairs = Object.entries(fieldSources).flatMap(([field, keys]) => keys.map((key) => [field, key] as const)).filter(([field, key]) => key !== 'agent_id' && !(field === 'status' && key === 'last_seen'))
  for (const [field, key] of pairs) expect([field, key, fieldsOf({ ...row, [key]: null })[field]]).not.toEqual([field, key, full[field]])
})

test('S27: unknown keys are counted, not dropped in silence', () => {
  const rows = [{ agent_id: 'a'.repeat(40), new_one: 1 }, { agent_id: 'b'.repeat(40), new_one: 2, other: {} }]
  expect(parseDevicePage(toBytes(rows), {}).drift).toEqual({ new_one: 2, other: 1 })
})

test('S27: a flood of unknown keys is counted up to a limit', () => {
  const row = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key${index}`, 1]))
  expect(Object.keys(parseDevicePage(toBytes([{ ...row, agent_id: 'a'.repeat(40) }]), {}).drift).length).toBeLessThanOrEqual(50)
})

test.each([['an object', '{"detail":"x"}'], ['a text', '"timeout"'], ['HTML', '<html>'], ['half a list', '[{"agent_id":"x'], ['nothing', '']])('S27: %s instead of a list is one rejected item', (_name, body) => {
  expect(parseDevicePage(new TextEncoder().encode(body), {})).toMatchObject({ devices: [], rejected: 1 })
})

test('S27: whatever a row holds, parsing it does not throw and gives a device or a rejection', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.jsonValue({ maxDepth: 5 }), fc.dictionary(fc.constantFrom(...tacticalRow.keys), fc.jsonValue({ maxDepth: 5 })))), (rows) => {
      const parsed = parseDevicePage(toBytes(rows), {})
      expect(parsed.devices.length + parsed.rejected).toBe(rows.length)
    }),
    { numRuns: 500 },
  )
})

test('S27: a value that cannot be turned into text costs that value, not the page', () => {
  const hostile = [{ toString: false }]
  const rows = [{ agent_id: 'a'.repeat(40), needs_reboot: hostile, has_patches_pending: hostile, hostname: hostile, status: hostile }, { agent_id: 'b'.repeat(40), hostname: 'PLAIN' }]
  expect(parseDevicePage(toBytes(rows), {})).toMatchObject({ rejected: 0, devices: [{ needsReboot: null, status: 'unknown' }, { name: 'PLAIN' }] })
})

test('a poisoned key does not reach a prototype', () => {
  const body = new TextEncoder().encode(`[{"agent_id":"${'a'.repeat(40)}","__proto__":{"status":"online"},"custom_fields":[{"field":1,"value":"x"}]}]`)
  const [device] = parseDevicePage(body, { fieldNames: '1=__proto__' }).devices
  expect(device?.status).toBe('unknown')
  expect(device?.customFields).toEqual({ 'Custom field 1': 'x' })
})

test('the words for the state follow the last contact', () => {
  expect([toStatus('online', null), toStatus('offline', 1), toStatus('overdue', 1), toStatus('offline', null), toStatus('overdue', null), toStatus('new word', 1)]).toEqual([
    'online', 'late', 'offline', 'unknown', 'unknown', 'unknown',
  ])
})

test('names of custom fields survive the way to the parser', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ id: fc.nat(), name: fc.string().filter((name) => !/[\r\n]/.test(name) && name !== '__proto__') })), (fields) => {
      const last = new Map(fields.map((field) => [field.id, field.name]))
      const names = readFieldNames(writeFieldNames(fields))
      for (const [id, name] of last) expect(names(id)).toBe(name)
    }),
  )
})
