import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, test } from './fixtures/console-test.ts'
import { projectFolder } from './fixtures/built-files.ts'

const answers = (origin: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })

interface Ready {
  readonly origin: string
}

/** The first READY line of a started command. */
function whenReady(child: ChildProcess): Promise<Ready> {
  return new Promise((done, refuse) => {
    child.once('exit', (code) => refuse(new Error(`ended with code ${code} before it was ready`)))
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => line.startsWith('READY ') && done(JSON.parse(line.slice('READY '.length)) as Ready))
  })
}

const starters = {
  'npm start': ['npm', 'start', '--silent', '--', '--web', '--no-open', '--json'],
  'npm run outrider': ['npm', 'run', '--silent', 'outrider', '--', 'serve', '--no-open', '--json'],
} as const

test.beforeEach(({ target }, info) => {
  info.skip(target !== 'browser', 'The starter is the same for all targets.')
})

for (const [name, [command, ...args]] of Object.entries(starters)) {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    test(`${name}: ${signal} to npm alone ends the server behind it`, async ({ profile }) => {
      const env = { ...process.env, OUTRIDER_DATA_DIR: profile, OUTRIDER_PASSPHRASE: 'a passphrase for this test' }
      const npm = spawn(command, args, { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'inherit'] })
      const { origin } = await whenReady(npm)
      expect(await answers(origin)).toBe(true)
      npm.kill(signal)
      await once(npm, 'exit')
      await expect.poll(() => answers(origin), { timeout: 30_000 }).toBe(false)
    })
  }
}

test('the server ends when the starter itself is killed and can pass nothing on', async ({ profile }) => {
  const env = { ...process.env, OUTRIDER_DATA_DIR: profile, OUTRIDER_PASSPHRASE: 'a passphrase for this test' }
  const starter = spawn(process.execPath, ['resources/dev/run.mjs', 'outrider', 'serve', '--no-open', '--json'], { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const { origin } = await whenReady(starter)
  starter.kill('SIGKILL')
  await expect.poll(() => answers(origin), { timeout: 30_000 }).toBe(false)
})

test('a server whose starter was given no package manager outlives the shell it was started from', async ({ profile }) => {
  const { npm_lifecycle_event: _, ...rest } = process.env
  const env = { ...rest, OUTRIDER_DATA_DIR: profile, OUTRIDER_PASSPHRASE: 'a passphrase for this test' }
  const script = '"$0" resources/dev/run.mjs outrider serve --no-open --json & echo "PID $!"; wait'
  const shell = spawn('sh', ['-c', script, process.execPath], { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: shell.stdout })
  const pid = new Promise<number>((done) => lines.on('line', (line) => line.startsWith('PID ') && done(Number(line.slice(4)))))
  const { origin } = await whenReady(shell)
  shell.kill('SIGKILL')
  await once(shell, 'exit')
  await new Promise((done) => setTimeout(done, 3_000))
  expect(await answers(origin)).toBe(true)
  process.kill(await pid, 'SIGTERM')
  await expect.poll(() => answers(origin), { timeout: 30_000 }).toBe(false)
})
