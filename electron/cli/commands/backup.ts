import type { Command } from 'commander'
import { AppError } from '#shared/errors/app-error.ts'
import { createCore } from '#core/create-core.ts'
import { createFileHandover } from '#platform/handover.ts'
import { readSecret } from '../input/secret-input.ts'
import { countOf, toBytes, toMoment } from '../output/format.ts'
import { assertVault, connectInProcess, printTo, runAlone, withSession } from '../session.ts'
import type { CommonOptions } from '../session.ts'
import { openTerminalPorts } from '../terminal-ports.ts'

const variable = 'OUTRIDER_BACKUP_PASSPHRASE'
const leastLength = 12

interface BackupOptions extends CommonOptions {
  readonly to: string
  readonly passphraseStdin?: boolean
}

interface RestoreOptions extends CommonOptions {
  readonly from?: string
  readonly copy?: string
  readonly replace?: boolean
  readonly passphraseStdin?: boolean
}

async function readPassphrase(isFromStdin: boolean): Promise<string> {
  const typed = await readSecret({ label: 'Passphrase of the backup', variable, fromStdin: isFromStdin, isRequired: true })
  if (typed !== undefined && typed.length >= leastLength) return typed
  throw new AppError({ code: 'input.invalid', what: `A passphrase of a backup has at least ${leastLength} characters.`, effect: 'Nothing was done.', next: 'Choose a longer one: several words are easy to keep.', remedy: 'check-input' })
}

const backUp = (options: BackupOptions): Promise<void> =>
  withSession(
    options,
    async ({ api, print }) => {
      const made = await api.backup.create({ passphrase: await readPassphrase(options.passphraseStdin === true) })
      print(made, () => `Backup written to ${made.path}: ${toBytes(made.bytes)}, ${countOf(made.records, 'journal record')}. Only its passphrase opens it, and nobody can tell it to you again. Keys of your servers are not in it.`)
    },
    { handover: createFileHandover(options.to) },
  )

const chooseOne = (): AppError =>
  new AppError({ code: 'input.invalid', what: 'A restore needs one source.', effect: 'Nothing was done.', next: 'Name a backup with --from FILE, or one of the daily copies with --copy latest.', remedy: 'check-input' })

/** Which company a daily copy belongs to: the one named, else the one that was open last. */
function companyOf({ profile }: Awaited<ReturnType<typeof openTerminalPorts>>, name: string | undefined): string {
  const all = profile.companies().filter((one) => !one.isPractice)
  const named = all.find((one) => one.id === name || one.name.toLowerCase() === name?.toLowerCase())
  const found = name === undefined ? (all.find((one) => one.id === profile.getSetting('last-company')) ?? all[0]) : named
  if (found) return found.id
  throw new AppError({ code: 'company.not-found', what: `There is no company "${name ?? ''}".`, effect: 'Nothing was done.', next: 'See "outrider company list".', remedy: 'check-input' })
}

type TerminalPorts = Awaited<ReturnType<typeof openTerminalPorts>>

async function restoreInto(ports: TerminalPorts, { from, copy, replace, passphraseStdin, company }: RestoreOptions): Promise<void> {
  const { backups } = ports.profile
  if (from !== undefined && copy === undefined) {
    const passphrase = await readPassphrase(passphraseStdin === true)
    return void (await backups.import(createFileHandover(from).read(''), passphrase, { isReplacing: replace === true }))
  }
  if (copy === undefined || from !== undefined) throw chooseOne()
  const id = companyOf(ports, company)
  await backups.restoreCopy(id, copy === 'latest' ? (backups.copies(id)[0]?.name ?? '') : copy)
}

/** Without a core at first: the company that is to be healed may be the reason why none opens. */
const restore = (options: RestoreOptions): Promise<void> =>
  runAlone(options.json === true, async () => {
    const ports = await openTerminalPorts()
    try {
      assertVault(ports)
      await restoreInto(ports, options)
    } catch (error) {
      await ports.profile.close()
      throw error
    }
    const core = await createCore(ports)
    try {
      const api = connectInProcess(core)
      const [state, journal, accounts] = [await api.app.state({}), await api.journal.verify({}), await api.accounts.list({})]
      printTo(options.json === true, { company: state.company, journal, accounts }, () =>
        [
          `Company "${state.company.name}" is restored and is the one that opens. ${journal.says}`,
          ...accounts.map(({ account, secrets }) => `${account.name}: ${secrets.hasApiKey ? 'its key is in the key store of this computer.' : `needs its key again: outrider account set-key "${account.name}"`}`),
        ].join('\n'),
      )
    } finally {
      await core.close()
    }
  })

const listBackups = (options: CommonOptions): Promise<void> =>
  withSession(options, async ({ api, print }) => {
    const { copies } = await api.backup.list({})
    print(copies, () => (copies.length === 0 ? 'No daily copies yet: they are made while a window is open.' : copies.map((one) => `${one.name}  ${toMoment(one.at)}  ${toBytes(one.bytes)}`).join('\n')))
  })

const restoreHelp = `
The company comes with its journal, notes and the ids of its devices; its accounts ask for their keys again. Nothing is touched before the
whole file was read and proven. --replace and --copy put what is here now aside, in the company's folder, and delete nothing.`

/** `outrider backup`, `outrider restore`. */
export function addBackupCommands(program: Command): void {
  const secretHelp = `\nThe passphrase is asked for, or comes from ${variable} or standard input; never from an argument.`
  program
    .command('backup')
    .description('Write an encrypted backup of the company into a file')
    .requiredOption('--to <file>', 'file to write; an older one is replaced when the new one is whole')
    .option('--passphrase-stdin', 'read the passphrase from standard input')
    .addHelpText('after', secretHelp)
    .action((_, command: Command) => backUp(command.optsWithGlobals()))
  program
    .command('restore')
    .description('Bring a company back from a backup file or a daily copy')
    .option('--from <file>', 'a file that "outrider backup" or the Activity page wrote')
    .option('--copy <name>', 'a daily copy of this profile: a name of "outrider copies", or "latest"')
    .option('--replace', 'put the backup in the place of the company that is here')
    .option('--passphrase-stdin', 'read the passphrase from standard input')
    .addHelpText('after', `${restoreHelp}${secretHelp}`)
    .action((_, command: Command) => restore(command.optsWithGlobals()))
  program
    .command('copies')
    .description('Daily copies this profile keeps of the company')
    .action((_, command: Command) => listBackups(command.optsWithGlobals()))
}
