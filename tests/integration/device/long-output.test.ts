import { expect, test } from 'vitest'
import type { OperationId } from '#shared/model/ids.ts'
import { openBench } from './bench.ts'

test('S55: an output beyond 1 MB is searchable behind its cut and can be read whole, piece by piece, also after a restart', async () => {
  const bench = await openBench()
  const needle = 'needle-behind-the-cut'
  // 1.5 MB of lines: the needle stands where the row does not reach any more.
  bench.simulator.setFaults([{ kind: 'status', status: 200, match: { method: 'POST', path: '/agents/*/cmd/' }, body: `${'0123456789 line of output\r\n'.repeat(55_000)}${needle}` }])
  const operation = await bench.run(bench.online.windows, 'Get-Everything')
  expect(operation).toMatchObject({ isOutputTruncated: true })
  expect(operation.output?.includes(needle)).toBe(false)
  const found = async (text: string, deviceId = bench.online.windows.id) => (await bench.api.device.operations({ text, deviceId })).map((one) => one.id)
  expect(await found('NEEDLE-behind')).toEqual([operation.id])
  expect(await found('no such text anywhere')).toEqual([])
  expect(await found(needle, bench.online.linux.id)).toEqual([])
  let whole = ''
  for (let total = 1; whole.length < total; ) {
    const piece = await bench.api.device.output({ operationId: operation.id, offset: whole.length, limit: 500_000 })
    total = piece.total
    whole += piece.text
  }
  expect(new TextEncoder().encode(whole)).toHaveLength(operation.outputBytes)
  expect(whole.endsWith(needle)).toBe(true)
  await expect(bench.api.device.output({ operationId: 'unknown' as OperationId })).rejects.toMatchObject({ code: 'operation.not-found' })
}, 60_000)
