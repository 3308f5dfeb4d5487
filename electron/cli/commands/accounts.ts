import type { Command } from 'commander'
import type { AccountView, ProbeReport } from '#shared/model/account.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Api } from '#shared/contract/client.ts'
import { parseVendorId } from '#shared/model/vendor.ts'
import type { VendorId } from '#shared/model/vendor.ts'
import { exitCodes } from '../exit-codes.ts'
import { readSecret } from '../input/secret-input.ts'
import { toAge, toText } from '../output/format.ts'
import { toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

const verdicts = { ok: 'ok', warning: 'WARN', failed: 'FAIL', skipped: 'skip' } as const

/** A connection test in words, one step a line, with what to do about it. */
export const describeProbe = (report: ProbeReport): string =>
  report.steps.map((step) => `${verdicts[step.verdict].padEnd(5)} ${step.step.padEnd(8)} ${step.says}${step.fix ? `\n${' '.repeat(15)}${step.fix}` : ''}`).join('\n')

/** Finds an account by id, name, or its number in the list (from 1). */
export async function findAccount(api: Api, typed: string): Promise<AccountView> {
  const all = await api.accounts.list({})
  const found = all.find((one) => one.account.id === typed || one.account.name.toLowerCase() === typed.toLowerCase()) ?? all[Number(typed) - 1]
  if (found) return found
  throw new AppError({ code: 'account.not-found', what: `There is no account "${typed}".`, effect: 'Nothing was sent.', next: 'See "outrider account list".', remedy: 'check-input' })
}

interface AddOptions extends CommonOptions {
  readonly vendor: string
  readonly name?: string
  readonly url: string
  readonly user?: string
  readonly pin?: string
  readonly apiKeyStdin?: boolean
  readonly interval: string
}

function readVendor(typed: string): VendorId {
  const vendor = parseVendorId(typed)
  if (vendor) return vendor
  throw new AppError({ code: 'vendor.unknown', what: `"${typed}" is not a vendor Outrider knows.`, effect: 'Nothing was sent.', next: 'Known: tactical_rmm.', remedy: 'check-input' })
}

async function readSecrets(options: AddOptions) {
  const apiKey = await readSecret({ label: 'API key', variable: 'OUTRIDER_API_KEY', fromStdin: options.apiKeyStdin === true, isRequired: true })
  if (options.user === undefined) return { apiKey }
  const password = await readSecret({ label: `Password of ${options.user}`, variable: 'OUTRIDER_PASSWORD', fromStdin: false, isRequired: true })
  const code = await readSecret({ label: 'One-time code', variable: 'OUTRIDER_CODE', fromStdin: false, isRequired: false })
  return { apiKey, user: options.user, password, ...(code === undefined ? {} : { code }) }
}

const describeList = (views: readonly AccountView[]): string =>
  views.length === 0
    ? 'No accounts yet. Connect one with "outrider account add --url https://api.example.com".'
    : toTable(
        [
          { title: '#', value: (row) => String(views.indexOf(row) + 1), isRight: true },
          { title: 'Name', value: (row) => row.account.name },
          { title: 'Vendor', value: (row) => row.account.vendor },
          { title: 'Address', value: (row) => row.account.apiUrl },
          { title: 'Devices', value: (row) => String(row.deviceCount), isRight: true },
          { title: 'List read', value: (row) => toAge(row.listFetchedAt, Date.now()) },
          { title: 'Version', value: (row) => toText(row.lastProbe?.serverVersion) },
          { title: 'Active', value: (row) => toText(row.account.isActive) },
        ],
        views,
      )

async function add({ api, print }: Session, options: AddOptions): Promise<void> {
  const input = { vendor: readVendor(options.vendor), apiUrl: options.url, secrets: await readSecrets(options), certificatePin: options.pin ?? null }
  const name = options.name ?? new URL(options.url.includes('://') ? options.url : `https://${options.url}`).host
  const view = await api.accounts.add({ ...input, name, syncInterval: Number(options.interval) })
  print(view, () => `${view.lastProbe ? describeProbe(view.lastProbe) : ''}\nAccount "${view.account.name}" is connected. Read its devices with "outrider sync".`)
}

/** `outrider account …` and `outrider test`. */
export function addAccountCommands(program: Command): void {
  const account = program.command('account').description('Connections to vendor systems')
  account
    .command('add')
    .description('Connect a server. The key is asked for, or read from OUTRIDER_API_KEY or standard input')
    .requiredOption('--url <address>', 'address of the API, like https://api.example.com')
    .option('--vendor <id>', 'vendor of the server', 'tactical_rmm')
    .option('--name <name>', 'name of the account (the host name otherwise)')
    .option('--user <name>', 'user to sign in with, for the interactive terminal (password and code are asked for)')
    .option('--pin <sha256>', 'fingerprint of the one self-signed certificate to accept')
    .option('--interval <seconds>', 'seconds between full passes', '3600')
    .option('--api-key-stdin', 'read the API key from standard input')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => add(session, command.optsWithGlobals())))
  account
    .command('list')
    .description('Accounts, their devices and how old their lists are')
    .action((_, command: Command) =>
      withSession(command.optsWithGlobals(), async ({ api, print }) => {
        const views = await api.accounts.list({})
        print(views, () => describeList(views))
      }),
    )
  addTest(account.command('test [account]').description('Test a connection step by step'))
  addTest(program.command('test').option('--account <account>', 'id, name or number').description('Test every account, or one'))
  account
    .command('remove <account>')
    .description('Forget an account, its key and its cached devices')
    .action((typed: string, _, command: Command) =>
      withSession(command.optsWithGlobals(), async ({ api, print }) => {
        const view = await findAccount(api, typed)
        const result = await api.accounts.remove({ accountId: view.account.id })
        print(result, () => `Account "${view.account.name}" and its key are forgotten.`)
      }),
    )
}

function addTest(command: Command): void {
  command.action((...args: unknown[]) => {
    const self = args.at(-1) as Command
    const options = self.optsWithGlobals<CommonOptions & { account?: string }>()
    const typed = self.args[0] ?? options.account
    return withSession(options, (session) => test(session, typed))
  })
}

async function test({ api, print, isJson }: Session, typed: string | undefined): Promise<number> {
  const views = typed === undefined ? await api.accounts.list({}) : [await findAccount(api, typed)]
  const reports: ProbeReport[] = []
  for (const view of views) {
    const report = await api.accounts.test({ accountId: view.account.id })
    reports.push(report)
    if (!isJson) print(report, () => `${view.account.name}\n${describeProbe(report)}`)
  }
  if (isJson) print(typed === undefined ? reports : reports[0], () => '')
  return reports.every((report) => report.isUsable) ? exitCodes.done : exitCodes.failed
}
