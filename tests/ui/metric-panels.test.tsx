import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { SampleSet } from '#shared/model/metric.ts'
import { ChartHead } from '#renderer/features/metrics/chart-card.tsx'
import { choosePanels } from '#renderer/features/metrics/chart-panels.ts'
import type { PanelFacts } from '#renderer/features/metrics/chart-panels.ts'
import { SampleTable } from '#renderer/features/metrics/sample-table.tsx'

const facts: PanelFacts = { sensor: null, queueLimit: 2 }
const gib = 2 ** 30

/** One reading of a device without a sensor. */
const point = (values: SampleSet['values'] = {}): SampleSet => ({
  at: 1_790_000_000_000,
  values: {
    'cpu.percent': 20, 'cpu.temperature': null, 'memory.used_percent': 25, 'memory.available': 24 * gib, 'memory.cached': null,
    'disk.read:C:': null, 'disk.queue:C:': 1, 'disk.queue_mean_1m:C:': 1.5, 'disk.response_ms:C:': 8, 'disk.response_p95_15m:C:': 30, 'net.rx:Ethernet': 5, ...values,
  },
})

const plain = (text: string): string => text.replaceAll('\u202F', ' ')

/** The head of one card as a person reads it. */
function cardText(id: string, values: SampleSet['values'] = {}, change: Partial<PanelFacts> = {}): string {
  const points = [point(values)]
  const panel = choosePanels(points, { ...facts, ...change }).find((one) => one.id === id)
  if (!panel) throw new Error(`There is no card ${id}.`)
  const { container, unmount } = render(<ChartHead panel={panel} points={points} />)
  const text = plain(container.querySelector('header')?.textContent ?? '')
  unmount()
  return text
}

test('S10: what a device does not tell reads "not available", never 0', () => {
  expect(cardText('disk')).toContain('readnot available')
  expect(cardText('cpu', { 'cpu.percent': null })).toBe('Processorusednot available')
  expect(cardText('network')).toContain('in5 B/s')
})

test('S40: a temperature has its sensor as its name; without one it reads "sensor not available"', () => {
  expect(cardText('temperature')).toContain('sensor not available')
  expect(cardText('temperature', { 'cpu.temperature': 54.5 }, { sensor: 'Package id 0' })).toContain('Package id 054.5 °C')
})

test('S48: available memory has one decimal from bytes, cached only where it is reported', () => {
  expect(cardText('memory-bytes')).toBe('Memory in bytesavailable24.0 GiB')
  expect(cardText('memory-bytes', { 'memory.cached': 1.25 * gib })).toContain('cached1.3 GiB')
})

test('S50: queue depth with its mean, response time with its P95, and a warning above the limit that was set', () => {
  expect(cardText('response')).toBe('Disk response timeper request8 msP95 15 min30 ms')
  expect(cardText('disk-queue')).toBe('Disk queue depthnow1mean 1 min1.5')
  expect(cardText('disk-queue', { 'disk.queue_mean_1m:C:': 2.5 })).toContain('C:: 2.5 requests wait on average, more than 2')
  expect(cardText('disk-queue', { 'disk.queue_mean_1m:C:': 2.5 }, { queueLimit: 4 })).not.toContain('requests wait')
})

test('S10, S39: the table has a row for every reading with its source, and a column for every line', () => {
  const points = [point()]
  const { container } = render(<SampleTable panels={choosePanels(points, facts)} points={points} sourceOf={() => 'Practice RMM, live'} />)
  expect([...container.querySelectorAll('thead th')].map((head) => head.textContent)).toContain('Disk response time P95 15 min')
  expect(container.querySelectorAll('tbody tr')).toHaveLength(1)
  expect(container.querySelector('tbody td')?.textContent).toBe('Practice RMM, live')
})
