import type { Command } from 'commander'
import type { SyncProgress, SyncSummary } from '#shared/model/sync.ts'
import { exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { toAge, toBytes, toText } from '../output/format.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { findAccount } from './accounts.ts'

interface SyncOptions extends CommonOptions {
  readonly account?: string
  readonly device?: string
  readonly sections?: boolean
}

const describeProgress = (one: SyncProgress): string => {
  const left = one.secondsLeft === null ? '' : `, about ${one.secondsLeft} s left`
  const rate = one.perSecond === null ? '' : `, ${one.perSecond}/s`
  return `${one.done}${one.total === null ? '' : ` of ${one.total}`} devices${rate}${left}`
}

/** A pass in one line. */
export const describeSummary = (one: SyncSummary): string =>
  [
    `${one.outcome}: ${one.created} created, ${one.updated} updated, ${one.touched} seen again, ${one.unchanged} unchanged, ${one.rejected} rejected, ${one.inReview} in review`,
    `${one.missing} missing, ${one.inactive} inactive; ${one.requests} requests, ${toBytes(one.bytes)}, ${((one.endedAt - one.startedAt) / 1000).toFixed(1)} s`,
    ...(one.firstRejection ? [`first rejected: ${one.firstRejection}`] : []),
    ...(one.error ? [one.error] : []),
  ].join('\n')

async function runSync({ api, print, note }: Session, options: SyncOptions): Promise<number> {
  const stop = api.on('sync.progressed', (progress) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${describeProgress(progress)}`)
  })
  const summaries = options.device
    ? [await api.sync.device({ deviceId: (await findDevice(api, options.device)).id })]
    : await api.sync.run({
        ...(options.account === undefined ? {} : { accountId: (await findAccount(api, options.account)).account.id }),
        withSections: options.sections === true,
      })
  stop()
  if (process.stderr.isTTY) note('')
  print(summaries, () => (summaries.length === 0 ? 'There is no active account to sync.' : summaries.map(describeSummary).join('\n')))
  const isGood = summaries.every((one) => one.outcome === 'done' && one.rejected === 0)
  return isGood ? exitCodes.done : exitCodes.failed
}

async function showStatus({ api, print }: Session): Promise<void> {
  const [state, accounts, sync, devices] = [await api.app.state({}), await api.accounts.list({}), await api.sync.status({}), await api.inventory.snapshot({ offset: 0, limit: 1 })]
  print({ state, accounts, sync, devices: devices.total }, () => {
    const modes = [state.isReadOnly ? 'read-only' : 'changes allowed', state.isOffline ? 'working offline' : 'online']
    const lines = accounts.map(
      ({ account, health, deviceCount, listFetchedAt }) =>
        `${account.name}: ${deviceCount} devices, list read ${toAge(listFetchedAt, Date.now())} ago; ${account.isActive ? toText(health.says) : 'switched off'}`,
    )
    const { active, missing, inactive } = sync.mappings
    return [`Company ${state.company.name}; ${modes.join(', ')}`, state.vault.says, ...lines, `${devices.total} devices; mappings: ${active} active, ${missing} missing, ${inactive} inactive`].join('\n')
  })
}

/** `outrider sync` and `outrider status`. */
export function addSyncCommands(program: Command): void {
  program
    .command('sync')
    .description('Read devices from the servers into the store')
    .option('--account <account>', 'only this account: id, name or number')
    .option('--device <device>', 'only this device: id or name')
    .option('--sections', 'wait for due hardware and software details too')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => runSync(session, command.optsWithGlobals())))
  program
    .command('status')
    .description('Accounts, device counts, modes and ages')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), showStatus))
}
