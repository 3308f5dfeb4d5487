import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
process.chdir(root)

/** Prints a line for the person, on standard error so that a command's own output stays clean. */
export const say = (line) => process.stderr.write(`${line}\n`)

const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

/** The Node that runs the product: the one installed beside the packages, else this one if it is new enough. */
export function workerNode() {
  const bundled = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`)
  if (existsSync(bundled)) return bundled
  if (isNewEnough(process.version)) return process.execPath
  throw new Error(`Outrider needs Node 22.18 or newer on this platform; this is ${process.version}. Install a newer Node and run the command again.`)
}

/** Absolute path of a package's command file. */
export function binaryOf(packageName, binary = packageName) {
  const manifest = JSON.parse(readFileSync(join(root, 'node_modules', packageName, 'package.json'), 'utf8'))
  const relative = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[binary]
  return join(root, 'node_modules', packageName, relative)
}

const packageOf = { tsc: 'typescript', vitest: 'vitest', 'electron-vite': 'electron-vite', oxlint: 'oxlint', playwright: '@playwright/test' }

/**
 * What the C library needs to know on Linux: large blocks go back to the system when they are freed. Without it the list
 * pages of a sync stay in the process for good.
 */
const memoryEnv = process.platform === 'linux' ? { MALLOC_MMAP_THRESHOLD_: '1000000', MALLOC_ARENA_MAX: '2' } : {}

const running = new Set()

/** How long a tool may take to end in order before it is ended for it. */
const patienceMs = 10_000

/** Asks every tool that runs to end, and this process with it. */
export function endAll() {
  for (const child of running) child.kill('SIGTERM')
  const force = () => {
    for (const child of running) child.kill('SIGKILL')
    process.exit(143)
  }
  setTimeout(force, running.size === 0 ? 0 : patienceMs).unref()
}

/** Runs a tool by its file (or a script of ours when `name` is null) under the product's Node; answers its exit code. */
export function tool(name, args, options = {}) {
  const node = options.node ?? workerNode()
  const file = name === null ? [] : [binaryOf(packageOf[name], name)]
  const path = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const env = { ...memoryEnv, ...process.env, PATH: path, OUTRIDER_STARTER_PID: String(process.pid), ...options.env }
  const child = spawn(node, [...file, ...args], { cwd: root, stdio: 'inherit', env })
  const pass = (signal) => child.kill(signal)
  running.add(child)
  process.on('SIGINT', pass)
  process.on('SIGTERM', pass)
  return new Promise((done) => {
    child.on('error', (error) => {
      say(`${args[0]}: ${error.message}`)
      done(1)
    })
    child.on('exit', (code, signal) => {
      running.delete(child)
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      done(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 1))
    })
  })
}

/** Fails the whole command when the tool did. */
export async function succeed(running) {
  const code = await running
  if (code !== 0) {
    process.exitCode = code
    throw new Error(`Stopped: the step above ended with code ${code}.`)
  }
}
