import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { type LiveBench, openLiveBench } from '#tests/builders/live-bench.ts'
import { readLogLines } from '#tests/builders/log-lines.ts'

/** Changes a device on the server, as an administrator does there. */
async function changeOnServer({ simulator }: LiveBench, device: Device, change: object): Promise<void> {
  const response = await fetch(`${simulator.url}/agents/${device.remoteId}/`, {
    method: 'PUT',
    headers: { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
  expect(response.ok).toBe(true)
}

const kindsOf = (steps: readonly { readonly kind: string }[]): string[] => steps.map((step) => step.kind)

describe('the way of a device through the console', () => {
  let bench: LiveBench

  beforeAll(async () => {
    bench = await openLiveBench({ devices: 40 })
  })
  afterAll(() => bench.close())

  /** The entry of a device once screens were told about it. */
  const announced = async (device: Device) => {
    const read = async () => (await bench.api.diagnostics.pipeline({ deviceId: device.id })).entries[0]
    let entry = await read()
    await eventually('the row was announced', () => entry?.recomputed.some((step) => step.kind === 'list-row'), async () => {
      entry = await read()
    })
    return entry
  }

  test('S32: one trace id leads from the request through mapped record, change set and recomputed row to the summary', async () => {
    const device = bench.find()
    await changeOnServer(bench, device, { description: 'traced through' })
    const [summary] = await bench.api.sync.run({})
    const entry = await announced(device)
    expect(entry).toMatchObject({ traceId: summary?.traceId, deviceName: device.name, accountId: bench.accountId })
    expect(entry?.responses).toEqual([expect.objectContaining({ method: 'GET', template: expect.stringMatching(/^\/agents\//), status: 200, attempt: 1, traceId: summary?.traceId })])
    expect(entry?.responses[0]?.bytesIn).toBeGreaterThan(500)
    expect(entry?.mapped).toMatchObject({ rejected: 0, rows: expect.any(Number) })
    expect(entry?.mapped.fields).toEqual(expect.arrayContaining(['name', 'description', 'status', 'lastSeenAt']))
    expect(entry?.change.kind).toBe('updated')
    expect(entry?.change.fields).toContainEqual({ field: 'description', from: device.description, to: 'traced through' })
    expect(kindsOf(entry?.recomputed ?? [])).toEqual(expect.arrayContaining(['list-row', 'status', 'problem']))
    const requests = readLogLines(bench.folder, 'request').filter((line) => line['traceId'] === summary?.traceId)
    expect(requests.map((line) => line['path'])).toContain(entry?.responses[0]?.template)
    expect(readLogLines(bench.folder, 'sync changed a device').filter((line) => line['traceId'] === summary?.traceId).map((line) => line['deviceId'])).toContain(device.id)
    const story = await bench.api.diagnostics.trace({ traceId: summary?.traceId ?? '' })
    expect(story.passes.map((pass) => pass.traceId)).toEqual([summary?.traceId])
    expect(story.entries.map((one) => one.deviceId)).toContain(device.id)
    expect(story.exchanges.length).toBe(requests.length)
  })

  test('S32: reading one device says which sections came, which were new, and that nothing was', async () => {
    const device = bench.find((one) => one.osFamily === 'windows' && one.id !== bench.find().id)
    const first = await bench.api.sync.device({ deviceId: device.id })
    const read = async () => (await bench.api.diagnostics.pipeline({ deviceId: device.id })).entries[0]
    const entry = await read()
    expect(entry?.traceId).toBe(first.traceId)
    expect(entry?.responses.map((one) => one.template).toSorted()).toEqual(['/agents/{agent_id}/', '/agents/{agent_id}/checks/', '/alerts/', '/software/{agent_id}/', '/winupdate/{agent_id}/'])
    expect(entry?.mapped.sections).toEqual(expect.arrayContaining(['hardware', 'software', 'checks']))
    expect(entry?.change).toMatchObject({ kind: 'updated', sections: expect.arrayContaining(['hardware', 'software']) })
    expect(entry?.recomputed).toContainEqual(expect.objectContaining({ kind: 'section', section: 'hardware' }))
    const second = await bench.api.device.refresh({ deviceId: device.id, sections: ['software'], force: true })
    const again = await read()
    expect(again?.traceId).not.toBe(first.traceId)
    expect(again?.change).toMatchObject({ kind: 'unchanged', fields: [], sections: [] })
    expect(second.device.id).toBe(device.id)
  })

  test('S32: where the vendor has nothing of the kind, nothing is asked and no entry pretends otherwise', async () => {
    const device = bench.find((one) => one.osFamily === 'linux')
    const entryOf = async () => (await bench.api.diagnostics.pipeline({ deviceId: device.id })).entries[0]?.traceId
    const before = await entryOf()
    const asked = readLogLines(bench.folder, 'request').length
    await bench.api.device.refresh({ deviceId: device.id, sections: ['software'], force: true })
    expect(readLogLines(bench.folder, 'request')).toHaveLength(asked)
    expect(await entryOf()).toBe(before)
  })

  test('S32: a remote command has one trace id in its request, its operation and both its journal records', async () => {
    const device = bench.find((one) => one.osFamily === 'windows')
    const { id } = await bench.api.device.runCommand({ deviceId: device.id, shell: 'powershell', command: 'hostname' })
    const { traceId } = await bench.api.device.operation({ operationId: id })
    let story = await bench.api.diagnostics.trace({ traceId })
    await eventually('the end was recorded', () => story.records.some((record) => record.phase === 'result'), async () => {
      story = await bench.api.diagnostics.trace({ traceId })
    })
    expect(story.exchanges).toEqual([expect.objectContaining({ method: 'POST', template: '/agents/{agent_id}/cmd/', status: 200 })])
    expect(story.records.map(({ phase, action }) => `${phase} ${action}`).toSorted()).toEqual(['intent device.runCommand', 'result device.runCommand'])
  })

  test('S32: a shell and a live view carry the ids of their journal records', async () => {
    const device = bench.find((one) => one.osFamily === 'windows')
    const shell = await bench.api.shell.open({ deviceId: device.id, depth: 'buffered', columns: 80, rows: 24 })
    let isReady = false
    await eventually('the shell takes keys', () => isReady, async () => {
      isReady = (await bench.api.shell.list({})).some((one) => one.id === shell.id && one.state === 'ready')
    })
    await bench.api.shell.input({ shellId: shell.id, data: 'hostname\r' })
    const opened = (await bench.api.journal.list({ limit: 50 })).records.find((record) => record.action === 'shell.open' && record.phase === 'intent')
    await eventually('the line was sent', () => readLogLines(bench.folder, 'request').some((line) => line['traceId'] === opened?.['trace'] && line['path'] === '/agents/{agent_id}/cmd/'))
    await bench.api.shell.close({ shellId: shell.id })
    await bench.api.metrics.watch({ deviceId: device.id, intervalSeconds: 1 })
    let intent: JournalRecord | undefined
    await eventually('the watch was recorded', () => intent, async () => {
      intent = (await bench.api.journal.list({ limit: 50 })).records.find((record) => record.action === 'metrics.watch' && record.phase === 'intent')
    })
    await eventually('a reading', () => readLogLines(bench.folder, 'request').some((line) => line['traceId'] === intent?.['trace'] && line['path'] === '/agents/{agent_id}/cmd/'))
    await bench.api.metrics.unwatch({ deviceId: device.id })
  })

  test('S32: search finds a device by a part of its name and by its trace id', async () => {
    const { entries } = await bench.api.diagnostics.pipeline({})
    const [newest] = entries
    expect(entries.map((one) => one.at)).toEqual(entries.map((one) => one.at).toSorted((a, b) => b - a))
    const found = async (text: string) => (await bench.api.diagnostics.pipeline({ text })).entries.map((one) => one.deviceId)
    expect(await found(newest?.deviceName?.toLowerCase().slice(0, -1) ?? '')).toContain(newest?.deviceId)
    expect(await found(newest?.traceId ?? '')).toContain(newest?.deviceId)
    expect(await found('no such thing')).toEqual([])
  })
})

describe('what the memory of diagnostics holds', () => {
  test('S32: the last 100 devices, and none for a fleet in which nothing changed', async () => {
    const bench = await openLiveBench({ devices: 130, isSignedIn: false })
    try {
      const first = await bench.api.diagnostics.pipeline({})
      expect(first.entries).toHaveLength(100)
      expect(new Set(first.entries.map((one) => one.change.kind))).toEqual(new Set(['created']))
      expect(first.entries.every((one) => one.responses.length === 1)).toBe(true)
    } finally {
      await bench.close()
    }
  })

  test('S32: a field called like a secret and a value that is the key are hidden', async () => {
    const bench = await openLiveBench({ devices: 10, isSignedIn: false })
    try {
      const device = bench.find()
      await changeOnServer(bench, device, { description: `see ${bench.simulator.apiKey} and Password=Winter2026-canary` })
      await bench.api.sync.run({})
      const told = JSON.stringify(await bench.api.diagnostics.pipeline({ deviceId: device.id }))
      expect(told).toContain('"description"')
      expect(told).not.toContain(bench.simulator.apiKey)
      expect(told).not.toContain('Winter2026-canary')
    } finally {
      await bench.close()
    }
  })
})

test('S32, D26: the overview tells versions, paths, key store, settings and both names of a setting that differ', async () => {
  const bench = await openLiveBench({ devices: 5, isSignedIn: false, variables: { OUTRIDER_API_TIMEOUT: '30', NESTOGY_RMM_API_TIMEOUT: '60' } })
  try {
    const overview = await bench.api.diagnostics.overview({})
    expect(overview.versions).toMatchObject({ node: process.versions.node, sqlite: expect.stringMatching(/^3\./) })
    expect(overview.vault.kind).toBe('passphrase')
    expect(overview.paths.logs).toContain('logs')
    expect(overview.warnings).toEqual([expect.stringContaining('NESTOGY_RMM_API_TIMEOUT differ')])
    expect(overview.settings).toContainEqual({ name: 'OUTRIDER_API_TIMEOUT', value: '30', source: 'OUTRIDER_API_TIMEOUT' })
    expect(JSON.stringify(overview)).not.toContain(bench.simulator.apiKey)
  } finally {
    await bench.close()
  }
})
