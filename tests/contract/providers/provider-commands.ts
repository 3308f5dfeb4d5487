import { expect, test } from 'vitest'
import type { DeviceRef } from '#core/providers/provider.ts'
import type { IncomingDevice } from '#shared/model/device.ts'
import { makeBench, never, type Current, type Subject } from './provider-bench.ts'

/** What every provider does with commands: sent once, byte for byte, with an honest end. */
export function defineCommandTests(subject: Subject, current: Current, online: (osFamily: IncomingDevice['osFamily']) => DeviceRef): void {
  const request = { shell: 'powershell', command: 'hostname', timeoutSeconds: 20, runAsUser: false } as const

  test('S52: the command arrives byte for byte and its output keeps white space and Unicode', async () => {
    const { bench, server } = current()
    const command = '  Write-Output "  grüße \u4F60\u597D  "\r\n\t# "quotes" \'single\' $(x) `n \\ %PATH% \u2028 🙂 '
    const outcome = await bench.connect().runCommand(online('windows'), { ...request, command }, { signal: never, onSent: () => undefined })
    expect(outcome.kind).toBe('answered')
    expect(server.requests.bodies({ path: subject.paths.command }).map(subject.commandIn)).toEqual([command])
  })

  test('B73: what is shown before sending is exactly what is sent', async () => {
    const { bench, server } = current()
    const provider = bench.connect()
    for (const command of ['dir', 'a\r\nb\n', '\uFEFFx', '"\\"', '${y} `z`', '\u0000\u001b[31m', 'İıß', '😀'.repeat(50)]) {
      server.requests.clear()
      const shown = provider.previewCommand(online('windows'), { ...request, command })
      await provider.runCommand(online('windows'), { ...request, command }, { signal: never, onSent: () => undefined })
      const [sent] = server.requests.find({ path: subject.paths.command })
      expect(sent && { method: sent.method, url: server.url + sent.path, body: sent.bodyText, transport: 'http' }).toEqual(shown)
    }
  })

  test('S53: a shell the device does not have is refused before anything is sent', async () => {
    const { bench, server } = current()
    const provider = bench.connect()
    for (const [osFamily, shell] of [['windows', 'bash'], ['windows', 'zsh'], ['linux', 'powershell'], ['linux', 'cmd'], ['macos', 'cmd']] as const) {
      const outcome = await provider.runCommand(online(osFamily), { ...request, shell }, { signal: never, onSent: () => undefined })
      expect(outcome.kind).toBe('failed')
    }
    expect(server.requests.count()).toBe(0)
  })

  test('S53: the shells of each system work', async () => {
    const { bench } = current()
    for (const [osFamily, shell] of [['windows', 'powershell'], ['windows', 'cmd'], ['linux', 'bash'], ['linux', 'sh'], ['macos', 'zsh']] as const) {
      const outcome = await bench.connect().runCommand(online(osFamily), { ...request, shell, command: 'echo it works' }, { signal: never, onSent: () => undefined })
      expect(outcome).toMatchObject({ kind: 'answered', output: expect.stringContaining('it works') })
    }
  })

  test('S26: a command is sent once, whatever happens to it', async () => {
    const { bench, server } = current()
    for (const kind of ['reset', 'cut', 'html', 'not-json'] as const) {
      server.requests.clear()
      server.setFaults([{ kind, match: { path: subject.paths.command } }])
      const outcome = await bench.connect().runCommand(online('windows'), request, { signal: never, onSent: () => undefined })
      expect([kind, outcome.kind]).toEqual([kind, 'no-answer'])
      expect([kind, server.requests.count({ path: subject.paths.command })]).toEqual([kind, 1])
    }
    for (const status of [500, 502, 503, 504]) {
      server.requests.clear()
      server.setFaults([{ kind: 'status', status, match: { path: subject.paths.command } }])
      const outcome = await bench.connect().runCommand(online('windows'), request, { signal: never, onSent: () => undefined })
      expect([status, outcome.kind]).toEqual([status, 'no-answer'])
      expect(server.requests.count({ path: subject.paths.command })).toBe(1)
    }
  })

  test('S26: a command that did not leave has failed and says so', async () => {
    const { bench } = current()
    let isSent = false
    const outcome = await bench.connect({ apiUrl: 'http://127.0.0.1:9' }).runCommand(online('windows'), request, { signal: never, onSent: () => (isSent = true) })
    expect(outcome).toMatchObject({ kind: 'failed', says: expect.stringContaining('Nothing was run') })
    expect(isSent).toBe(false)
  })

  test('S26: onSent is told when the command leaves', async () => {
    const { bench } = current()
    let sent = 0
    await bench.connect().runCommand(online('windows'), request, { signal: never, onSent: () => (sent += 1) })
    expect(sent).toBe(1)
  })

  test('S54: a command that reaches its limit has timed out, and is not sent again', async () => {
    const server = await subject.start({ isRealTime: true })
    const provider = makeBench(subject, server).connect()
    for (const [osFamily, shell, command] of [['windows', 'powershell', 'Start-Sleep 30'], ['linux', 'bash', 'sleep 30']] as const) {
      const outcome = await provider.runCommand(online(osFamily), { shell, command, timeoutSeconds: 1, runAsUser: false }, { signal: never, onSent: () => undefined })
      expect(outcome).toMatchObject({ kind: 'timed-out', says: expect.stringContaining('limit of 1 s') })
    }
    expect(server.requests.count({ path: subject.paths.command })).toBe(2)
    await server.close()
  })

  test('S26: too many requests means that the command was not run and may go later', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 429, headers: { 'retry-after': '7' }, match: { path: subject.paths.command } }])
    const outcome = await bench.connect().runCommand(online('windows'), request, { signal: never, onSent: () => undefined })
    expect(outcome).toEqual({ kind: 'rate-limited', retryAfterMs: 7_000 })
    expect(server.requests.count({ path: subject.paths.command })).toBe(1)
  })

  test('B76: an output that was cut keeps its beginning and is not a success', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'cut', bytes: 8, match: { path: subject.paths.command } }])
    const outcome = await bench.connect().runCommand(online('windows'), { ...request, command: 'echo 123456789' }, { signal: never, onSent: () => undefined })
    expect(outcome).toMatchObject({ kind: 'no-answer', output: expect.stringMatching(/^123456/), says: expect.stringContaining('may have run') })
  })
}
