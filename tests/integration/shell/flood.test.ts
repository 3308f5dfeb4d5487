import { expect, test } from 'vitest'
import { openLiveBench } from '#tests/builders/live-bench.ts'
import { watchShell } from '#tests/builders/shell-watcher.ts'
import { FLOW } from '#core/shell/output-gate.ts'

const megabyte = 1024 ** 2
const flood = 100 * megabyte

/** Opens a terminal and starts a flood of 100 MB. */
async function startFlood() {
  const bench = await openLiveBench({ devices: 20 })
  const screen = watchShell(bench.api)
  screen.keepOnly(4_096)
  const { id } = await bench.api.shell.open({ deviceId: bench.find((one) => one.osFamily === 'windows').id })
  await screen.waitForText(/>\s*$/)
  return { bench, screen, id, start: () => bench.api.shell.input({ shellId: id, data: `flood ${flood}\r` }) }
}

test('B90: a screen that stops drawing stops the flood: what was sent and not drawn stays bounded, and so does memory', async () => {
  const { bench, screen, start } = await startFlood()
  screen.isDrawing = false
  const before = screen.received
  await start()
  const memory = process.memoryUsage().rss
  for (let turn = 0; turn < 3_000; turn += 1) await new Promise((resolve) => void setImmediate(resolve))
  expect(screen.received - before).toBeGreaterThan(FLOW.resumeBelow)
  expect(screen.received - before).toBeLessThanOrEqual(FLOW.pauseAbove + FLOW.messageSize)
  expect(process.memoryUsage().rss - memory).toBeLessThan(100 * megabyte)
  await bench.close()
})

test('B90: a flood is cancelled: the prompt comes back at once and the rest never does', async () => {
  const { bench, screen, id, start } = await startFlood()
  await start()
  await screen.waitForText(/(?:\S{40,}\r?\n){3}/)
  const received = screen.received
  expect(await bench.api.shell.interrupt({ shellId: id })).toEqual({ accepted: true })
  await screen.waitForText(/>\s*$/)
  expect(screen.received - received).toBeLessThan(FLOW.pauseAbove)
  expect(screen.received).toBeLessThan(flood / 2)
  await bench.api.shell.input({ shellId: id, data: 'whoami\r' })
  await screen.waitForText(/nt authority\\system/)
  expect(screen.sequences).toEqual(screen.sequences.map((_, index) => index + 1))
  await bench.close()
})
