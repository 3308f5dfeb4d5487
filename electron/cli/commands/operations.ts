import type { Command } from 'commander'
import type { OperationId } from '#shared/model/ids.ts'
import { operationWords } from '#shared/model/operation.ts'
import type { Operation } from '#shared/model/operation.ts'
import { exitCodeOfOperation } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { wholeNumber } from '../input/option-values.ts'
import { describeOperation } from '../output/describe-operation.ts'
import { toMoment, toText } from '../output/format.ts'
import { toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface ListOptions extends CommonOptions {
  readonly device?: string
  readonly text?: string
  readonly limit: number
}

const describeList = (operations: readonly Operation[]): string =>
  operations.length === 0
    ? 'No operations.'
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
  const operations = await api.device.operations({
    limit: options.limit,
    ...(device === undefined ? {} : { deviceId: device.id }),
    ...(options.text === undefined ? {} : { text: options.text }),
  })
  print(operations, () => describeList(operations))
}

async function show({ api, printOutput, note, isJson }: Session, typed: string): Promise<number> {
  // What was typed is validated by the core like everything that comes in.
  const operation = await api.device.operation({ operationId: typed as OperationId })
  printOutput(operation, operation.output ?? '')
  if (!isJson) note(describeOperation(operation))
  return exitCodeOfOperation(operation)
}

/** `outrider operation …`: what was done on devices, and what is under way. */
export function addOperationCommands(program: Command): void {
  const operation = program.command('operation').description('What was run on devices: states, results, what is under way')
  operation
    .command('list')
    .description('Operations, newest first')
    .option('--device <device>', 'only those on this device')
    .option('--text <text>', 'only those with this text in command, output or device name')
    .option('--limit <operations>', 'how many, 1-500', wholeNumber(1, 500), 50)
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => list(session, command.optsWithGlobals())))
  operation
    .command('show <id>')
    .description('The output and the end state of one operation; the exit code is that of "run"')
    .action((typed: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => show(session, typed)))
}
