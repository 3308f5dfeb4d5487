import type { Command } from 'commander'
import type { Api } from '#shared/contract/client.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { exitCodes } from '../exit-codes.ts'
import { findAccount } from '../find-account.ts'
import { findDevice } from '../find-device.ts'
import { onInterrupt } from '../interrupt.ts'
import { describeProgress, describeSummary } from '../output/describe-sync.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface SyncOptions extends CommonOptions {
  readonly account?: string
  readonly device?: string
  readonly sections?: boolean
}

const noAccount = 'There is no active account to read. Connect one with "outrider account add", or switch one on with "outrider account change NAME --active on".'

async function cancelAll(api: Api): Promise<void> {
  const { running } = await api.sync.status({})
  for (const { accountId } of running) await api.sync.cancel({ accountId })
}

/** Runs passes and answers them with the names people know. Ctrl-C stops them; what was read stays. */
async function readLists({ api, note }: Session, options: SyncOptions): Promise<{ name: string; summary: SyncSummary }[]> {
  const only = options.account === undefined ? undefined : await findAccount(api, options.account)
  const stop = onInterrupt(() => {
    note('Stopping…')
    void cancelAll(api).catch(() => {})
  })
  try {
    const summaries = await api.sync.run({ ...(only === undefined ? {} : { accountId: only.account.id }), withSections: options.sections === true })
    const views = await api.accounts.list({})
    return summaries.map((summary) => ({ name: views.find(({ account }) => account.id === summary.accountId)?.account.name ?? summary.accountId, summary }))
  } finally {
    stop()
  }
}

async function readOneDevice({ api }: Session, typed: string): Promise<{ name: string; summary: SyncSummary }[]> {
  const device = await findDevice(api, typed)
  return [{ name: device.name, summary: await api.sync.device({ deviceId: device.id }) }]
}

/** Shows progress on a terminal, in one line. Answers how to end it. */
function showProgress({ api }: Session): () => void {
  const { stderr } = process
  if (!stderr.isTTY) return () => {}
  const stop = api.on('sync.progressed', (progress) => void stderr.write(`\r\u001b[K${describeProgress(progress)}`))
  return () => {
    stop()
    stderr.write('\r\u001b[K')
  }
}

async function runSync(session: Session, options: SyncOptions): Promise<number> {
  const endProgress = showProgress(session)
  const results = await (options.device === undefined ? readLists(session, options) : readOneDevice(session, options.device)).finally(endProgress)
  const summaries = results.map(({ summary }) => summary)
  session.print(summaries, () => (results.length === 0 ? noAccount : results.map(({ name, summary }) => describeSummary(name, summary)).join('\n')))
  if (summaries.some((one) => one.outcome === 'cancelled')) return exitCodes.interrupted
  return summaries.every((one) => one.outcome === 'done' && one.rejected === 0) ? exitCodes.done : exitCodes.failed
}

/** `outrider sync`. */
export function addSyncCommand(program: Command): void {
  program
    .command('sync')
    .description('Read devices from the servers into the store')
    .option('--account <account>', 'only this account: id, name or number')
    .option('--device <device>', 'only this device: id or name')
    .option('--sections', 'wait for due hardware and software details too')
    .addHelpText('after', '\nReads only. Exit code 1 when a list or a device could not be read. Ctrl-C stops it and keeps what was read.')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => runSync(session, command.optsWithGlobals())))
}
