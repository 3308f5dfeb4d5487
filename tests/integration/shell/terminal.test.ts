import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShellView } from '#shared/model/shell.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { type LiveBench, openLiveBench } from '#tests/builders/live-bench.ts'
import { readShellRecords } from '#tests/builders/shell-records.ts'
import { type ShellWatcher, watchShell } from '#tests/builders/shell-watcher.ts'
import { connectTo } from '#tests/builders/test-core.ts'

describe('a terminal on a simulated device', () => {
  let bench: LiveBench
  let screen: ShellWatcher
  let view: ShellView

  beforeAll(async () => {
    bench = await openLiveBench()
  })
  afterAll(() => bench.close())

  const open = async (): Promise<ShellView> => {
    screen = watchShell(bench.api)
    const device = bench.find((one) => one.osFamily === 'windows')
    view = await bench.api.shell.open({ deviceId: device.id })
    await screen.waitForState('ready')
    await screen.waitForText(/>\s*$/)
    return view
  }
  const finish = async (): Promise<void> => {
    await bench.api.shell.close({ shellId: view.id })
    screen.stop()
  }
  const type = (data: string) => bench.api.shell.input({ shellId: view.id, data })

  test('B94: the strip has device, client, shell and who runs it, apart from the output', async () => {
    const { deviceName, client, state } = await open()
    const device = bench.find((one) => one.osFamily === 'windows')
    expect({ deviceName, client, state }).toEqual({ deviceName: device.name, client: device.client, state: 'opening' })
    expect(screen.views.at(-1)).toMatchObject({ depth: 'interactive', depthReason: null, runAs: 'SYSTEM', deviceType: device.type, state: 'ready', shell: 'powershell' })
    await finish()
  })

  test('B90: keys are echoed and a command answers', async () => {
    await open()
    expect(await type('echo "out"+"rider"\r')).toEqual({ accepted: true })
    await screen.waitForText(/echo "out"/)
    await type('whoami\r')
    await screen.waitForText(/nt authority\\system/)
    expect(screen.sequences).toEqual(screen.sequences.map((_, index) => index + 1))
    await finish()
  })

  test('B92: closing ends the remote session: its connection is gone and the shell is forgotten', async () => {
    await open()
    const connections = bench.proxy.open
    await finish()
    await eventually('the connection of the terminal ended', () => bench.proxy.open < connections)
    expect(await bench.api.shell.list({})).toEqual([])
    await expect(type('x')).rejects.toThrow(/not open/)
  })

  test('B92: many shells at once, each with its own output', async () => {
    await open()
    const first = view
    const second = await bench.api.shell.open({ deviceId: bench.find((one) => one.osFamily === 'linux').id })
    await eventually('the second is live', () => screen.views.some((one) => one.id === second.id && one.state === 'ready'))
    expect((await bench.api.shell.list({})).map((one) => one.id).toSorted()).toEqual([first.id, second.id].toSorted())
    await bench.api.shell.close({ shellId: second.id })
    await finish()
  })

  test('B92: a shell belongs to its caller; when the caller goes, it ends', async () => {
    const other = connectTo(bench.core, { id: 'window-2' })
    const heard = watchShell(bench.api)
    const theirs = watchShell(other)
    const opened = await other.shell.open({ deviceId: bench.find((one) => one.osFamily === 'windows').id })
    await theirs.waitForState('ready')
    await expect(bench.api.shell.input({ shellId: opened.id, data: 'x' })).rejects.toThrow(/not open/)
    expect(await bench.api.shell.list({})).toEqual([])
    const connections = bench.proxy.open
    bench.core.callerGone({ id: 'window-2' })
    await theirs.waitForState('closed')
    await eventually('the connection ended', () => bench.proxy.open < connections)
    expect(heard.views).toEqual([])
    heard.stop()
    theirs.stop()
  })

  test('S172: opening, typing and the end are in the journal, with size and hash and without the keys', async () => {
    await open()
    await type('whoami\r')
    await screen.waitForText(/system/)
    await finish()
    const records = await readShellRecords(bench.api, view.id)
    const text = JSON.stringify(records)
    expect(records.slice(0, 2).map((record) => [record['phase'], record.action])).toEqual([
      ['intent', 'shell.open'],
      ['intent', 'shell.input'],
    ])
    expect(records.slice(2).map((record) => [record['phase'], record.action])).toEqual(
      expect.arrayContaining([
        ['result', 'shell.input'],
        ['result', 'shell.open'],
      ]),
    )
    expect(text).not.toContain('whoami')
    const result = records.find((record) => record['phase'] === 'result' && record.action === 'shell.open')?.['result'] as Record<string, unknown>
    expect(result).toMatchObject({ state: 'done', truncated: false })
    expect(result['output_bytes']).toBeGreaterThan(10)
    expect((await bench.api.journal.verify({})).isIntact).toBe(true)
  })

  test('B12: read-only refuses a new shell and keys of an open one, and records the refusal', async () => {
    await open()
    await bench.api.app.setReadOnly({ isReadOnly: true })
    await expect(type('x')).rejects.toThrow(/Read-only/)
    await expect(bench.api.shell.open({ deviceId: bench.find().id })).rejects.toThrow(/Read-only/)
    await bench.api.app.setReadOnly({ isReadOnly: false })
    await finish()
  })

  test('B92: `exit` on the device closes the shell and says so', async () => {
    await open()
    await type('exit\r')
    const { says } = await screen.waitForState('closed')
    expect(says).toContain('The remote shell ended')
    await finish()
  })
})
