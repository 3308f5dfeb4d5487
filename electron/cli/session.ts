import type { Api } from '#shared/contract/client.ts'
import { createApi } from '#shared/contract/client.ts'
import { AppError, toSentence, toWire } from '#shared/errors/app-error.ts'
import { createCore } from '#core/create-core.ts'
import type { Core } from '#core/create-core.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { createHostPorts } from './host-ports.ts'

/** What a command works with: the contract in process, and how results are shown. */
export interface Session {
  readonly api: Api
  readonly core: Core
  readonly isJson: boolean
  /** Prints one result: the object with `--json`, else the words. */
  print(value: unknown, words: () => string): void
  /** Progress and notes for the person; never part of the output. */
  note(line: string): void
}

/** Options every command has. */
export interface CommonOptions {
  readonly json?: boolean
  readonly company?: string
}

const callerId = 'cli'

async function openNamedCompany(api: Api, name: string): Promise<void> {
  const found = (await api.company.list({})).find((one) => one.id === name || one.name.toLowerCase() === name.toLowerCase())
  if (!found) {
    throw new AppError({ code: 'company.not-found', what: `There is no company "${name}".`, effect: 'Nothing was done.', next: 'See "outrider company list".', remedy: 'check-input' })
  }
  await api.company.open({ companyId: found.id })
}

/** The in-process transport: the same contract as the windows use, without a wire. */
export const connectInProcess = (core: Core): Api =>
  createApi({
    call: (path, input) => core.call(path, input, { id: callerId }),
    on: (path, listener) =>
      core.subscribe((announcement) => {
        if (announcement.path === path && (announcement.owner === undefined || announcement.owner === callerId)) listener(announcement.payload)
      }),
  })

/** Prints an error the way the output was asked for and answers its exit code. */
export function showError(error: unknown, isJson: boolean): number {
  if (error instanceof Error && error.message === 'interrupted') return exitCodes.interrupted
  const shape = toWire(error)
  if (isJson) process.stdout.write(`${JSON.stringify({ error: shape })}\n`)
  else process.stderr.write(`${toSentence(shape)}\n`)
  if (shape.code === 'internal' && process.env['OUTRIDER_LOG_LEVEL'] === 'debug') process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return exitCodeOf(shape.code)
}

/** The core's timers and threads do not keep a process alive; a command that waits for them does. Answers the release. */
export function keepAlive(): () => void {
  const timer = setInterval(() => {}, 60_000)
  return () => clearInterval(timer)
}

/** Opens a core, runs one command in it, closes it, and sets the exit code. */
export async function withSession(options: CommonOptions, work: (session: Session) => Promise<number | void>): Promise<void> {
  const isJson = options.json === true
  const letGo = keepAlive()
  let core: Core | undefined
  try {
    core = await createCore(await createHostPorts('cli'))
    const api = connectInProcess(core)
    if (options.company !== undefined) await openNamedCompany(api, options.company)
    const code = await work({
      api,
      core,
      isJson,
      print: (value, words) => process.stdout.write(`${isJson ? JSON.stringify(value) : words()}\n`),
      note: (line) => process.stderr.write(`${line}\n`),
    })
    process.exitCode = code ?? exitCodes.done
  } catch (error) {
    process.exitCode = showError(error, isJson)
  } finally {
    await core?.close()
    letGo()
  }
}
