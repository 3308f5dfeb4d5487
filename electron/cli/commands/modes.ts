import type { Command } from 'commander'
import type { AppState } from '#shared/contract/app.ts'
import type { CapabilityState } from '#shared/model/capability.ts'
import { onOrOff } from '../input/option-values.ts'
import { toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface ModeOptions extends CommonOptions {
  readonly readOnly?: boolean
  readonly offline?: boolean
}

const describeModes = ({ company, isReadOnly, isOffline }: AppState): string =>
  `${isReadOnly ? 'Read-only mode is on: nothing is changed on any device.' : `Changes on devices are allowed in "${company.name}".`} ${isOffline ? 'Working offline: no request leaves.' : 'Online.'}`

async function setModes({ api, print }: Session, options: ModeOptions): Promise<void> {
  if (options.readOnly !== undefined) await api.app.setReadOnly({ isReadOnly: options.readOnly })
  if (options.offline !== undefined) await api.app.setOffline({ isOffline: options.offline })
  const state = await api.app.state({})
  print(state, () => describeModes(state))
}

interface AccountCapabilities {
  readonly account: string
  readonly capabilities: readonly CapabilityState[]
}

const describeAccount = ({ account, capabilities }: AccountCapabilities): string => {
  if (capabilities.length === 0) return `${account}\nNot tested yet. See "outrider test".`
  const table = toTable<CapabilityState>(
    [
      { title: 'Capability', value: (one) => one.capability },
      { title: 'Support', value: (one) => one.support },
      { title: 'Key', value: (one) => one.grant },
      { title: 'Why', value: (one) => one.reason, maxWidth: 90 },
    ],
    capabilities,
  )
  return `${account}\n${table}`
}

async function showCapabilities({ api, print }: Session): Promise<void> {
  const views = await api.accounts.list({})
  const rows = views.map(({ account, lastProbe }) => ({ account: account.name, capabilities: lastProbe?.capabilities ?? [] }))
  print(rows, () => (rows.length === 0 ? 'No accounts yet. Capabilities are those of an account and its key.' : rows.map(describeAccount).join('\n\n')))
}

/** `outrider mode` and `outrider capabilities`. */
export function addModeCommands(program: Command): void {
  program
    .command('mode')
    .description('Show or switch read-only mode and working offline')
    .option('--read-only <on|off>', 'on refuses every change on a device', onOrOff)
    .option('--offline <on|off>', 'on lets nothing leave this computer', onOrOff)
    .addHelpText('after', '\nBoth are kept in the profile and hold for every window and command; read-only is kept for each company. Allowing changes is recorded in the journal.')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => setModes(session, command.optsWithGlobals())))
  program
    .command('capabilities')
    .description('What each account and its key can do, as the last test found')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), showCapabilities))
}
