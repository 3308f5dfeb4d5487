import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { AppError } from '#shared/errors/app-error.ts'
import type { AppState } from '#shared/contract/app.ts'
import type { Core } from '#core/create-core.ts'
import { createLockedCore } from '#core/create-locked-core.ts'
import { findBrowser, hasDisplay, openAppWindow } from '#headless/open-window.ts'
import type { AppWindow } from '#headless/open-window.ts'
import { startLoopbackHost } from '#headless/server.ts'
import type { LoopbackHost } from '#headless/server.ts'
import { exitCodes } from '../exit-codes.ts'
import { wholeNumber } from '../input/option-values.ts'
import { onInterrupt } from '../interrupt.ts'
import { describeViewer } from '../output/describe-viewer.ts'
import { withReference } from '../reference.ts'
import { openServedPorts } from '../terminal-ports.ts'
import { connectInProcess, keepAlive, showError } from '../session.ts'
import type { CommonOptions } from '../session.ts'

interface ServeOptions extends CommonOptions {
  readonly port: number
  readonly open: boolean
}

/** The built pages: beside this bundle, or in the build folder when run from source. */
function findPages(): string {
  const places = ['../renderer', '../../../out/renderer'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const found = places.find((path) => existsSync(`${path}/index.html`))
  if (found) return found
  throw new AppError({ code: 'input.invalid', what: 'The pages of the console are not built.', effect: 'Nothing was started.', next: 'Run "npm run build" first.', remedy: 'check-input' })
}

const untilInterrupted = (): Promise<void> => new Promise((done) => void onInterrupt(done))

function announce(host: LoopbackHost, options: ServeOptions, willOpen: boolean): void {
  const url = willOpen ? host.origin : host.launchUrl()
  if (options.json) process.stdout.write(`READY ${JSON.stringify({ url, origin: host.origin })}\n`)
  else if (willOpen) process.stderr.write(`Outrider is open in its own window (${host.origin}). Close the window or press Ctrl-C to end it.\n`)
  else process.stdout.write(`Outrider is served at ${url}\nThe address signs one browser in, once, within 60 seconds. Ctrl-C ends it; Enter prints a new one.\n`)
}

const describeLimits = ({ viewerBecause, vault }: AppState): string =>
  [describeViewer(viewerBecause), vault.kind === 'session' ? vault.says : ''].filter((line) => line !== '').map((line) => `${line}\n`).join('')

/** What this host cannot do here, where that is so. */
async function tellLimits(core: Core): Promise<void> {
  const api = connectInProcess(core)
  const { state } = await api.vault.state({})
  process.stderr.write(state === 'open' ? describeLimits(await api.app.state({})) : 'Outrider is locked. Its first screen says why, and opens it.\n')
}

/** Prints a new sign-in address for every line on standard input, for a browser that came too late. */
function offerNewAddress(host: LoopbackHost, options: ServeOptions): void {
  if (!process.stdin.isTTY && !options.json) return
  process.stdin.on('data', () => process.stdout.write(options.json ? `READY ${JSON.stringify({ url: host.launchUrl(), origin: host.origin })}\n` : `${host.launchUrl()}\n`))
  process.stdin.unref?.()
}

/** Says where the console is when it can be used; resolves when its window is closed. */
async function show(starting: Promise<Core>, host: LoopbackHost, window: AppWindow | undefined, options: ServeOptions): Promise<void> {
  await tellLimits(await starting)
  announce(host, options, window !== undefined)
  offerNewAddress(host, options)
  await (window?.closed ?? new Promise(() => {}))
}

async function serve(options: ServeOptions): Promise<number> {
  const pagesFolder = findPages()
  const ports = openServedPorts()
  const starting = withReference(ports.log, () => createLockedCore(ports))
  // Heard below, when it is awaited.
  starting.catch(() => undefined)
  let host: LoopbackHost | undefined
  let window: AppWindow | undefined
  try {
    host = await startLoopbackHost(starting, { port: options.port, pagesFolder })
    const browser = options.open && hasDisplay() ? findBrowser() : undefined
    // The window comes up while the core opens its stores; what its page asks meanwhile waits at the door.
    window = browser === undefined ? undefined : openAppWindow(browser, host.launchUrl())
    await Promise.race([untilInterrupted(), show(starting, host, window, options)])
  } finally {
    await window?.close()
    await host?.close()
    await (await starting.catch(() => undefined))?.close()
  }
  return exitCodes.done
}

function explainPort(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error
  return new AppError({
    code: 'input.invalid',
    what: `Port ${port} is ${code === 'EACCES' ? 'not allowed for this user' : 'in use by another program'}.`,
    effect: 'The console was not started.',
    next: 'Choose another with --port, or leave it out to take any free one.',
    remedy: 'check-input',
  })
}

/** `outrider serve`. */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('Serve the console to a browser on this computer only')
    .option('--port <port>', 'port on 127.0.0.1 (0: any free one)', wholeNumber(0, 65_535), 0)
    .option('--no-open', 'open no window; print the address')
    .addHelpText('after', '\nThe address signs one browser in, once, within 60 seconds. With --json one line "READY {url, origin}". Ctrl-C ends it.')
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<ServeOptions>()
      keepAlive()
      try {
        process.exitCode = await serve(options)
      } catch (error) {
        process.exitCode = showError(explainPort(error, options.port), options.json === true)
      }
      process.exit()
    })
}
