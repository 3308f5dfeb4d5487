import type { Command } from 'commander'
import { exitCodeOfOperation, exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { wholeNumber } from '../input/option-values.ts'
import { describeOperation, describePreview } from '../output/describe-operation.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { waitForEnd } from '../wait-for-end.ts'
import { parseShellOption } from './shell-option.ts'

interface RunOptions extends CommonOptions {
  readonly shell?: string
  readonly timeout: number
  readonly asUser?: boolean
  readonly showRequest?: boolean
}


async function run(session: Session, typed: string, words: readonly string[], options: RunOptions): Promise<number> {
  const { api, print, printOutput, note, isJson } = session
  const found = await findDevice(api, typed)
  const { shells } = await api.device.get({ deviceId: found.id })
  const shell = options.shell === undefined ? shells[0] : parseShellOption(options.shell)
  const input = { deviceId: found.id, shell: shell ?? 'bash', command: words.join(' '), timeoutSeconds: options.timeout, runAsUser: options.asUser === true } as const
  if (options.showRequest) {
    const preview = await api.device.previewCommand(input)
    print(preview, () => describePreview(preview))
    return exitCodes.done
  }
  const started = await api.device.runCommand(input)
  if (!isJson) note(`${found.name}: operation ${started.id}`)
  const operation = await waitForEnd(session, started)
  printOutput(operation, operation.output ?? '')
  if (!isJson) note(describeOperation(operation))
  return exitCodeOfOperation(operation)
}

const examples = `
Examples:
  outrider run SRV-01 -- 'Get-Service | Where-Object Status -eq Stopped'
  outrider run web-02 --shell sh --timeout 300 -- 'apt-get update'
  outrider run SRV-01 --show-request -- hostname

The output of the device goes to standard output, everything else to standard error. Read-only mode refuses it:
"outrider mode --read-only off" first. It is sent at most once; Ctrl-C stops waiting and says whether it may have run.`

/** `outrider run DEVICE --shell powershell -- 'Get-Date'`. */
export function addRunCommand(program: Command): void {
  program
    .command('run <device> <command...>')
    .description('Run one command on one device and wait for its end state')
    .option('--shell <shell>', 'powershell, cmd, bash, sh or zsh (the default of the device otherwise)')
    .option('--timeout <seconds>', 'limit on the device, 1-3600', wholeNumber(1, 3_600), 60)
    .option('--as-user', 'run as the logged-in user instead of the system account')
    .option('--show-request', 'print exactly what would be sent, and send nothing')
    .addHelpText('after', examples)
    .action((device: string, words: string[], _, command: Command) => withSession(command.optsWithGlobals(), (session) => run(session, device, words, command.optsWithGlobals())))
}
