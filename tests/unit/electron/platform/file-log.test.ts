import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFileLog } from '#platform/file-log.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

const hide = (text: string) => text.replaceAll('CANARY', '[redacted:test]')
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)

test('S188: a line is JSON with UTC time, level, message and flat fields', () => {
  const folder = aTemporaryFolder()
  const log = createFileLog(folder, hide)
  log.info('Request.', { method: 'GET', path: '/agents/:id/', status: 200, durationMs: 12, traceId: 't1', user: undefined, site: null })
  log.close()
  const [line] = linesOf(join(folder, 'outrider.log'))
  expect(line).toEqual({ level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), method: 'GET', path: '/agents/:id/', status: 200, durationMs: 12, traceId: 't1', site: null, msg: 'Request.' })
})

test('S190: every message and every text field passes the redactor', () => {
  const folder = aTemporaryFolder()
  const log = createFileLog(folder, hide, { level: 'debug' })
  for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]('A CANARY here', { where: 'and CANARY there' })
  log.close()
  const text = readFileSync(join(folder, 'outrider.log'), 'utf8')
  expect(text).not.toContain('CANARY')
  expect(text.match(/redacted:test/g)).toHaveLength(8)
})

test('a value cannot forge a line of its own', () => {
  const folder = aTemporaryFolder()
  const log = createFileLog(folder, hide)
  log.info('name\n{"level":"error","msg":"forged"}', { name: 'a\r\nb\u2028c' })
  log.close()
  expect(linesOf(join(folder, 'outrider.log'))).toHaveLength(1)
})

test('levels below the chosen one are not written', () => {
  const folder = aTemporaryFolder()
  const log = createFileLog(folder, hide, { level: 'warn' })
  log.debug('no')
  log.info('no')
  log.warn('yes')
  log.close()
  expect(linesOf(join(folder, 'outrider.log')).map((line) => line['msg'])).toEqual(['yes'])
})

test('a full file moves on, the oldest goes, no line is split, and files are private', () => {
  const folder = aTemporaryFolder()
  const log = createFileLog(folder, hide, { maxBytes: 400, maxFiles: 3, name: 'desktop' })
  for (let index = 0; index < 40; index++) log.info(`line ${index}`)
  log.close()
  expect(readdirSync(folder).toSorted()).toEqual(['desktop.1.log', 'desktop.2.log', 'desktop.log'])
  const kept = ['desktop.2.log', 'desktop.1.log', 'desktop.log'].flatMap((name) => linesOf(join(folder, name)).map((line) => line['msg']))
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => `line ${40 - kept.length + index}`))
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name))).toMatchObject({ size: expect.toSatisfy((size: number) => size <= 400), mode: 0o100600 })
})

test('a restart appends, and files older than 30 days go', () => {
  const folder = aTemporaryFolder()
  const first = createFileLog(folder, hide)
  first.info('before')
  first.close()
  const old = join(folder, 'outrider.4.log')
  writeFileSync(old, '{}\n')
  const longAgo = new Date(Date.now() - 31 * 86_400_000)
  utimesSync(old, longAgo, longAgo)
  const second = createFileLog(folder, hide)
  second.info('after')
  second.close()
  expect(readdirSync(folder)).toEqual(['outrider.log'])
  expect(linesOf(join(folder, 'outrider.log')).map((line) => line['msg'])).toEqual(['before', 'after'])
})

test('F31: a log folder that cannot be written costs the log and nothing else', () => {
  const folder = aTemporaryFolder()
  writeFileSync(join(folder, 'logs'), 'a file where the folder should be')
  const log = createFileLog(join(folder, 'logs'), hide)
  log.error('nobody hears')
  expect(log.problem()).toContain('EEXIST')
  log.close()
  mkdirSync(join(folder, 'other'))
  const good = createFileLog(join(folder, 'other'), hide)
  expect(good.problem()).toBeNull()
  good.close()
})
