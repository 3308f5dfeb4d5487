import type { Command } from 'commander'
import type { AccountView } from '#shared/model/account.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { parseVendorId, vendorIds } from '#shared/model/vendor.ts'
import type { VendorId } from '#shared/model/vendor.ts'
import { findAccount } from '../find-account.ts'
import { onOrOff, wholeNumber } from '../input/option-values.ts'
import { readSecret, readSignIn } from '../input/secret-input.ts'
import { describeFailedSteps, describeProbe } from '../output/describe-probe.ts'
import { countOf, toAge, toText } from '../output/format.ts'
import { toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { testsAccounts } from './connection-test.ts'

interface AddOptions extends CommonOptions {
  readonly vendor: string
  readonly name?: string
  readonly url: string
  readonly user?: string
  readonly pin?: string
  readonly apiKeyStdin?: boolean
  readonly interval: number
}

interface ChangeOptions extends CommonOptions {
  readonly name?: string
  readonly active?: boolean
  readonly interval?: number
  readonly pin?: string
}

const intervalOption = ['--interval <seconds>', 'seconds between full passes, 60-86400', wholeNumber(60, 86_400)] as const

function readVendor(typed: string): VendorId {
  const vendor = parseVendorId(typed)
  if (vendor) return vendor
  throw new AppError({ code: 'vendor.unknown', what: `"${typed}" is not a vendor Outrider knows.`, effect: 'Nothing was sent.', next: `Known: ${vendorIds.join(', ')}.`, remedy: 'check-input' })
}

const readKey = (fromStdin: boolean | undefined) => readSecret({ label: 'API key', variable: 'OUTRIDER_API_KEY', fromStdin: fromStdin === true, isRequired: true })

/** The host of the address as it was typed; the core judges the address itself. */
function nameFor(address: string): string {
  const whole = address.includes('://') ? address : `https://${address}`
  return (URL.canParse(whole) && new URL(whole).host) || address
}

const describeList = (views: readonly AccountView[]): string =>
  views.length === 0
    ? 'No accounts yet. Connect one with "outrider account add --url https://api.example.com".'
    : toTable(
        [
          { title: '#', value: (row) => String(views.indexOf(row) + 1), isRight: true },
          { title: 'Name', value: (row) => row.account.name },
          { title: 'Vendor', value: (row) => row.account.vendor },
          { title: 'Address', value: (row) => `${row.account.apiUrl}${row.isUnencrypted ? ' (not encrypted)' : ''}` },
          { title: 'Devices', value: (row) => String(row.deviceCount), isRight: true },
          { title: 'List read', value: (row) => (row.listFetchedAt === null ? 'never' : toAge(row.listFetchedAt, Date.now())) },
          { title: 'Version', value: (row) => toText(row.lastProbe?.serverVersion) },
          { title: 'Active', value: (row) => toText(row.account.isActive) },
          { title: 'Id', value: (row) => row.account.id },
        ],
        views,
      )

async function add({ api, print, note, isJson }: Session, options: AddOptions): Promise<void> {
  const vendor = readVendor(options.vendor)
  const apiKey = await readKey(options.apiKeyStdin)
  const signIn = options.user === undefined ? {} : await readSignIn(options.user)
  const view = await api.accounts.add({
    vendor,
    apiUrl: options.url,
    secrets: { apiKey, ...signIn },
    certificatePin: options.pin ?? null,
    name: options.name ?? nameFor(options.url),
    syncInterval: options.interval,
  }).catch((error: unknown) => {
    if (!isJson) for (const line of describeFailedSteps(error)) note(line)
    throw error
  })
  const { vault } = await api.app.state({})
  print(view, () => `${view.lastProbe ? `${describeProbe(view.lastProbe)}\n` : ''}Account "${view.account.name}" is connected. ${vault.says} Read its devices with "outrider sync".`)
}

async function setKey({ api, print }: Session, typed: string, fromStdin: boolean | undefined): Promise<void> {
  const { account } = await findAccount(api, typed)
  const apiKey = await readKey(fromStdin)
  const view = await api.accounts.setSecret({ accountId: account.id, secrets: { apiKey } })
  print(view, () => `The key of "${account.name}" works and was replaced.`)
}

async function signIn({ api, print }: Session, typed: string, user: string): Promise<void> {
  const { account } = await findAccount(api, typed)
  const { password = '', code } = await readSignIn(user)
  const view = await api.accounts.signIn({ accountId: account.id, user, password, ...(code === undefined ? {} : { code }) })
  print(view, () => `Signed in to "${account.name}" as ${user}. The password was used once and is kept nowhere.`)
}

const nothingNamed = () =>
  new AppError({ code: 'input.invalid', what: 'Nothing was named to change.', effect: 'Nothing was done.', next: 'Add --name, --active, --interval or --pin.', remedy: 'check-input' })

async function change({ api, print }: Session, typed: string, options: ChangeOptions): Promise<void> {
  if ([options.name, options.active, options.interval, options.pin].every((one) => one === undefined)) throw nothingNamed()
  const { account } = await findAccount(api, typed)
  const view = await api.accounts.update({
    accountId: account.id,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.active === undefined ? {} : { isActive: options.active }),
    ...(options.interval === undefined ? {} : { syncInterval: options.interval }),
    ...(options.pin === undefined ? {} : { certificatePin: options.pin === 'none' ? null : options.pin }),
  })
  print(view, () => `Account "${view.account.name}" is ${view.account.isActive ? 'on' : 'off'} and read every ${view.account.syncInterval} s.`)
}

async function remove({ api, print }: Session, typed: string): Promise<void> {
  const { account, deviceCount } = await findAccount(api, typed)
  const result = await api.accounts.remove({ accountId: account.id })
  print(result, () => `Account "${account.name}", its key and its ${countOf(deviceCount, 'cached device')} are forgotten. Notes and the journal stay.`)
}

function addAddCommand(account: Command): void {
  account
    .command('add')
    .description('Connect a server. The key is asked for, or read from OUTRIDER_API_KEY or standard input')
    .requiredOption('--url <address>', 'address of the API, like https://api.example.com')
    .option('--vendor <id>', 'vendor of the server', 'tactical_rmm')
    .option('--name <name>', 'name of the account (the host name otherwise)')
    .option('--user <name>', 'user to sign in with, for the interactive terminal (password and code are asked for)')
    .option('--pin <sha256>', 'fingerprint of the one self-signed certificate to accept')
    .option(...intervalOption, 3_600)
    .option('--api-key-stdin', 'read the API key from standard input')
    .addHelpText('after', '\nExamples:\n  outrider account add --url https://api.example.com --name Main\n  pass show rmm/key | outrider account add --url https://api.example.com --api-key-stdin')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => add(session, command.optsWithGlobals())))
}

function addChangeCommands(account: Command): void {
  account
    .command('set-key <account>')
    .description('Replace the key of an account, for one that expired or was withdrawn')
    .option('--api-key-stdin', 'read the API key from standard input')
    .action((typed: string, options: { apiKeyStdin?: boolean }, command: Command) => withSession(command.optsWithGlobals(), (session) => setKey(session, typed, options.apiKeyStdin)))
  account
    .command('sign-in <account>')
    .description('Sign in with password and one-time code, for the interactive terminal')
    .requiredOption('--user <name>', 'user name at the vendor')
    .action((typed: string, options: { user: string }, command: Command) => withSession(command.optsWithGlobals(), (session) => signIn(session, typed, options.user)))
  account
    .command('change <account>')
    .description('Rename an account, switch it on or off, set how often it is read or which certificate is accepted')
    .option('--name <name>', 'new name')
    .option('--active <on|off>', 'off: nothing is sent, what is stored stays readable', onOrOff)
    .option(...intervalOption)
    .option('--pin <sha256>', 'fingerprint of the one certificate to accept from now on; "none" for normal trust')
    .action((typed: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => change(session, typed, command.optsWithGlobals())))
  account
    .command('remove <account>')
    .description('Forget an account, its key and its cached devices')
    .action((typed: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => remove(session, typed)))
}

/** `outrider account …`. */
export function addAccountCommands(program: Command): void {
  const account = program.command('account').description('Connections to vendor systems')
  addAddCommand(account)
  account
    .command('list')
    .description('Accounts, their devices and how old their lists are')
    .action((_, command: Command) =>
      withSession(command.optsWithGlobals(), async ({ api, print }) => {
        const views = await api.accounts.list({})
        print(views, () => describeList(views))
      }),
    )
  testsAccounts(account.command('test [account]').description('The same as "outrider test"'))
  addChangeCommands(account)
}
