import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createNodeClock } from '#platform/node-clock.ts'

const clockModule = fileURLToPath(new URL('../../../../electron/platform/node-clock.ts', import.meta.url))

const runNode = (script: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', `const { createNodeClock } = await import(${JSON.stringify(clockModule)})\nconst clock = createNodeClock()\n${script}`], {
    encoding: 'utf8',
    timeout: 20_000,
  })

test('runs work once, later, and not after it was stopped', async () => {
  const clock = createNodeClock()
  const calls: string[] = []
  const stop = clock.after(0, () => calls.push('stopped'))
  stop()
  stop()
  await new Promise<void>((done) => void clock.after(1, done))
  expect(calls).toEqual([])
})

test('a waiting timer does not keep the process alive', () => {
  expect(runNode(`clock.after(60_000, () => console.log('late')); console.log('end')`)).toBe('end\n')
})

test('a delay longer than a Node timer takes does not fire at once', () => {
  const out = runNode(`clock.after(2 ** 33, () => console.log('fired')); setTimeout(() => console.log('quiet'), 50)`)
  expect(out).toBe('quiet\n')
})

test('monotonic time never goes back', () => {
  const clock = createNodeClock()
  const readings = Array.from({ length: 1_000 }, () => clock.monotonic())
  expect(readings).toEqual(readings.toSorted((a, b) => a - b))
})
