import type { Command } from 'commander'
import { withSession } from '../session.ts'

/** `outrider company …`. */
export function addCompanyCommands(program: Command): void {
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
