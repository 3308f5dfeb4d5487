import type { Command } from 'commander'
import { AppError } from '#shared/errors/app-error.ts'
import type { AccountView, ProbeReport } from '#shared/model/account.ts'
import { exitCodes } from '../exit-codes.ts'
import { findAccount } from '../find-account.ts'
import { describeCapabilities, describeProbe } from '../output/describe-probe.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

const verdictOf = (report: ProbeReport): string => (report.isUsable ? 'This account can be used.' : 'This account cannot be used as it is.')

const describeTest = ({ account }: AccountView, report: ProbeReport): string =>
  [`${account.name} (${account.apiUrl})`, describeProbe(report), describeCapabilities(report.capabilities), verdictOf(report)].filter((part) => part !== '').join('\n')

const noAccounts = () =>
  new AppError({
    code: 'account.not-found',
    what: 'There is no account to test.',
    effect: 'Nothing was sent.',
    next: 'Connect one with "outrider account add --url https://api.example.com".',
    remedy: 'check-input',
  })

/** Tests one account, or all one after the other. JSON is the report of the one, or a list of `{ account, report }`. */
async function test({ api, print, isJson }: Session, typed: string | undefined): Promise<number> {
  const views = typed === undefined ? await api.accounts.list({}) : [await findAccount(api, typed)]
  if (views.length === 0) throw noAccounts()
  const results: { account: string; report: ProbeReport }[] = []
  for (const view of views) {
    const report = await api.accounts.test({ accountId: view.account.id })
    if (!isJson) print(report, () => `${results.length > 0 ? '\n' : ''}${describeTest(view, report)}`)
    results.push({ account: view.account.name, report })
  }
  if (isJson) print(typed === undefined ? results : results[0]?.report, () => '')
  return results.every(({ report }) => report.isUsable) ? exitCodes.done : exitCodes.failed
}

/** Gives a command the action of testing an account. */
export function testsAccounts(command: Command): Command {
  return command.action((typed: string | undefined, _, self: Command) => {
    const options = self.optsWithGlobals<CommonOptions & { account?: string }>()
    return withSession(options, (session) => test(session, typed ?? options.account))
  })
}

/** `outrider test`. */
export function addTestCommand(program: Command): void {
  testsAccounts(
    program
      .command('test [account]')
      .description('Test every account, or one: step by step, and what its key can do')
      .option('--account <account>', 'id, name or number in the list'),
  ).addHelpText('after', '\nReads only. Exit code 1 when an account cannot be used.')
}
