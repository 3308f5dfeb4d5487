import { describe, expect, test } from 'vitest'
import type { CompanyContext, JournalIntent, JournalResult } from '#core/context.ts'
import { createEvents } from '#core/events.ts'
import { createLineRecorder } from '#core/shell/line-operation.ts'
import { startShellSession } from '#core/shell/shell-session.ts'
import type { RecordedAction } from '#core/shell/shell-record.ts'
import { createNodeTrace } from '#platform/node-trace.ts'
import { createNodeCrypto } from '#platform/node-crypto.ts'
import { ShellId } from '#shared/model/ids.ts'
import type { ShellDepth, ShellView } from '#shared/model/shell.ts'
import { aDevice } from '#tests/builders/a-device.ts'
import { createLinkVendor } from '#tests/builders/link-vendor.ts'
import { silentLog } from '#tests/builders/silent-log.ts'
import { createTestClock } from '#tests/builders/test-clock.ts'

interface Entry {
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  result: (Pick<JournalResult, 'state'> & Partial<JournalResult>) | null
}

interface Options {
  readonly depth?: ShellDepth
  readonly canPing?: boolean
  readonly canInterrupt?: boolean
  /** The journal refuses. */
  readonly isUnwritable?: boolean
}

/** A session on a link that can be broken, a clock that can be moved, and everything that came out of it. */
async function openSession({ depth = 'interactive', canPing = true, canInterrupt = true, isUnwritable = false }: Options = {}) {
  const clock = createTestClock()
  const vendor = createLinkVendor({ canPing, canInterrupt })
  const events = createEvents((error) => {
    throw error
  })
  const views: ShellView[] = []
  const outputs: string[] = []
  const owners = new Set<string | undefined>()
  events.subscribe(({ path, payload, owner }) => {
    owners.add(owner)
    if (path === 'shell.changed') views.push(payload as ShellView)
    if (path === 'shell.output') outputs.push((payload as { data: string }).data)
  })
  const journal: Entry[] = []
  const record = async (action: string, params: Readonly<Record<string, unknown>>): Promise<RecordedAction> => {
    if (isUnwritable) throw new Error('The journal is closed.')
    const entry: Entry = { action, params, result: null }
    journal.push(entry)
    return { finish: (result) => void (entry.result ??= result) }
  }
  const written = {
    intent: async ({ action, params }: JournalIntent) => {
      await record(action, params)
      return journal.length - 1
    },
    result: async (seq: number, result: JournalResult) => {
      const entry = journal[seq]
      if (entry) entry.result ??= result
    },
  }
  let serial = 0
  const ports = { clock, crypto: createNodeCrypto(), trace: createNodeTrace(), ids: { next: (kind: string) => `${kind}${(serial += 1)}` }, person: { osUser: 'tester', hostName: 'bench' }, log: silentLog }
  const context = { ports, events, modes: { isOffline: () => false }, journal: written, files: {} } as unknown as CompanyContext
  const opened: Entry = { action: 'shell.open', params: {}, result: null }
  const session = startShellSession(context, {
    id: ShellId.parse('sh1'),
    owner: 'window-1',
    device: aDevice(),
    provider: vendor.provider,
    traceId: 't1',
    shell: 'powershell',
    depth,
    depthReason: null,
    runAsUser: false,
    columns: 80,
    rows: 24,
    opened: { finish: (result) => void (opened.result ??= result) },
    record,
    recordLine: createLineRecorder(context, { device: aDevice(), shellId: 'sh1', program: 'powershell', runAsUser: false, traceId: 't1', preview: (line) => ({ method: 'POST', url: 'https://api.msp.example/', body: line, transport: 'http' }) }),
  })
  await clock.advanceSettled(50)
  return { clock, vendor, session, views, outputs, owners, journal, opened, screen: () => outputs.join(''), states: () => views.map((view) => view.state).filter((state, index, all) => state !== all[index - 1]) }
}

describe('a terminal over a link that breaks', () => {
  test('B94: the strip knows device, client, shell, who runs it and the state; events go to the owner only', async () => {
    const { session, owners } = await openSession()
    expect(session.view()).toMatchObject({ deviceName: 'ACME-WS07', client: 'Acme', shell: 'powershell', runAs: 'SYSTEM', state: 'ready' })
    expect([...owners]).toEqual(['window-1'])
  })

  test('B89: a link silent for 5 s shows as stalled within 5 s, refuses keys, and goes on with the same prompt', async () => {
    const { clock, vendor, session, states, screen } = await openSession()
    expect(await session.input('a')).toBe(true)
    await clock.advanceSettled(3_000)
    vendor.weather = 'silent'
    await clock.advanceSettled(5_000)
    expect(session.view().state).toBe('stalled')
    expect(await session.input('b')).toBe(false)
    await clock.advanceSettled(20)
    expect(screen()).toContain('\x07')
    vendor.weather = 'up'
    await clock.advanceSettled(3_000)
    expect(session.view()).toMatchObject({ state: 'ready' })
    expect(session.view().says).toContain('same prompt')
    expect(await session.input('c')).toBe(true)
    expect(vendor.typed).toEqual(['a', 'c'])
    expect(vendor.opened).toBe(1)
    expect(states()).toEqual(['ready', 'stalled', 'ready'])
  })

  test.each([30, 300])('B89: a link silent for %d s reconnects by itself: scrollback intact, no keystroke repeated, new prompt said', async (seconds) => {
    const { clock, vendor, session, outputs, states } = await openSession()
    await session.input('first\r')
    await clock.advanceSettled(20)
    const before = outputs.length
    const scrollback = outputs.join('')
    vendor.weather = 'silent'
    await clock.advanceSettled(seconds * 1_000)
    expect(session.view().state).toBe('reconnecting')
    expect(await session.input('lost')).toBe(false)
    vendor.weather = 'up'
    await clock.advanceSettled(50_000)
    expect(session.view().state).toBe('ready')
    expect(session.view().says).toContain('new prompt')
    expect(states()).toContain('stalled')
    await session.input('second\r')
    expect(vendor.typed).toEqual(['first\r', 'second\r'])
    expect(outputs.slice(0, before).join('')).toBe(scrollback)
    // oxlint-disable-next-line no-control-regex
    expect(outputs.slice(before).join('')).not.toMatch(/\x1b\[\d*J|\x1bc/)
  })

  test('B89: a link that never comes back ends as lost and says so', async () => {
    const { clock, vendor, session, opened } = await openSession()
    vendor.weather = 'down'
    await clock.advanceSettled(30 * 60_000)
    expect(session.view().state).toBe('failed')
    expect(session.view().says).toContain('did not come back')
    expect(opened.result?.state).toBe('sent-no-answer')
    expect(clock.waiting).toBe(0)
  })

  test('B89: a connection that breaks aloud reconnects at once', async () => {
    const { clock, vendor, session } = await openSession()
    vendor.say({ kind: 'lost', says: 'The server closed the connection.' })
    expect(session.view()).toMatchObject({ state: 'reconnecting', says: 'The server closed the connection.' })
    await clock.advanceSettled(1_000)
    expect(session.view().state).toBe('ready')
    expect(vendor.opened).toBe(2)
  })

  test('B89: a round trip is measured and told', async () => {
    const { clock, session } = await openSession()
    await clock.advanceSettled(1_500)
    expect(session.view().roundTripMs).toBe(0)
  })

  test('B92: closing ends the remote session, its timers and its record', async () => {
    const { clock, vendor, session, opened, journal, views } = await openSession()
    await session.input('dir\r')
    session.close()
    await clock.advanceSettled(0)
    expect(vendor.closed).toBe(1)
    expect(views.at(-1)?.state).toBe('closed')
    expect(opened.result).toMatchObject({ state: 'done', output: { bytes: 'prompt 1> dir\r'.length } })
    expect(journal).toMatchObject([{ action: 'shell.input', result: { state: 'done' } }])
    expect(clock.waiting).toBe(0)
    expect(await session.input('x')).toBe(false)
  })

  test('B92: a shell that ends by itself is closed with its exit code', async () => {
    const { clock, vendor, session } = await openSession()
    vendor.say({ kind: 'done', exitCode: 3 })
    await clock.advanceSettled(0)
    expect(session.view()).toMatchObject({ state: 'closed', says: 'The remote shell ended with exit code 3.' })
  })

  test('B96: modes that a dead program left on are reset when a session ends', async () => {
    const { clock, vendor, session, screen } = await openSession()
    vendor.say({ kind: 'data', data: '\x1b[?1049h\x1b[?1003h' })
    session.close()
    await clock.advanceSettled(20)
    expect(screen()).toContain('\x1b[?1047l')
    expect(screen()).toContain('\x1b[?1003l')
  })

  test('S172: that keys are typed is recorded before the first key leaves, and which keys is not', async () => {
    const { session, journal, vendor } = await openSession()
    const first = session.input('secret')
    expect(vendor.typed).toEqual([])
    await first
    await session.input('\r')
    expect(vendor.typed).toEqual(['secret', '\r'])
    expect(journal).toHaveLength(1)
    expect(JSON.stringify(journal)).not.toContain('secret')
  })

  test('S172: what cannot be recorded is not sent', async () => {
    const { session, vendor } = await openSession({ isUnwritable: true })
    await expect(session.input('a')).rejects.toThrow('The journal is closed.')
    expect(vendor.typed).toEqual([])
  })
})

describe('command mode', () => {
  test('B91: it is named, states its delay, echoes, and sends one whole line', async () => {
    const { clock, session, vendor, screen } = await openSession({ depth: 'buffered', canPing: false })
    expect(session.view().says).toMatch(/Command mode.*after a few seconds, at most 60 s/)
    await session.input('Get-Dat\x7fte\r')
    await clock.advanceSettled(20)
    expect(vendor.lines).toEqual(['Get-Date'])
    expect(session.view().state).toBe('running')
    vendor.say({ kind: 'data', data: 'Sunday\nNovember' })
    vendor.say({ kind: 'done', exitCode: 0 })
    await clock.advanceSettled(20)
    expect(session.view().state).toBe('ready')
    expect(screen()).toMatch(/powershell> Get-Dat.*\r\nSunday\r\nNovember\r\npowershell> $/s)
  })

  test('B91: one command at a time: lines typed ahead wait for the answer, in order', async () => {
    const { clock, session, vendor } = await openSession({ depth: 'streamed' })
    await session.input('one\rtwo\r')
    await session.input('three\r')
    await clock.advanceSettled(20)
    expect(vendor.lines).toEqual(['one'])
    vendor.say({ kind: 'done', exitCode: 0 })
    await clock.advanceSettled(20)
    expect(vendor.lines).toEqual(['one', 'two'])
    vendor.say({ kind: 'done', exitCode: 0 })
    await clock.advanceSettled(20)
    expect(vendor.lines).toEqual(['one', 'two', 'three'])
  })

  test('S172: every line is recorded before it is sent, with its own end, size and hash', async () => {
    const { clock, session, vendor, journal } = await openSession({ depth: 'streamed' })
    await session.input('whoami\r')
    vendor.say({ kind: 'data', data: 'nt authority\\system\r\n' })
    vendor.say({ kind: 'done', exitCode: 0 })
    await session.input('bad\r')
    vendor.say({ kind: 'done', exitCode: 3 })
    await clock.advanceSettled(0)
    expect(journal.map(({ action, params, result }) => [action, params['command'], result?.state, result?.exitCode])).toEqual([
      ['shell.run', 'whoami', 'succeeded', 0],
      ['shell.run', 'bad', 'failed', 3],
    ])
    expect(journal[0]?.result?.output).toEqual({ bytes: 21, hash: createNodeCrypto().sha256('nt authority\\system\r\n'), isTruncated: false })
    expect(session.view().says).toContain('exit 3')
  })

  test('B89: a running line whose link breaks is lost, is not sent again, and says that it may have run', async () => {
    const { clock, session, vendor, journal } = await openSession({ depth: 'streamed' })
    await session.input('Restart-Service Spooler\r')
    await session.input('typed ahead\r')
    vendor.say({ kind: 'lost', says: 'Cut.' })
    await clock.advanceSettled(600_000)
    expect(session.view()).toMatchObject({ state: 'failed' })
    expect(session.view().says).toContain('may have run')
    expect(vendor.lines).toEqual(['Restart-Service Spooler'])
    expect(journal.map((entry) => entry.result?.state)).toEqual(['sent-no-answer'])
  })

  test('B91: Ctrl-C cancels a running line where the vendor can, and says so where it cannot', async () => {
    const able = await openSession({ depth: 'streamed' })
    await able.session.input('ping -t x\r')
    expect(able.session.interrupt()).toBe(true)
    able.vendor.say({ kind: 'done', exitCode: null })
    await able.clock.advanceSettled(0)
    expect(able.journal[0]?.result?.state).toBe('cancelled-may-have-run')
    const unable = await openSession({ depth: 'buffered', canPing: false, canInterrupt: false })
    await unable.session.input('ping -t x\r')
    expect(await unable.session.input('\x03')).toBe(false)
    expect(unable.session.view().says).toContain('cannot stop')
  })

  test('B92: closing while a line runs says when the vendor cannot stop it', async () => {
    const { session, views, clock, journal } = await openSession({ depth: 'buffered', canPing: false, canInterrupt: false })
    await session.input('Start-Sleep 30\r')
    session.close()
    await clock.advanceSettled(0)
    expect(views.at(-1)).toMatchObject({ state: 'closed' })
    expect(views.at(-1)?.says).toContain('goes on')
    expect(journal[0]?.result?.state).toBe('cancelled-may-have-run')
  })

  test('B76: the label of an answer that is not whole is shown', async () => {
    const { session, vendor } = await openSession({ depth: 'buffered', canPing: false })
    await session.input('big\r')
    vendor.say({ kind: 'done', exitCode: 0, note: 'The server dropped output beyond 10 MiB.' })
    expect(session.view().says).toContain('server dropped output')
  })

  test('B91: a refusal of one line keeps the shell', async () => {
    const { session, vendor, journal, clock } = await openSession({ depth: 'buffered', canPing: false })
    await session.input('x\r')
    vendor.say({ kind: 'refused', says: 'Missing right: send command.', outcome: 'failed' })
    await clock.advanceSettled(0)
    expect(session.view()).toMatchObject({ state: 'ready', says: 'Missing right: send command.' })
    await session.input('y\r')
    vendor.say({ kind: 'refused', says: 'The device did not answer in 60 s. The command may have run.' })
    await clock.advanceSettled(0)
    expect(journal.map((entry) => entry.result?.state)).toEqual(['failed', 'sent-no-answer'])
  })

  test('B91: a quiet command without a connection to ask is not called stalled', async () => {
    const { session, clock } = await openSession({ depth: 'buffered', canPing: false })
    await session.input('Start-Sleep 40\r')
    await clock.advanceSettled(40_000)
    expect(session.view().state).toBe('running')
  })
})
