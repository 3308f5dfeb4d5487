import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { takeWriterLock } from '#platform/writer-lock.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

const lockModule = fileURLToPath(new URL('../../../../electron/platform/writer-lock.ts', import.meta.url))

/** Another process that takes the lock, says so, and stays. */
async function aHolder(folder: string) {
  const script = `const { takeWriterLock } = await import(${JSON.stringify(lockModule)})
    console.log(takeWriterLock(${JSON.stringify(folder)}) === undefined ? 'refused' : 'held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const kill = async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { said: String(said).trim(), kill }
}

test('F9: the lock of a process that was killed is free at once', async () => {
  const folder = aTemporaryFolder()
  const holder = await aHolder(folder)
  expect(holder.said).toBe('held')
  expect(takeWriterLock(folder)).toBeUndefined()
  await holder.kill()
  const release = takeWriterLock(folder)
  expect(release).toBeDefined()
  const late = await aHolder(folder)
  expect(late.said).toBe('refused')
  await late.kill()
  release?.()
})

test('within one process the lock is exclusive too, and can be given back', () => {
  const folder = aTemporaryFolder()
  const release = takeWriterLock(folder)
  expect(takeWriterLock(folder)).toBeUndefined()
  release?.()
  const again = takeWriterLock(folder)
  expect(again).toBeDefined()
  again?.()
})
