import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openPassphraseVault } from '#platform/passphrase-vault.ts'

export const entry = resolve(import.meta.dirname, '../../../electron/cli/index.ts')

/** Stripped and compiled sources are kept from one start to the next: a test starts dozens of processes. */
const compileCache = resolve(import.meta.dirname, '../../../node_modules/.cache/cli-tests')

/** A test starts several processes, on a computer that may be busy. In milliseconds. */
export const patience = 120_000

/** A profile folder of its own and what else a command needs from its environment. */
export interface Desk {
  readonly folder: string
  readonly variables: Readonly<Record<string, string>>
  /** Processes that were started and have not ended. */
  readonly running: Set<ChildProcessWithoutNullStreams>
  /** Ends what a failed test left running, and removes the folder. */
  remove(): void
}

/** A clean environment: no display, no session bus and so no keychain, a profile folder in the temporary folder. */
export function aDesk(more: Readonly<Record<string, string>> = {}): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-cli-'))
  const kept = { PATH: process.env['PATH'] ?? '', HOME: folder, TZ: 'UTC', NODE_COMPILE_CACHE: compileCache, OUTRIDER_RETRY_ATTEMPTS: '0', OUTRIDER_API_TIMEOUT: '20' }
  const running = new Set<ChildProcessWithoutNullStreams>()
  const remove = () => {
    for (const child of running) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  return { folder, running, remove, variables: { ...kept, OUTRIDER_DATA_DIR: join(folder, 'profile'), ...more } }
}

/** What opens the vault of `aDeskWithVault`. */
export const passphrase = 'a passphrase for tests'

/** A desk with a vault file whose key is made with the least work allowed: a test opens it dozens of times. */
export async function aDeskWithVault(): Promise<Desk> {
  const desk = aDesk({ OUTRIDER_PASSPHRASE: passphrase })
  const profile = join(desk.folder, 'profile')
  mkdirSync(profile, { mode: 0o700 })
  await openPassphraseVault(profile, passphrase, 2 ** 15)
  return desk
}

/** What a command printed and how it ended. */
export interface CliResult {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** Standard output as JSON. */
  json<T = Record<string, unknown>>(): T
}

export interface RunningCli {
  readonly child: ChildProcessWithoutNullStreams
  readonly ended: Promise<CliResult>
  /** Resolves with everything on standard output or error when the text is there; fails when the command ends first. */
  said(text: string): Promise<string>
}

interface StartOptions {
  readonly input?: string
  /** Leaves standard input open. */
  readonly isOpenEnded?: boolean
  readonly variables?: Readonly<Record<string, string>>
  /** The program and its first arguments instead of the command line from source. */
  readonly program?: readonly string[]
}

/** Starts `outrider ARGS` from source. Standard input is empty and closed unless told otherwise. */
export function startCli(desk: Desk, args: readonly string[], { input = '', isOpenEnded = false, variables = {}, program = [process.execPath, entry] }: StartOptions = {}): RunningCli {
  const [command = '', ...first] = program
  const child = spawn(command, [...first, ...args], { env: { ...desk.variables, ...variables }, stdio: 'pipe' })
  desk.running.add(child)
  let [out, err] = ['', '']
  let looks: (() => void)[] = []
  const look = () => looks.forEach((one) => one())
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
    look()
  })
  child.stdin.on('error', () => undefined)
  if (isOpenEnded) child.stdin.write(input)
  else child.stdin.end(input)
  const ended = new Promise<CliResult>((done) => {
    child.on('close', () => desk.running.delete(child))
    child.on('close', (code) => done({ code, out, err, json: <T>() => JSON.parse(out) as T }))
  })
  const said = (text: string) =>
    new Promise<string>((done, fail) => {
      const check = () => {
        if (!`${out}${err}`.includes(text)) return
        looks = looks.filter((one) => one !== check)
        done(`${out}${err}`)
      }
      looks.push(check)
      child.on('close', () => fail(new Error(`ended without saying "${text}": ${out}${err}`)))
      check()
    })
  return { child, ended, said }
}

/** Runs `outrider ARGS` to its end. */
export const runCli = (desk: Desk, args: readonly string[], options: StartOptions = {}): Promise<CliResult> => startCli(desk, args, options).ended

/** Starts `outrider ARGS` under a real terminal: `script` gives it one, and passes on what is typed. */
export function startInTerminal(desk: Desk, args: readonly string[]): RunningCli {
  const quoted = [process.execPath, entry, ...args].map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ')
  return startCli(desk, [], { isOpenEnded: true, program: ['script', '--quiet', '--return', '--command', quoted, '/dev/null'] })
}
