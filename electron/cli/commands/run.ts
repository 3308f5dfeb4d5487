import type { Command } from 'commander'
import { finalStates, operationWords } from '#shared/model/operation.ts'
import type { Operation } from '#shared/model/operation.ts'
import { exitCodeOfState } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { parseShellOption } from './shell-option.ts'

interface RunOptions extends CommonOptions {
  readonly shell?: string
  readonly timeout: string
  readonly asUser?: boolean
  readonly showRequest?: boolean
}

/** Waits until an operation reached one of its six end states. Ctrl-C cancels it and waits for what that means. */
export async function waitForEnd({ api, note }: Session, started: Operation): Promise<Operation> {
  let stop = () => {}
  const ended = new Promise<Operation>((done) => {
    stop = api.on('device.operationChanged', (operation) => {
      if (operation.id === started.id && finalStates.has(operation.state)) done(operation)
    })
  })
  const cancel = () => {
    note('Cancelling…')
    void api.device.cancelOperation({ operationId: started.id }).catch(() => {})
  }
  process.on('SIGINT', cancel)
  const now = await api.device.operation({ operationId: started.id })
  const operation = finalStates.has(now.state) ? now : await ended
  stop()
  process.off('SIGINT', cancel)
  return operation
}

const describeEnd = (operation: Operation): string => {
  const exit = operation.exitCode === null ? (operation.isExitCodeReported ? '' : ', exit code not reported') : ` (exit ${operation.exitCode})`
  return `${operationWords[operation.state]}${exit} in ${((operation.durationMs ?? 0) / 1000).toFixed(1)} s. ${operation.says ?? ''}`.trim()
}

async function run(session: Session, typed: string, words: readonly string[], options: RunOptions): Promise<number> {
  const { api, print, note } = session
  const found = await findDevice(api, typed)
  const view = await api.device.get({ deviceId: found.id })
  const shell = options.shell === undefined ? view.shells[0] : parseShellOption(options.shell)
  const input = { deviceId: found.id, shell: shell ?? 'bash', command: words.join(' '), timeoutSeconds: Number(options.timeout), runAsUser: options.asUser === true } as const
  if (options.showRequest) {
    const preview = await api.device.previewCommand(input)
    print(preview, () => `${preview.method} ${preview.url}\n${preview.body}`)
    return 0
  }
  const operation = await waitForEnd(session, await api.device.runCommand(input))
  print(operation, () => (operation.output ?? '').replace(/\r?\n$/, ''))
  if (!session.isJson) note(`${found.name}: ${describeEnd(operation)}${operation.outputNote ? ` ${operation.outputNote}` : ''}`)
  return exitCodeOfState(operation.state)
}

/** `outrider run DEVICE --shell powershell -- 'Get-Date'`. */
export function addRunCommand(program: Command): void {
  program
    .command('run <device> <command...>')
    .description('Run one command on one device and wait for its end state')
    .option('--shell <shell>', 'powershell, cmd, bash, sh or zsh (the default of the device otherwise)')
    .option('--timeout <seconds>', 'limit on the device, 1-3600', '60')
    .option('--as-user', 'run as the logged-in user instead of the system account')
    .option('--show-request', 'print exactly what would be sent, and send nothing')
    .action((device: string, words: string[], _, command: Command) => withSession(command.optsWithGlobals(), (session) => run(session, device, words, command.optsWithGlobals())))
}
