import type { Api } from '#shared/contract/client.ts'
import { createApi } from '#shared/contract/client.ts'
import { AppError, toSentence, toWire } from '#shared/errors/app-error.ts'
import type { Core } from '#core/create-core.ts'
import { startOn } from '#core/create-locked-core.ts'
import type { Log, Ports } from '#core/ports.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { describeViewer } from './output/describe-viewer.ts'
import { toJsonLine, toNote, toTerminal } from './output/terminal-text.ts'
import { isInterruption, withReference } from './reference.ts'
import { openTerminalPorts } from './terminal-ports.ts'

/** What a command works with: the contract in process, and how results are shown. */
export interface Session {
  readonly api: Api
  readonly isJson: boolean
  /** Prints one result: the object with `--json`, else the words. Empty words print nothing. */
  readonly print: (value: unknown, words: () => string) => void
  /** Prints what a device wrote: byte for byte into a file or a pipe, without what drives a terminal on one. */
  readonly printOutput: (value: unknown, output: string) => void
  /** Progress and notes for the person; never part of the output. */
  readonly note: (line: string) => void
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
  if (isInterruption(error)) return exitCodes.interrupted
  const shape = toWire(error)
  if (isJson) process.stdout.write(toJsonLine({ error: shape }))
  else process.stderr.write(`${toNote(toSentence(shape))}${shape.code === 'internal' && shape.traceId !== undefined ? ` Reference: ${shape.traceId}` : ''}\n`)
  if (shape.code === 'internal' && process.env['OUTRIDER_LOG_LEVEL'] === 'debug') process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return exitCodeOf(shape.code)
}

/** The core's timers and threads do not keep a process alive; a command that waits for them does. Answers the release. */
export function keepAlive(): () => void {
  const timer = setInterval(() => {}, 60_000)
  return () => clearInterval(timer)
}

/**
 * Refuses to work where nothing can be kept: one command after the other would each begin with an empty profile, and
 * what they print would be mistaken for the truth.
 */
export function assertVault({ vault }: Ports): void {
  if (vault.kind !== 'session') return
  const sentences = vault.says.split(/(?<=\.) /)
  throw new AppError({
    code: 'vault.unavailable',
    what: sentences[0] ?? vault.says,
    effect: 'Nothing was sent, and nothing was kept: there is no safe place for keys and data.',
    next: sentences.at(-1) ?? '',
    remedy: 'unlock',
  })
}

function createPrinters(isJson: boolean): Pick<Session, 'print' | 'printOutput'> {
  const { stdout } = process
  const write = (text: string) => void (text !== '' && stdout.write(text))
  const toLines = (text: string) => (text === '' ? '' : `${stdout.isTTY ? toTerminal(text) : text}\n`)
  return {
    print: (value, words) => write(isJson ? toJsonLine(value) : toLines(words())),
    printOutput: (value, output) => write(isJson ? toJsonLine(value) : stdout.isTTY ? toLines(output.replace(/\r?\n$/, '')) : output),
  }
}

/** Prints one result to standard output: the object with `--json`, else the words. */
export const printTo = (isJson: boolean, value: unknown, words: () => string): void => createPrinters(isJson).print(value, words)

interface SessionNeeds {
  readonly needsVault?: boolean
  /** Where files go and come from, instead of the folder for downloads. */
  readonly handover?: Ports['handover']
}

async function openSession(isJson: boolean, company: string | undefined, { needsVault = true, handover }: SessionNeeds): Promise<{ readonly core: Core; readonly session: Session; readonly log: Log }> {
  const ports = await openTerminalPorts(handover)
  if (needsVault) assertVault(ports)
  const core = await withReference(ports.log, () => startOn(ports))
  const session = { api: connectInProcess(core), isJson, ...createPrinters(isJson), note: (line: string) => void process.stderr.write(`${toNote(line)}\n`) }
  if (needsVault && ports.profile.viewerBecause === 'disk-full') session.note(describeViewer('disk-full'))
  try {
    if (company !== undefined) await openNamedCompany(session.api, company)
  } catch (error) {
    await core.close()
    throw error
  }
  return { core, session, log: ports.log }
}

/** Runs a command that opens what it needs by itself; told and ended like every other one. */
export async function runAlone(isJson: boolean, work: () => Promise<number | void>): Promise<void> {
  const letGo = keepAlive()
  try {
    process.exitCode = (await work()) ?? exitCodes.done
  } catch (error) {
    process.exitCode = showError(error, isJson)
  } finally {
    letGo()
  }
}

/**
 * Opens a core, runs one command in it, closes it, and sets the exit code. `needsVault` false is for commands that say
 * something true about a profile that cannot keep anything.
 */
export function withSession(options: CommonOptions, work: (session: Session) => Promise<number | void>, needs: SessionNeeds = {}): Promise<void> {
  const isJson = options.json === true
  return runAlone(isJson, async () => {
    const { core, session, log } = await openSession(isJson, options.company, needs)
    try {
      return await withReference(log, async () => work(session))
    } finally {
      await core.close()
    }
  })
}
