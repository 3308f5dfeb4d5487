import { expect, test } from 'vitest'
import { readEnvironment, takePassphrase } from '#platform/environment.ts'

test('S154: without variables the defaults hold', () => {
  const { settings, logLevel, warnings, effective } = readEnvironment({})
  expect(settings).toEqual({ syncBatchSize: 50, apiTimeoutMs: 120_000, retryAttempts: 3, readOnly: undefined, logBodies: false })
  expect({ logLevel, warnings }).toEqual({ logLevel: 'info', warnings: [] })
  expect(new Set(effective.map((one) => one.source))).toEqual(new Set(['default']))
})

test.each([
  ['S153', 'OUTRIDER_SYNC_BATCH_SIZE', 'NESTOGY_RMM_SYNC_BATCH_SIZE', '10', { syncBatchSize: 10 }],
  ['S153', 'OUTRIDER_SYNC_BATCH_SIZE', 'NESTOGY_RMM_SYNC_BATCH_SIZE', '500', { syncBatchSize: 500 }],
  ['S154', 'OUTRIDER_API_TIMEOUT', 'NESTOGY_RMM_API_TIMEOUT', ' 5 ', { apiTimeoutMs: 5_000 }],
  ['S155', 'OUTRIDER_RETRY_ATTEMPTS', 'NESTOGY_RMM_RETRY_ATTEMPTS', '0', { retryAttempts: 0 }],
] as const)('%s: %s and %s mean the same', (_, ours, theirs, text, expected) => {
  expect(readEnvironment({ [ours]: text }).settings).toMatchObject(expected)
  expect(readEnvironment({ [theirs]: text }).settings).toMatchObject(expected)
})

test('B12: read-only may be forced by the environment, in all spellings of yes and no', () => {
  for (const text of ['true', '1', 'on', 'TRUE']) expect(readEnvironment({ OUTRIDER_READ_ONLY: text }).settings.readOnly).toBe(true)
  for (const text of ['false', '0', 'off']) expect(readEnvironment({ OUTRIDER_READ_ONLY: text }).settings.readOnly).toBe(false)
})

test('S150: of two names with different values ours wins, with a warning that names both; an empty one is not set', () => {
  const { settings, warnings, effective } = readEnvironment({ OUTRIDER_API_TIMEOUT: '30', NESTOGY_RMM_API_TIMEOUT: '60', OUTRIDER_RETRY_ATTEMPTS: '', NESTOGY_RMM_RETRY_ATTEMPTS: '7' })
  expect(settings).toMatchObject({ apiTimeoutMs: 30_000, retryAttempts: 7 })
  expect(warnings).toEqual(['OUTRIDER_API_TIMEOUT and NESTOGY_RMM_API_TIMEOUT differ; OUTRIDER_API_TIMEOUT is used.'])
  expect(effective).toContainEqual({ name: 'OUTRIDER_RETRY_ATTEMPTS', value: '7', source: 'NESTOGY_RMM_RETRY_ATTEMPTS' })
})

test.each([
  ['OUTRIDER_SYNC_BATCH_SIZE', '9'],
  ['OUTRIDER_SYNC_BATCH_SIZE', '501'],
  ['NESTOGY_RMM_API_TIMEOUT', '1e2'],
  ['OUTRIDER_API_TIMEOUT', '-5'],
  ['OUTRIDER_RETRY_ATTEMPTS', '3.5'],
  ['OUTRIDER_READ_ONLY', 'maybe'],
  ['OUTRIDER_LOG_LEVEL', 'loud'],
  ['QUEUE_CONNECTION', 'kafka'],
  ['QUEUE_MAINTENANCE', 'a b'],
])('a bad value of %s (%s) is refused by name, and its value is not repeated', (variable, text) => {
  expect(() => readEnvironment({ [variable]: text })).toThrow(expect.objectContaining({ shape: expect.objectContaining({ code: 'input.invalid', facts: { variable }, what: expect.stringContaining(variable) }) }))
})

test('S156: a queue server is accepted and explained', () => {
  const { warnings } = readEnvironment({ QUEUE_CONNECTION: 'redis' })
  expect(warnings).toEqual([expect.stringMatching(/^QUEUE_CONNECTION: "redis" does not apply/)])
})

test('S145: the passphrase is taken out of the environment and is in no list', () => {
  const variables: Record<string, string | undefined> = { OUTRIDER_PASSPHRASE: 'CANARY', PATH: '/bin' }
  expect(JSON.stringify(readEnvironment(variables))).not.toContain('CANARY')
  expect(takePassphrase(variables)).toBe('CANARY')
  expect(variables).toEqual({ PATH: '/bin' })
  expect(takePassphrase(variables)).toBeUndefined()
  expect(takePassphrase({ OUTRIDER_PASSPHRASE: '' })).toBeUndefined()
})

test('S188: bodies are logged when asked for only, and the setting says what else it needs', () => {
  expect(readEnvironment({ OUTRIDER_LOG_BODIES: 'on', OUTRIDER_LOG_LEVEL: 'debug' })).toMatchObject({ settings: { logBodies: true }, warnings: [] })
  expect(readEnvironment({ OUTRIDER_LOG_BODIES: 'on' }).warnings).toEqual([expect.stringContaining('OUTRIDER_LOG_LEVEL')])
})
