import { expect, test } from 'vitest'
import { FLOW, createOutputGate } from '#core/shell/output-gate.ts'
import { createTestClock } from '#tests/builders/test-clock.ts'

function gateWithClock() {
  const clock = createTestClock()
  const messages: { sequence: number; data: string }[] = []
  const calls: string[] = []
  const gate = createOutputGate({
    clock,
    publish: (sequence, data) => messages.push({ sequence, data }),
    pause: () => calls.push('pause'),
    resume: () => calls.push('resume'),
  })
  const shown = () => messages.map((message) => message.data).join('')
  // The first message of a shell waits longer than all others; it is out of the way here.
  gate.push('.')
  clock.advance(FLOW.firstAfterMs)
  gate.acknowledge(1)
  clock.advance(1_000)
  messages.length = 0
  return { clock, gate, messages, calls, shown }
}

const kilobytes = (count: number): string => `${'x'.repeat(1_023)}\n`.repeat(count)

test('B90: chunks within 8 ms become one message, numbered without gaps', () => {
  const { clock, gate, messages } = gateWithClock()
  gate.push(kilobytes(4))
  clock.advance(FLOW.coalesceMs)
  for (let line = 0; line < 7; line += 1) {
    gate.push(`line ${line}\n`)
    clock.advance(1)
  }
  expect(messages).toHaveLength(1)
  clock.advance(FLOW.coalesceMs)
  expect(messages.map(({ sequence, data }) => [sequence, data.split('\n').length - 1])).toEqual([
    [2, 4],
    [3, 7],
  ])
})

test('B90: nothing is sent before whoever opened the shell knows its id', () => {
  const clock = createTestClock()
  const messages: string[] = []
  const gate = createOutputGate({ clock, publish: (_, data) => messages.push(data), pause: () => undefined, resume: () => undefined })
  gate.push('prompt> ')
  clock.advance(FLOW.firstAfterMs - 1)
  expect(messages).toEqual([])
  clock.advance(1)
  expect(messages).toEqual(['prompt> '])
})

test('B90: an echo waits one millisecond only', () => {
  const { clock, gate, messages } = gateWithClock()
  for (const letter of 'hello') gate.push(letter)
  clock.advance(FLOW.echoMs)
  expect(messages).toEqual([{ sequence: 2, data: 'hello' }])
})

test('B90: above the high mark the device is paused, below the low mark it goes on, and nothing is lost', () => {
  const { clock, gate, calls, shown } = gateWithClock()
  const output = kilobytes(200)
  gate.push(output)
  clock.advance(FLOW.coalesceMs)
  expect(calls).toEqual(['pause'])
  expect(shown().length).toBeLessThanOrEqual(FLOW.pauseAbove + FLOW.messageSize)
  let acknowledged = 0
  for (let turn = 0; turn < 1_000 && acknowledged < output.length; turn += 1) {
    const drawn = Math.min(8_192, shown().length - acknowledged)
    acknowledged += drawn
    gate.acknowledge(drawn)
    clock.advance(FLOW.coalesceMs)
  }
  expect(shown()).toBe(output)
  expect(calls).toEqual(['pause', 'resume'])
})

test('B90: a device that cannot pause loses the middle, visibly, and memory stays bounded', () => {
  const { clock, gate, shown } = gateWithClock()
  const lines = 40_000
  for (let line = 0; line < lines; line += 1) gate.push(`line ${line} ${'y'.repeat(80)}\r\n`)
  clock.advance(FLOW.coalesceMs)
  let seen = 0
  for (let turn = 0; turn < 200; turn += 1) {
    gate.acknowledge(shown().length - seen)
    seen = shown().length
    clock.advance(FLOW.coalesceMs)
  }
  const text = shown()
  expect(text.length).toBeLessThanOrEqual(FLOW.pauseAbove + FLOW.holdAbove + FLOW.messageSize + 200)
  expect(text).toContain('line 0 ')
  expect(text).toContain(`line ${lines - 1} `)
  const start = text.indexOf('\x18\x1b[0m\r\n')
  const notice = text.slice(start, text.indexOf('line ', start))
  expect(notice).toMatch(/\[\.\.\. [\d,]+ characters skipped \.\.\.\]\r\n$/)
  const skipped = Number(notice.replaceAll(/\D/g, '').slice(1))
  const sent = Array.from({ length: lines }, (_, line) => `line ${line} `.length + 82).reduce((sum, one) => sum + one, 0)
  expect(skipped + text.length - notice.length).toBe(sent)
})

test('B90: an interrupt drops what waits and what is still coming, and shows the prompt as soon as it is quiet', () => {
  const { clock, gate, calls, messages, shown } = gateWithClock()
  gate.push(kilobytes(400))
  clock.advance(FLOW.coalesceMs)
  gate.acknowledge(shown().length)
  const before = shown().length
  gate.interrupt()
  expect(calls).toEqual(['pause'])
  clock.advance(FLOW.drainHoldMs)
  expect(calls).toEqual(['pause', 'resume'])
  for (let turn = 0; turn < 10; turn += 1) {
    gate.push(kilobytes(100))
    clock.advance(1)
  }
  gate.push('^C\r\nPS C:\\> ')
  clock.advance(FLOW.drainQuietMs + FLOW.coalesceMs)
  const after = shown().slice(before)
  expect(after).toMatch(/characters skipped/)
  expect(after.endsWith('PS C:\\> ')).toBe(true)
  expect(after.length).toBeLessThan(FLOW.drainKeep + 200)
  expect(messages.map((message) => message.sequence)).toEqual(messages.map((_, index) => index + 2))
})

test('B90: an interrupt ends a flood also where the screen keeps up with it', () => {
  const { clock, gate, shown } = gateWithClock()
  for (let turn = 0; turn < 20; turn += 1) {
    gate.push(kilobytes(10))
    clock.advance(FLOW.coalesceMs)
    gate.acknowledge(shown().length)
  }
  const before = shown().length
  gate.interrupt()
  clock.advance(FLOW.drainHoldMs)
  for (let turn = 0; turn < 10; turn += 1) gate.push(kilobytes(100))
  gate.push('^C\r\n$ ')
  clock.advance(FLOW.drainQuietMs + FLOW.coalesceMs)
  expect(shown().slice(before)).toMatch(/characters skipped[^$]*\$ $/)
  expect(shown().length - before).toBeLessThan(FLOW.drainKeep + 200)
})

test('B90: a flood that comes up again after a moment of quiet is still the interrupted one, until keys are typed', () => {
  const { clock, gate, shown } = gateWithClock()
  gate.push(kilobytes(400))
  clock.advance(FLOW.coalesceMs)
  gate.acknowledge(shown().length)
  gate.interrupt()
  clock.advance(FLOW.drainHoldMs + FLOW.drainQuietMs + 10)
  const before = shown().length
  for (let turn = 0; turn < 20; turn += 1) gate.push(kilobytes(50))
  gate.push('$ ')
  clock.advance(FLOW.drainQuietMs + FLOW.coalesceMs)
  expect(shown().slice(before)).toMatch(/characters skipped[^$]*\$ $/)
  expect(shown().length - before).toBeLessThan(FLOW.drainKeep + 200)
  gate.expectOutput()
  const wanted = shown().length
  gate.push(kilobytes(50))
  clock.advance(FLOW.coalesceMs)
  expect(shown().length - wanted).toBe(50 * 1_024)
})

test('B90: an interrupt of a quiet shell drops nothing', () => {
  const { clock, gate, shown } = gateWithClock()
  gate.push('some output\r\n')
  gate.interrupt()
  gate.push('^C\r\n')
  clock.advance(FLOW.coalesceMs)
  expect(shown()).toBe('some output\r\n^C\r\n')
})

test('B90: after an interrupt of something that never stops, output goes on within a second', () => {
  const { clock, gate, shown } = gateWithClock()
  gate.push(kilobytes(400))
  clock.advance(FLOW.coalesceMs)
  gate.acknowledge(shown().length)
  const before = shown().length
  gate.interrupt()
  for (let turn = 0; turn < 130; turn += 1) {
    gate.push(kilobytes(1))
    clock.advance(10)
  }
  expect(shown().length).toBeGreaterThan(before)
})

test('B90: no message and no skip breaks a character in two', () => {
  const { clock, gate, messages } = gateWithClock()
  gate.push(`a${'🚀'.repeat(40_000)}`)
  clock.advance(FLOW.coalesceMs)
  expect(messages.length).toBeGreaterThan(1)
  for (const { data } of messages) expect(data.isWellFormed()).toBe(true)
})

test('a stopped gate leaves no timer behind', () => {
  const { clock, gate } = gateWithClock()
  gate.push('x')
  gate.flush()
  gate.stop()
  expect(clock.waiting).toBe(0)
})
