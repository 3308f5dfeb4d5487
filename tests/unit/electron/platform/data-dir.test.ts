import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findDataDir, prepareDataDir } from '#platform/data-dir.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

test.each([
  ['linux', {}, '/home/kim/.local/share/outrider'],
  ['linux', { XDG_DATA_HOME: '/data/kim' }, '/data/kim/outrider'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/kim/.local/share/outrider'],
  ['darwin', {}, '/home/kim/Library/Application Support/Outrider'],
  ['win32', {}, '/home/kim/AppData/Local/Outrider'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/Outrider'],
  ['linux', { OUTRIDER_DATA_DIR: '/srv/outrider', XDG_DATA_HOME: '/data' }, '/srv/outrider'],
  ['linux', { OUTRIDER_DATA_DIR: '  ' }, '/home/kim/.local/share/outrider'],
] as const)('B146: on %s with %o the profile is %s', (platform, variables, expected) => {
  expect(findDataDir(variables, platform, '/home/kim')).toBe(expected)
})

test('the folder is made, and one that was open to others is closed', () => {
  const folder = join(aTemporaryFolder(), 'deep', 'profile')
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
  prepareDataDir(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('F6: a folder that cannot be used is named, and no other place is taken', () => {
  const file = join(aTemporaryFolder(), 'file')
  writeFileSync(file, '')
  expect(() => prepareDataDir(join(file, 'profile'))).toThrow(expect.objectContaining({ shape: expect.objectContaining({ code: 'store.read-only', what: expect.stringContaining(file) }) }))
})
