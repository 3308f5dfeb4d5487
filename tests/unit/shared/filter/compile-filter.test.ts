import { expect, test } from 'vitest'
import { compileFilter } from '#shared/filter/compile-filter.ts'
import type { FilterColumn, FilterSource } from '#shared/filter/compile-filter.ts'
import { explainEmpty } from '#shared/filter/filter-parts.ts'
import { testText } from '#shared/filter/value-tests.ts'
import { parseFilter } from '#shared/filter/parse-filter.ts'

const now = new Date(2026, 5, 10, 12).getTime()
const day = 86_400_000

const rows = [
  { name: 'acme-ws01', client: 'acme', os: 'windows 11 pro', seen: now - 3_600_000, ips: ['10.0.4.7'], reboot: true, checks: 0, build: '22631.2861', fetched: now - 60_000 },
  { name: 'acme-srv01', client: 'acme', os: 'windows server 2022', seen: now - 9 * day, ips: ['10.0.5.1', '192.168.1.4'], reboot: false, checks: 3, build: '20348', fetched: now - 7_200_000 },
  { name: 'bolt-mac', client: 'bolt', os: 'macos 15', seen: null, ips: [], reboot: null, checks: null, build: null, fetched: now - 60_000 },
]
const clients = ['acme', 'bolt']

const columns: Record<string, FilterColumn> = {
  name: { kind: 'text', at: (row) => rows[row]?.name ?? null },
  client: { kind: 'dictionary', values: clients, codeAt: (row) => clients.indexOf(rows[row]?.client ?? '') },
  os: { kind: 'text', at: (row) => rows[row]?.os ?? null },
  build: { kind: 'text', at: (row) => rows[row]?.build ?? null },
  seen: { kind: 'number', at: (row) => rows[row]?.seen ?? null },
  age: { kind: 'number', at: (row) => rows[row]?.fetched ?? null },
  reboot: { kind: 'flag', at: (row) => rows[row]?.reboot ?? null },
  checks: { kind: 'number', at: (row) => rows[row]?.checks ?? null },
}

const source: FilterSource = {
  column: (field) => columns[field],
  haystack: (row) => `${rows[row]?.name} ${rows[row]?.client} ${rows[row]?.os}`,
  fetchedAt: (row) => rows[row]?.fetched ?? 0,
  deep: (term) => (row) => term === 'sw:7-Zip <24' && row === 1,
}

function matches(filter: string): number[] {
  const parsed = parseFilter(filter)
  if (!parsed.ok) throw new Error(parsed.problem.says)
  const test = compileFilter(parsed.node, source, { now })
  return rows.map((_, row) => row).filter(test)
}

test.each([
  ['', [0, 1, 2]],
  ['acme', [0, 1]],
  ['ACME 11', [0]],
  ['client:acme', [0, 1]],
  ['client:=acm', []],
  ['client:!=acme', [2]],
  ['-client:acme', [2]],
  ['client:bolt OR reboot:yes', [0, 2]],
  ['os:win11', [0]],
  ['os:srv2022', [1]],
  ['os:mac', [2]],
  ['seen:>7d', [1]],
  ['seen:<2h', [0]],
  ['seen:7d', [0]],
  ['seen:""', [2]],
  ['seen:2026-06-01', [1]],
  ['seen:<2026-06-10', [1]],
  ['seen:2026-06-01..2026-06-10', [0, 1]],
  ['reboot:no', [1]],
  ['checks:>0', [1]],
  ['checks:0..3', [0, 1]],
  ['checks:""', [2]],
  ['build:>=22000', [0]],
  ['age:<1h', [0, 2]],
  ['client:acme age <1h', [0]],
  ['sw:"7-Zip" <24', [1]],
  ['-sw:"7-Zip" <24 client:acme', [0]],
  ['cf.anything:x', []],
])('B28: %s finds the right rows', (filter, expected) => {
  expect(matches(filter)).toEqual(expected)
})

test('B35: the condition that removed everything is named with what is left without it', () => {
  const parsed = parseFilter('client:acme os:mac')
  if (!parsed.ok) throw new Error('unreadable')
  const count = (node: Parameters<typeof compileFilter>[0]) => rows.map((_, row) => row).filter(compileFilter(node, source, { now })).length
  expect(explainEmpty(parsed.node, count)).toEqual({ index: 1, text: 'os:mac', without: 2 })
})

test.each([
  ['10.0.4.0/24', ['10.0.4.7'], ['10.0.5.1']],
  ['10.0.', ['10.0.4.7', '10.0.5.1'], ['192.168.1.4']],
  ['10.0.4.0..10.0.5.9', ['10.0.4.0', '10.0.5.9'], ['10.0.5.10']],
  ['192.168.1.4', ['192.168.1.4'], ['192.168.1.40']],
  ['fe80::1', ['fe80::1', 'fe80::12'], ['fe80::2']],
] as const)('S45: the address %s is told apart from others', (text, within, outside) => {
  const test = testText('ip', { op: null, text })
  for (const address of within) expect(test(address), address).toBe(true)
  for (const address of outside) expect(test(address), address).toBe(false)
})
