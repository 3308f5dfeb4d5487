import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

const entry = fileURLToPath(new URL('../../../../electron/simulators/simulate.ts', import.meta.url))
const start = (...words: string[]): ChildProcessWithoutNullStreams => spawn(process.execPath, [entry, ...words])

interface Ready {
  readonly url: string
  readonly apiKey: string
}

const readReady = (child: ChildProcessWithoutNullStreams): Promise<Ready> => new Promise((resolve, reject) => {
  let text = ''
  child.stdout.on('data', (piece) => {
    text += String(piece)
    if (text.endsWith('\n')) resolve(JSON.parse(text.replace(/^READY /, '')))
  })
  child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
})

const readEnd = (child: ChildProcessWithoutNullStreams): Promise<readonly [number | null, string]> => new Promise((resolve) => {
  let text = ''
  child.stderr.on('data', (piece) => { text += String(piece) })
  child.once('close', (code) => resolve([code, text.trim()]))
})

test('one READY line says where it is and how to get in; it ends with its parent', async () => {
  const child = start('--devices', '8', '--exit-with-parent')
  const ready = await readReady(child)
  expect(Object.keys(ready)).toEqual(['url', 'apiKey', 'user', 'password', 'totpSecret'])
  const reply = await fetch(`${ready.url}/agents/`, { headers: { 'x-api-key': ready.apiKey } })
  expect(await reply.json()).toHaveLength(8)
  const end = readEnd(child)
  child.stdin.end()
  expect(await end).toEqual([0, ''])
})

test('SIGTERM ends it cleanly, also with a fault script in force', async () => {
  const file = join(aTemporaryFolder(), 'faults.json')
  writeFileSync(file, '[{"kind":"status","status":503}]')
  const child = start('--devices', '6', '--faults', file)
  const ready = await readReady(child)
  expect((await fetch(`${ready.url}/`)).status).toBe(503)
  const end = readEnd(child)
  child.kill('SIGTERM')
  expect(await end).toEqual([0, ''])
})

test.each([
  [['--devices', 'many'], '--devices is a number from 1 to 100000, not "many". Nothing was started. Correct it; "outrider simulate --help" shows what there is.'],
  [['--vendor', 'acme'], 'Unknown vendor "acme". Known: tactical_rmm. Nothing was started. Correct it; "outrider simulate --help" shows what there is.'],
  [['--this-computer'], '--this-computer gives the practice fleet a shell on this computer, and there is no terminal to ask. Nothing was started. Add --yes to confirm.'],
])('B147: wrong use says what, effect and next step, with code 2: %j', async (words, sentence) => {
  const child = start(...words)
  const end = readEnd(child)
  child.stdin.end()
  expect(await end).toEqual([2, sentence])
})
