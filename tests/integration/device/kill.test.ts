import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openTestCore } from '#tests/builders/test-core.ts'
import { type Bench, openBench } from './bench.ts'

const child = join(import.meta.dirname, 'killed-process.ts')

/** Starts the child and kills it hard when it prints `step`. */
async function killAt(step: string, ...words: readonly string[]): Promise<void> {
  const running = spawn(process.execPath, [child, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise((resolve) => running.once('exit', resolve))
  for await (const line of createInterface({ input: running.stdout })) {
    if (line === step) running.kill('SIGKILL')
  }
  await gone
}

/** How often a command may have reached the server, by the end state of its operation. */
const arrivals: Readonly<Record<string, readonly number[]>> = { 'cancelled-before-sending': [0], 'sent-no-answer': [0, 1], succeeded: [1] }

let bench: Bench
beforeAll(async () => {
  bench = await openBench({ keep: () => {} })
  await bench.core.close()
}, 60_000)
afterAll(async () => {
  await bench.simulator.close()
  bench.removeFolder()
})

test.each([
  ['operation', ['cancelled-before-sending', 'sent-no-answer', 'succeeded']],
  ['intent', ['sent-no-answer', 'succeeded']],
  ['sent', ['sent-no-answer', 'succeeded']],
  ['ended', ['succeeded']],
] as const)('S164: killed at "%s", an operation ends truthfully, is never sent twice and the journal holds', async (step, states) => {
  const command = `Write-Output killed-at-${step}`
  await killAt(step, bench.folder, bench.online.windows.id, command)
  const again = await openTestCore({ folder: bench.folder })
  onTestFinished(() => again.close())
  await again.api.device.runCommand({ deviceId: bench.online.windows.id, shell: 'powershell', command: 'Write-Output next' })

  const [killed] = await again.api.device.operations({ text: command })
  expect(states).toContain(killed?.state)
  expect(arrivals[killed?.state ?? '']).toContain(bench.sent().filter((one) => one.bodyText.includes(command)).length)
  const { records } = await again.api.journal.list({ limit: 1_000 })
  const own = records.filter((record) => record['op'] === killed?.id).map((record) => record.phase).toSorted()
  expect(own).toEqual(killed?.state === 'cancelled-before-sending' ? [] : ['intent', 'result'])
  expect((await again.api.journal.verify({})).isIntact).toBe(true)
}, 60_000)
