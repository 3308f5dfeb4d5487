import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Vault } from '#core/ports.ts'
import { AppError, type AppErrorShape } from '#shared/errors/app-error.ts'

/** State of the Secret Service in a session: its keyring open, closed, or no service at all. */
export type KeyringState = 'unlocked' | 'locked' | 'none' | 'no-bus'

const programs = ['dbus-run-session', 'gnome-keyring-daemon', 'dbus-send', 'sh'] as const

/** What is missing to run the real keyring here; empty when all is there. */
export function missingPrograms(): readonly string[] {
  if (process.platform !== 'linux') return ['a Linux Secret Service']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return programs.filter((program) => !folders.some((folder) => existsSync(join(folder, program))))
}

const preludes: Readonly<Record<KeyringState, string>> = {
  unlocked: 'eval "$(printf %s test-pw | gnome-keyring-daemon --unlock --components=secrets)"; ',
  locked: 'eval "$(gnome-keyring-daemon --start --components=secrets)"; ',
  none: '',
  'no-bus': '',
}

export interface KeyringSession {
  readonly vault: Vault
  /** Locks the keyring as a screen lock or a person may do while the product runs. */
  readonly lockKeyring: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Starts a script of this folder inside a fresh D-Bus session whose home is `home`. */
function startIn(state: KeyringState, home: string, script: string, scriptArgs: readonly string[]) {
  const runtime = join(home, 'runtime')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  const child = fileURLToPath(new URL(script, import.meta.url))
  const command = `${preludes[state]}exec "$@"`
  const program = ['sh', '-c', command, 'sh', process.execPath, child, ...scriptArgs]
  const [file = '', ...args] = state === 'no-bus' ? program : ['dbus-run-session', '--', ...program]
  const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  return spawn(file, args, { env: { ...env, HOME: home, XDG_RUNTIME_DIR: runtime }, stdio: ['pipe', 'pipe', 'ignore'] })
}

/** What one of several first starts of a profile came to. */
export interface FirstStart {
  readonly kind: Vault['kind']
  /** Names of the secrets, one of each start, that this one's vault holds when all have put theirs. */
  readonly found: readonly string[]
}

/** Opens new profiles by several processes at once, in one session with an open keyring. Answers what each start found, by profile. */
export async function startAtOnce(home: string, profiles: readonly string[], processes: number): Promise<FirstStart[][]> {
  const session = startIn('unlocked', home, './first-starts.ts', [String(processes), ...profiles])
  const lines = createInterface({ input: session.stdout })[Symbol.asyncIterator]()
  const answer = JSON.parse((await lines.next()).value as string) as FirstStart[][]
  if (session.exitCode === null) await once(session, 'exit')
  return answer
}

/**
 * Opens the product's vault in a process inside a fresh D-Bus session whose home is `home`. The same home with another
 * state is the same person after signing in without opening the keyring. The answered vault speaks to that process.
 */
export async function startKeyring(state: KeyringState, home: string, profile: string, passphrase?: string): Promise<KeyringSession> {
  const session = startIn(state, home, './keyring-child.ts', [profile, ...(passphrase === undefined ? [] : [passphrase])])
  const lines = createInterface({ input: session.stdout })[Symbol.asyncIterator]()
  const next = async <T>() => JSON.parse((await lines.next()).value as string) as T
  const { kind, says } = await next<Pick<Vault, 'kind' | 'says'>>()
  const ask = async (method: string, ...args: string[]): Promise<unknown> => {
    session.stdin.write(`${JSON.stringify({ id: 0, method, args })}\n`)
    const answer = await next<{ value?: unknown; error?: AppErrorShape }>()
    if (answer.error !== undefined) throw new AppError(answer.error)
    return answer.value
  }
  const vault = {
    kind,
    says,
    put: (key: string, value: string) => ask('put', key, value),
    get: (key: string) => ask('get', key),
    remove: (key: string) => ask('remove', key),
    has: (key: string) => ask('has', key),
  } as Vault
  const close = async () => {
    const ended = session.exitCode === null ? once(session, 'exit') : undefined
    session.stdin.end()
    await ended
  }
  return { vault, close, lockKeyring: async () => void (await ask('lockKeyring')) }
}
