import type { Command } from 'commander'
import type { AppState } from '#shared/contract/app.ts'
import type { AccountView } from '#shared/model/account.ts'
import { finalStates } from '#shared/model/operation.ts'
import { countOf, toAgo } from '../output/format.ts'
import { describeViewer } from '../output/describe-viewer.ts'
import { plain } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { Session } from '../session.ts'

const describeAccount = ({ account, isUnencrypted, health, deviceCount, listFetchedAt }: AccountView, now: number): string =>
  `${account.name}: ${countOf(deviceCount, 'device')}, list read ${toAgo(listFetchedAt, now)}. ${plain(health.says)}${isUnencrypted ? ' The connection is not encrypted (http, this computer only).' : ''}`

function describeModes({ company, isReadOnly, isOffline, viewerBecause }: AppState): string {
  const modes = [isReadOnly ? 'read-only' : 'changes allowed', isOffline ? 'working offline' : 'online']
  return [`Company "${company.name}": ${modes.join(', ')}.`, describeViewer(viewerBecause)].filter((line) => line !== '').join('\n')
}

/** Share of the devices that ever told something, in percent; null when there are none. */
const shareOf = ({ covered, total }: { readonly covered: number; readonly total: number }): number | null => (total === 0 ? null : Math.round((covered / total) * 1_000) / 10)

async function showStatus({ api, print }: Session): Promise<void> {
  const [state, accounts, sync] = [await api.app.state({}), await api.accounts.list({}), await api.sync.status({})]
  const { age } = await api.inventory.match({ filter: '' })
  const queue = (await api.device.operations({ limit: 500 })).filter((one) => !finalStates.has(one.state)).length
  const coverage = { covered: age.covered, total: age.total, percent: shareOf(age) }
  print({ state, accounts, sync, devices: age.total, coverage, queue }, () => {
    const now = Date.now()
    const { active, missing, inactive } = sync.mappings
    const share = coverage.percent === null ? '' : `, ${coverage.percent} % of them have reported`
    return [
      describeModes(state),
      state.vault.says,
      ...(accounts.length === 0 ? ['No accounts yet. Connect one with "outrider account add --url https://api.example.com".'] : accounts.map((one) => describeAccount(one, now))),
      `${countOf(age.total, 'device')}${share}; mappings: ${active} active, ${missing} missing, ${inactive} inactive`,
      `${queue === 0 ? 'No operation' : countOf(queue, 'operation')} under way`,
    ].join('\n')
  })
}

/** `outrider status`. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('Accounts, device counts, modes, ages and what is under way')
    .addHelpText('after', '\nAnswers from the store; nothing is sent. Add --company NAME for another company.')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), showStatus, { needsVault: false }))
}
