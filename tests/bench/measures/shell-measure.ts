import { WebSocket } from 'ws'
import { oneTimeCode } from '#platform/one-time-code.ts'
import type { Api } from '#shared/contract/client.ts'
import type { ShellId } from '#shared/model/ids.ts'
import { openBenchCore } from '../bench-core.ts'
import { aboveFloor, againstLimit, median } from '../bench-result.ts'
import type { Results } from '../bench-result.ts'
import { startPracticeServer } from '../practice-server.ts'
import type { PracticeServer } from '../practice-server.ts'

const keys = 60
const mebibyte = 1_048_576

/** Types one key at a time and waits for its echo; the median wait in milliseconds. */
async function timeKeys(type: (key: string) => void, hear: (listener: (data: string) => void) => void): Promise<number> {
  let heard: (() => void) | undefined
  hear((data) => {
    if (data.includes('x')) heard?.()
  })
  const times: number[] = []
  for (let index = 0; index < keys; index += 1) {
    const echoed = new Promise<void>((done) => (heard = done))
    const started = performance.now()
    type('x')
    await echoed
    times.push(performance.now() - started)
  }
  return median(times)
}

interface Target {
  readonly deviceId: string
  readonly remoteId: string
}

async function findTarget(api: Api): Promise<Target> {
  await api.sync.run({})
  const { ids } = await api.inventory.match({ filter: 'os:windows status:online type:workstation' })
  for (const deviceId of ids) {
    const view = await api.device.get({ deviceId })
    if ((view.device.clientVersion ?? '').localeCompare('2.11.0', undefined, { numeric: true }) >= 0) return { deviceId, remoteId: view.device.remoteId }
  }
  throw new Error('the practice fleet has no device with a terminal')
}

async function loginToken(server: PracticeServer): Promise<string> {
  const body = JSON.stringify({ username: server.user, password: server.password, twofactor: oneTimeCode(server.totpSecret, Date.now()) })
  const response = await fetch(`${server.url}/v2/login/`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return ((await response.json()) as { token: string }).token
}

/** The floor: the vendor's terminal socket with nothing of ours in between. */
async function bareEcho(server: PracticeServer, remoteId: string): Promise<number> {
  const path = `/ws/agent/${remoteId}/terminal/${crypto.randomUUID()}/?access_token=${await loginToken(server)}`
  const socket = new WebSocket(server.url.replace('http', 'ws') + path)
  await new Promise((done, fail) => socket.on('open', done).on('error', fail))
  const listeners: ((data: string) => void)[] = []
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { data?: { output?: string } }
    for (const listener of listeners) listener(frame.data?.output ?? '')
  })
  const prompt = new Promise<void>((done) => listeners.push((data) => data.includes('>') && done()))
  socket.send(JSON.stringify({ action: 'start', shell: 'powershell', run_as_user: false }))
  await prompt
  const time = await timeKeys((key) => socket.send(JSON.stringify({ action: 'input', data: key })), (listener) => listeners.push(listener))
  socket.close()
  return time
}

/** Opens a terminal and acknowledges everything at once, as a page that keeps up. */
async function openTerminal(api: Api, deviceId: string): Promise<{ readonly shellId: ShellId; readonly hear: (listener: (data: string) => void) => void }> {
  const listeners: ((data: string) => void)[] = []
  const opened = await api.shell.open({ deviceId: deviceId as never, shell: 'powershell' })
  const prompt = new Promise<void>((done) => listeners.push((data) => data.includes('>') && done()))
  api.on('shell.output', ({ shellId, data }) => {
    if (shellId !== opened.id) return
    for (const listener of listeners) listener(data)
    void api.shell.acknowledge({ shellId, characters: data.length })
  })
  await prompt
  return { shellId: opened.id, hear: (listener) => listeners.push(listener) }
}

interface Flood {
  readonly growthMiB: number
  readonly cancelMs: number
}

/** A flood of 100 MB: how far memory grows while a third of it passes, and how long an interrupt takes to bring silence. */
async function measureFlood(api: Api, deviceId: string): Promise<Flood> {
  const { shellId, hear } = await openTerminal(api, deviceId)
  let characters = 0
  let lastAt = performance.now()
  let passed: (() => void) | undefined
  hear((data) => {
    characters += data.length
    lastAt = performance.now()
    if (characters > 30 * mebibyte) passed?.()
  })
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const third = new Promise<void>((done) => (passed = done))
  await api.shell.input({ shellId, data: `flood ${100 * mebibyte}\r` })
  await third
  const growthMiB = (process.memoryUsage().rss - before) / mebibyte
  const interrupted = performance.now()
  await api.shell.interrupt({ shellId })
  await new Promise<void>((done) => {
    const look = setInterval(() => {
      if (performance.now() - lastAt < 300 && performance.now() - interrupted < 10_000) return
      clearInterval(look)
      done()
    }, 20)
  })
  const cancelMs = Math.max(0, lastAt - interrupted)
  await api.shell.close({ shellId })
  return { growthMiB, cancelMs }
}

/** Key to echo above the bare socket, and a flood that is cancelled. */
export async function measureShell(): Promise<Results> {
  const server = await startPracticeServer(60, ['--wait-scale', '0.1'])
  const core = await openBenchCore(server)
  try {
    await core.api.app.setReadOnly({ isReadOnly: false })
    await core.api.accounts.signIn({ accountId: core.accountId as never, user: server.user, password: server.password, code: oneTimeCode(server.totpSecret, Date.now()) })
    const target = await findTarget(core.api)
    const { shellId, hear } = await openTerminal(core.api, target.deviceId)
    const ours = await timeKeys((key) => void core.api.shell.input({ shellId, data: key }), hear)
    await core.api.shell.close({ shellId })
    const bare = await bareEcho(server, target.remoteId)
    const flood = await measureFlood(core.api, target.deviceId)
    return {
      'shell.key-to-echo': aboveFloor(ours, bare, 'ms', 5),
      'shell.flood-memory': againstLimit(flood.growthMiB, 0, 'MiB', 100),
      'shell.flood-cancel': againstLimit(flood.cancelMs, 0, 'ms', 200),
    }
  } finally {
    await core.close()
    server.stop()
  }
}
