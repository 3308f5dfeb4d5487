import { existsSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { makeSessionFolder, removeSessionFolder } from '#platform/session-folder.ts'
import { takeWriterLock } from '#platform/writer-lock.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

const minute = 60_000

test('F18: what a crashed session left behind is removed later; a running and a starting session are left alone', () => {
  const place = aTemporaryFolder()
  const born = Date.now()
  const [abandoned, running] = [makeSessionFolder(place, born), makeSessionFolder(place, born)]
  const release = takeWriterLock(running)
  onTestFinished(() => release?.())
  const starting = makeSessionFolder(place, born + minute)
  expect([abandoned, running, starting].map((folder) => existsSync(folder))).toEqual([true, true, true])
  const late = makeSessionFolder(place, born + 11 * minute)
  expect([abandoned, running, late].map((folder) => existsSync(folder))).toEqual([false, true, true])
  removeSessionFolder(late)
  expect(existsSync(late)).toBe(false)
})
