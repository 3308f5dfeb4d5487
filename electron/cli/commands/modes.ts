import type { Command } from 'commander'
import type { CapabilityState } from '#shared/model/capability.ts'
import { toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

const isOn = (typed: string): boolean => ['on', 'true', '1', 'yes'].includes(typed.toLowerCase())

interface ModeOptions extends CommonOptions {
  readonly readOnly?: string
  readonly offline?: string
}

async function setModes({ api, print }: Session, options: ModeOptions): Promise<void> {
  if (options.readOnly !== undefined) await api.app.setReadOnly({ isReadOnly: isOn(options.readOnly) })
  if (options.offline !== undefined) await api.app.setOffline({ isOffline: isOn(options.offline) })
  const state = await api.app.state({})
  print(state, () => `${state.isReadOnly ? 'Read-only mode is on: nothing is changed on any device.' : 'Changes are allowed.'} ${state.isOffline ? 'Working offline: no request leaves.' : 'Online.'}`)
}

async function showCapabilities({ api, print }: Session): Promise<void> {
  const views = await api.accounts.list({})
  const rows = views.map(({ account, lastProbe }) => ({ account: account.name, capabilities: lastProbe?.capabilities ?? [] }))
  print(rows, () =>
    rows.length === 0
      ? 'No accounts yet. Capabilities are those of an account and its key.'
      : rows
          .map(
            (row) =>
              `${row.account}\n${toTable<CapabilityState>(
                [
                  { title: 'Capability', value: (one) => one.capability },
                  { title: 'Support', value: (one) => one.support },
                  { title: 'Key', value: (one) => one.grant },
                  { title: 'Why', value: (one) => one.reason, maxWidth: 90 },
                ],
                row.capabilities,
              )}`,
          )
          .join('\n\n'),
  )
}

/** `outrider mode`, `outrider capabilities`, `outrider company …`. */
export function addModeCommands(program: Command): void {
  program
    .command('mode')
    .description('Show or switch read-only mode and working offline')
    .option('--read-only <on|off>', 'allow or refuse changes on devices')
    .option('--offline <on|off>', 'let nothing leave this computer')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => setModes(session, command.optsWithGlobals())))
  program
    .command('capabilities')
    .description('What each account and its key can do')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), showCapabilities))
  const company = program.command('company').description('Companies: separate stores and keys')
  company
    .command('list')
    .description('Companies of this profile')
    .action((_, command: Command) =>
      withSession(command.optsWithGlobals(), async ({ api, print }) => {
        const companies = await api.company.list({})
        print(companies, () => companies.map((one) => `${one.id}  ${one.name}${one.isPractice ? ' (practice)' : ''}`).join('\n'))
      }),
    )
  company
    .command('create <name>')
    .description('Add a company')
    .action((name: string, _, command: Command) =>
      withSession(command.optsWithGlobals(), async ({ api, print }) => {
        const created = await api.company.create({ name })
        print(created, () => `Company "${created.name}" was added. Use it with --company "${created.name}".`)
      }),
    )
}
