import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import type { OperationId } from '#shared/model/ids.ts'
import { openTestCore } from '#tests/builders/test-core.ts'
import { openBench } from './bench.ts'

const child = join(import.meta.dirname, 'killed-process.ts')

/** Starts the child, kills it hard when it prints `step`, and answers the operation's id if it was told. */
async function killAt(step: string, folder: string, deviceId: string): Promise<OperationId | undefined> {
  const running = spawn(process.execPath, [child, folder, deviceId], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise((resolve) => running.once('exit', resolve))
  let id: string | undefined
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith('operation ')) id = line.slice('operation '.length)
    if (line.split(' ')[0] === step) running.kill('SIGKILL')
  }
  await gone
  return id as OperationId | undefined
}

test.each([
  ['operation', ['cancelled-before-sending', 'sent-no-answer', 'succeeded']],
  ['intent', ['sent-no-answer', 'succeeded']],
  ['sent', ['sent-no-answer', 'succeeded']],
  ['ended', ['succeeded']],
] as const)('S164: killed at "%s", an operation ends truthfully, is never sent twice and the journal holds', async (step, states) => {
  const bench = await openBench({ keep: () => {} })
  onTestFinished(async () => {
    await bench.simulator.close()
    bench.removeFolder()
  })
  await bench.core.close()
  await killAt(step, bench.folder, bench.online.windows.id)

  const again = await openTestCore({ folder: bench.folder })
  onTestFinished(() => again.close())
  const other = await again.api.device.runCommand({ deviceId: bench.online.windows.id, shell: 'powershell', command: 'Write-Output next' })
  const [killed] = (await again.api.device.operations({ text: 'killed' })).filter((one) => one.id !== other.id)
  const arrived = bench.sent().filter((one) => one.bodyText.includes('killed')).length
  expect(states).toContain(killed?.state)
  expect(arrived).toBeLessThanOrEqual(1)
  if (killed?.state === 'cancelled-before-sending') expect(arrived).toBe(0)
  if (killed?.state === 'succeeded') expect(arrived).toBe(1)
  const report = await again.api.journal.verify({})
  expect(report.isIntact).toBe(true)
  const { records } = await again.api.journal.list({ limit: 1_000 })
  const own = records.filter((record) => record['op'] === killed?.id).map((record) => record.phase).toSorted()
  expect(own).toEqual(killed?.state === 'cancelled-before-sending' ? [] : ['intent', 'result'])
})
