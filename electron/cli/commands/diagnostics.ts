import type { Command } from 'commander'
import { exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { describeEntries, describeEntry, describeOverview, describeStory } from '../output/describe-diagnostics.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface DiagnosticsOptions extends CommonOptions {
  readonly device?: string
  readonly trace?: string
  readonly read?: boolean
}

const notRead = 'How devices came in is remembered by the process that read them. Add --read to read now and follow it.'

async function showStory({ api, print }: Session, traceId: string): Promise<number> {
  const story = await api.diagnostics.trace({ traceId })
  print(story, () => describeStory(story))
  return story.passes.length + story.records.length + story.exchanges.length + story.entries.length > 0 ? exitCodes.done : exitCodes.notFound
}

async function showDevice({ api, print }: Session, name: string, isRead: boolean): Promise<number> {
  const device = await findDevice(api, name)
  if (isRead) await api.sync.device({ deviceId: device.id })
  const found = await api.diagnostics.pipeline({ deviceId: device.id })
  print(found, () => (found.entries.length === 0 ? notRead : found.entries.map(describeEntry).join('\n')))
  return exitCodes.done
}

async function showAll({ api, print }: Session, isRead: boolean): Promise<number> {
  if (isRead) await api.sync.run({})
  const [overview, schedule, { entries }] = [await api.diagnostics.overview({}), await api.sync.status({}), await api.diagnostics.pipeline({})]
  print({ overview, schedule, entries }, () => [describeOverview(overview), '', entries.length > 0 ? describeEntries(entries) : notRead].join('\n'))
  return exitCodes.done
}

function runDiagnostics(session: Session, { device, trace, read = false }: DiagnosticsOptions): Promise<number> {
  if (trace !== undefined) return showStory(session, trace)
  return device === undefined ? showAll(session, read) : showDevice(session, device, read)
}

/** `outrider diagnostics`. */
export function addDiagnosticsCommand(program: Command): void {
  program
    .command('diagnostics')
    .description('How data came in, and what is in use: for finding out what went wrong')
    .option('--device <device>', 'only this device, in its four steps: response, mapped record, change set, recomputed')
    .option('--trace <id>', 'passes and journal records under this trace id')
    .option('--read', 'read from the servers first: the device, or all lists')
    .addHelpText('after', '\nWithout --read nothing is sent. A trace id stands in errors, in the log, in the journal and in the summary of a pass.')
    .action((_, command: Command) => {
      const options: DiagnosticsOptions = command.optsWithGlobals()
      return withSession(options, (session) => runDiagnostics(session, options), { needsVault: options.read === true || options.device !== undefined })
    })
}
