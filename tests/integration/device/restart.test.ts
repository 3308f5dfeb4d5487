import { expect, onTestFinished, test } from 'vitest'
import type { Operation } from '#shared/model/operation.ts'
import { openTestCore } from '#tests/builders/test-core.ts'
import { openBench } from './bench.ts'

test('S55: results survive a restart, whole, and the journal holds across it', async () => {
  const bench = await openBench({ keep: () => {} })
  onTestFinished(() => bench.removeFolder())
  const operation = await bench.run(bench.online.windows, 'Write-Output survives')
  await bench.close()
  const again = await openTestCore({ folder: bench.folder })
  onTestFinished(() => again.close())
  expect(await again.api.device.operation({ operationId: operation.id })).toEqual(operation)
  expect((await again.api.device.operations({ text: 'survives' })).map((one) => one.id)).toEqual([operation.id])
  expect(await again.api.journal.verify({})).toMatchObject({ isIntact: true, intentsWithoutResult: 0 })
}, 60_000)

test('S164: an operation that was under way when the program ended is "sent, no answer" after the restart and is not sent again', async () => {
  const bench = await openBench({ keep: () => {} })
  onTestFinished(() => bench.removeFolder())
  bench.simulator.setFaults([{ kind: 'hang', match: { method: 'POST', path: '/agents/*/cmd/' } }])
  const operation = await bench.api.device.runCommand({ deviceId: bench.online.windows.id, shell: 'powershell', command: 'Write-Output only-once' })
  await new Promise<void>((resolve) => {
    const stop = bench.core.subscribe((one) => {
      if (one.path !== 'device.operationChanged' || (one.payload as { sentAt: number | null }).sentAt === null) return
      stop()
      resolve()
    })
  })
  await bench.core.close()
  const again = await openTestCore({ folder: bench.folder })
  onTestFinished(async () => {
    await again.close()
    await bench.simulator.close()
  })
  await again.api.app.setReadOnly({ isReadOnly: false })
  bench.simulator.setFaults([])
  const next = await again.api.device.runCommand({ deviceId: bench.online.windows.id, shell: 'powershell', command: 'hostname' })
  expect(next.id).not.toBe(operation.id)
  expect(await again.api.device.operation({ operationId: operation.id })).toMatchObject({ state: 'sent-no-answer', endedAt: expect.any(Number) })
  expect(bench.sent().filter((one) => one.bodyText.includes('only-once'))).toHaveLength(1)
  const { records } = await again.api.journal.list({ deviceId: bench.online.windows.id, limit: 100 })
  expect(records.filter((record) => record['op'] === operation.id).map((record) => record.phase).toSorted()).toEqual(['intent', 'result'])
}, 60_000)

test('S55: a line of a shell survives a restart, and one that ran when the program ended has an end state and a result in the journal', async () => {
  const bench = await openBench({ keep: () => {} })
  onTestFinished(() => bench.removeFolder())
  const { id } = await bench.api.shell.open({ deviceId: bench.online.windows.id, depth: 'buffered' })
  const type = (line: string) => bench.api.shell.input({ shellId: id, data: `${line}\r` })
  const changed = (isWanted: (one: Operation) => boolean) =>
    new Promise<Operation>((resolve) => {
      const stop = bench.api.on('device.operationChanged', (one) => {
        if (!isWanted(one)) return
        stop()
        resolve(one)
      })
    })
  const ended = changed((one) => one.endedAt !== null)
  await type('echo line survives')
  const line = await ended
  const left = changed((one) => one.sentAt !== null && one.id !== line.id)
  await type('Start-Sleep 3000')
  const running = await left
  await bench.core.close()
  const again = await openTestCore({ folder: bench.folder })
  onTestFinished(async () => {
    await again.close()
    await bench.simulator.close()
  })
  expect((await again.api.device.operations({ text: 'line survives' })).map((one) => one.id)).toEqual([line.id])
  expect(await again.api.device.operation({ operationId: line.id })).toEqual(line)
  // A further operation waits until what a dead process left behind is settled.
  await again.api.app.setReadOnly({ isReadOnly: false })
  await again.api.device.runCommand({ deviceId: bench.online.windows.id, shell: 'powershell', command: 'hostname' })
  const settled = await again.api.device.operation({ operationId: running.id })
  expect(['sent-no-answer', 'cancelled-may-have-run']).toContain(settled.state)
  const { records } = await again.api.journal.list({ deviceId: bench.online.windows.id, limit: 100 })
  expect(records.filter((record) => record['op'] === running.id).map((record) => record.phase).toSorted()).toEqual(['intent', 'result'])
}, 60_000)
