import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { startSimulator, type Simulator } from '#simulators/start-simulator.ts'
import { totpCode } from '#simulators/toolkit/totp.ts'
import { eventually } from '#tests/builders/eventually.ts'

let simulator: Simulator
let token: string

beforeAll(async () => {
  simulator = await startSimulator({ vendor: 'tactical_rmm', devices: 10, port: 0, seed: 2, waitScale: 0.01, steady: true })
  token = (await post('/v2/login/', { username: simulator.user, password: simulator.password, twofactor: totpCode(simulator.totpSecret, Date.now()) })).token
})
afterAll(() => simulator.close())

const post = async (path: string, body: unknown) => (await fetch(simulator.url + path, { method: 'POST', body: JSON.stringify(body) })).json()

interface Frame {
  readonly error?: string
  readonly status?: number
  readonly cmd_id?: string
  readonly output?: string
  readonly done?: boolean
  readonly exit_code?: number
  readonly data?: { readonly output: string; readonly done: boolean; readonly exit_code: number | null; readonly messageId: string }
}

interface Opened {
  readonly socket: WebSocket
  readonly frames: Frame[]
  readonly screen: () => string
  readonly send: (frame: unknown) => void
}

async function open(path: string): Promise<Opened> {
  const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}${path}?access_token=${token}`)
  const frames: Frame[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data))))
  await new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject) })
  return { socket, frames, screen: () => frames.map((frame) => frame.data?.output ?? '').join(''), send: (frame) => socket.send(JSON.stringify(frame)) }
}

const openTerminal = async (id: number, shell: string): Promise<Opened> => {
  const terminal = await open(`/ws/agent/${simulator.fleet.byId(id)!.key}/terminal/${randomUUID()}/`)
  terminal.send({ action: 'start', shell })
  await eventually('the prompt', () => /[>#] $|>$/.test(terminal.screen()))
  return terminal
}

describe('the interactive terminal', () => {
  test('prompt, echo, output, and a new prompt', async () => {
    const terminal = await openTerminal(1, 'cmd')
    terminal.send({ action: 'input', data: 'echo hello\r' })
    await eventually('the output', () => /echo hello\r\nhello\r\n\S+>$/.test(terminal.screen()))
    expect(terminal.frames.map((frame) => frame.data?.messageId)).toEqual(terminal.frames.map((_, index) => String(index + 1)))
    terminal.socket.close()
  })

  test('Ctrl-C ends a running command; typed-ahead keys wait', async () => {
    const terminal = await openTerminal(3, 'bash')
    terminal.send({ action: 'input', data: 'sleep 100000\r' })
    await eventually('the command started', () => terminal.screen().includes('sleep 100000\r\n'))
    terminal.send({ action: 'input', data: 'whoami\r' })
    terminal.send({ action: 'input', data: '\x03' })
    await eventually('the next command ran', () => terminal.screen().includes('root\r\n'))
    expect(terminal.screen().indexOf('^C')).toBeLessThan(terminal.screen().indexOf('root\r\n'))
    terminal.socket.close()
  })

  test('exit ends the session with its code, and start opens another one', async () => {
    const terminal = await openTerminal(3, 'bash')
    terminal.send({ action: 'input', data: 'exit 4\r' })
    await eventually('the end', () => terminal.frames.some((frame) => frame.data?.done))
    expect(terminal.frames.at(-1)?.data).toMatchObject({ exit_code: 4, done: true })
    terminal.frames.length = 0
    terminal.send({ action: 'start', shell: 'bash' })
    await eventually('another prompt', () => terminal.screen().endsWith('# '))
    terminal.socket.close()
  })

  test('a flood is held back by a reader that does not read, and Ctrl-C ends it', async () => {
    const terminal = await openTerminal(3, 'bash')
    const stopped = terminal.socket as unknown as { _socket: { pause(): void; resume(): void; bytesRead: number } }
    stopped._socket.pause()
    const before = process.memoryUsage().rss
    terminal.send({ action: 'input', data: 'flood 60000000\r' })
    // The peer's buffers fill within a few turns; what cannot be sent must not be made.
    for (let turn = 0; turn < 2_000; turn += 1) await new Promise(setImmediate)
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000)
    stopped._socket.resume()
    terminal.send({ action: 'input', data: '\x03' })
    await eventually('the prompt came back', () => terminal.screen().endsWith('# '))
    terminal.socket.close()
  })

  test('a device that is off never answers', async () => {
    const terminal = await open(`/ws/agent/${simulator.fleet.byId(2)!.key}/terminal/${randomUUID()}/`)
    terminal.send({ action: 'start' })
    terminal.send({ action: 'nonsense' })
    await eventually('the reply to the nonsense', () => terminal.frames.length > 0)
    expect(terminal.frames).toEqual([{ error: 'Unknown action: nonsense' }])
    terminal.socket.close()
  })
})

describe('the streamed command', () => {
  test('acknowledgement, one frame per line, the end with its code', async () => {
    const stream = await open(`/ws/agent/${simulator.fleet.byId(1)!.key}/cmd/`)
    stream.send({ cmd: 'echo one & echo two & exit 5', shell: 'cmd', timeout: 10, cmd_id: 'mine' })
    await eventually('the end', () => stream.frames.some((frame) => frame.done))
    expect(stream.frames).toEqual([{ cmd_id: 'mine' }, { cmd_id: 'mine', output: 'one' }, { cmd_id: 'mine', output: 'two' }, { cmd_id: 'mine', done: true, exit_code: 5 }])
    stream.socket.close()
  })

  test('software that is too old says so and closes', async () => {
    const stream = await open(`/ws/agent/${simulator.fleet.byId(5)!.key}/cmd/`)
    const code = await new Promise((resolve) => { stream.socket.once('close', resolve) })
    expect([code, stream.frames]).toEqual([4003, [{ error: 'The streaming feature requires agent version 2.10.0 or higher.', status: 400 }]])
  })

  test('only a login token opens a socket', async () => {
    for (const credential of ['', `?access_token=${simulator.apiKey}`]) {
      const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}/ws/dashinfo/${credential}`)
      const status = await new Promise((resolve) => { socket.once('unexpected-response', (_request, answer) => resolve(answer.statusCode)); socket.once('error', () => undefined) })
      expect(status).toBe(403)
    }
  })
})
