import type { Command } from 'commander'
import { AppError } from '#shared/errors/app-error.ts'
import type { OperationId } from '#shared/model/ids.ts'
import { finalStates, operationWords } from '#shared/model/operation.ts'
import type { Operation } from '#shared/model/operation.ts'
import { exitCodeOfOperation, exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { wholeNumber } from '../input/option-values.ts'
import { describeOperation, describePreview } from '../output/describe-operation.ts'
import { toMoment, toText } from '../output/format.ts'
import { toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface ListOptions extends CommonOptions {
  readonly device?: string
  readonly text?: string
  readonly limit: number
  readonly open?: boolean
}

interface ShowOptions extends CommonOptions {
  readonly showRequest?: boolean
}

/** How many operations are looked at for those that wait or run; more are never under way together. */
const mostLookedAt = 500

const describeList = (operations: readonly Operation[], none: string): string =>
  operations.length === 0
    ? none
    : toTable<Operation>(
        [
          { title: 'Id', value: (one) => one.id },
          { title: 'When', value: (one) => toMoment(one.createdAt) },
          { title: 'Device', value: (one) => one.deviceName, maxWidth: 32 },
          { title: 'State', value: (one) => operationWords[one.state] },
          { title: 'Exit', value: (one) => toText(one.exitCode), isRight: true },
          { title: 'What', value: (one) => toText(one.params['command'] ?? one.action) },
        ],
        operations,
      )

async function list({ api, print }: Session, options: ListOptions): Promise<void> {
  const device = options.device === undefined ? undefined : await findDevice(api, options.device)
  const found = await api.device.operations({
    limit: options.open === true ? mostLookedAt : options.limit,
    ...(device === undefined ? {} : { deviceId: device.id }),
    ...(options.text === undefined ? {} : { text: options.text }),
  })
  const operations = options.open === true ? found.filter((one) => !finalStates.has(one.state)).slice(0, options.limit) : found
  print(operations, () => describeList(operations, options.open === true ? 'Nothing waits and nothing is under way.' : 'No operations.'))
}

const noRequest = (id: string) =>
  new AppError({
    code: 'operation.not-found',
    what: `What operation ${id} sent was not kept.`,
    effect: 'Its state and output are stored.',
    next: 'Operations of older versions did not keep it; see the journal for what is known.',
    remedy: 'none',
  })

async function show({ api, print, printOutput, note, isJson }: Session, typed: string, { showRequest }: ShowOptions): Promise<number> {
  // What was typed is validated by the core like everything that comes in.
  const operation = await api.device.operation({ operationId: typed as OperationId })
  if (showRequest) {
    const { request } = operation
    if (request === null) throw noRequest(operation.id)
    print(request, () => describePreview(request))
    return exitCodes.done
  }
  printOutput(operation, operation.output ?? '')
  if (!isJson) note(describeOperation(operation))
  return exitCodeOfOperation(operation)
}

/** Whoever runs the operation is asked; the answer is its end state. */
async function cancel({ api, print }: Session, typed: string): Promise<void> {
  const operation = await api.device.cancelOperation({ operationId: typed as OperationId })
  print(operation, () => describeOperation(operation))
}

const aboutCancel =
  '\nIt is cancelled where it runs, also in a window or in another terminal. Before it was sent nothing leaves; afterwards it may have run, and says so.'

function addCancelCommand(parent: Command): void {
  parent
    .command('cancel <id>')
    .description('Stop waiting for an operation, wherever it was started')
    .addHelpText('after', aboutCancel)
    .action((typed: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => cancel(session, typed)))
}

/** `outrider queue …`: what waits or is under way. */
export function addQueueCommands(program: Command): void {
  const queue = program
    .command('queue')
    .description('Operations that wait or are under way, newest first; "queue cancel" ends one')
    .option('--device <device>', 'only those on this device')
    .option('--text <text>', 'only those with this text in command, output or device name')
    .option('--limit <operations>', 'how many, 1-500', wholeNumber(1, 500), 50)
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => list(session, { ...command.optsWithGlobals<ListOptions>(), open: true })))
  addCancelCommand(queue)
}

/** `outrider operation …`: what was done on devices, and what is under way. */
export function addOperationCommands(program: Command): void {
  const operation = program.command('operation').description('What was run on devices: states, results, what is under way')
  operation
    .command('list')
    .description('Operations, newest first')
    .option('--device <device>', 'only those on this device')
    .option('--text <text>', 'only those with this text in command, output or device name')
    .option('--open', 'only those that wait or are under way, like "outrider queue"')
    .option('--limit <operations>', 'how many, 1-500', wholeNumber(1, 500), 50)
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => list(session, command.optsWithGlobals())))
  addCancelCommand(operation)
  operation
    .command('show <id>')
    .description('The output and the end state of one operation; the exit code is that of "run"')
    .option('--show-request', 'print exactly what was sent instead, after redaction')
    .action((typed: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => show(session, typed, command.optsWithGlobals())))
}
