import { Command } from 'commander'
import { AppError } from '#shared/errors/app-error.ts'
import { addAccountCommands } from './commands/accounts.ts'
import { addBackupCommands } from './commands/backup.ts'
import { addCompanyCommands } from './commands/companies.ts'
import { addDeviceCommands } from './commands/devices.ts'
import { addDiagnosticsCommand } from './commands/diagnostics.ts'
import { addJournalCommands } from './commands/journal.ts'
import { addMetricsCommand } from './commands/metrics.ts'
import { addModeCommands } from './commands/modes.ts'
import { addOperationCommands, addQueueCommands } from './commands/operations.ts'
import { addReviewCommands } from './commands/reviews.ts'
import { addRunCommand } from './commands/run.ts'
import { addServeCommand } from './commands/serve.ts'
import { addShellCommand } from './commands/shell.ts'
import { addSimulateCommand } from './commands/simulate.ts'
import { addStatusCommand } from './commands/status.ts'
import { addSyncCommand } from './commands/sync.ts'
import { addTestCommand } from './commands/connection-test.ts'
import { exitCodes } from './exit-codes.ts'
import { addHelpCommands } from './help-command.ts'
import { showError } from './session.ts'
import { version } from './version.ts'

const examples = `
Begin:
  outrider account add --url https://api.example.com    connect a server; the key is asked for
  outrider sync                                         read its devices
  outrider device list --filter 'os:win11 seen:>7d'     question the fleet, offline too
  outrider mode --read-only off                         allow changes, then: outrider run DEVICE -- 'Get-Date'

Environment: OUTRIDER_DATA_DIR (profile folder), OUTRIDER_PASSPHRASE (opens the vault file where there is no keychain),
OUTRIDER_API_KEY, OUTRIDER_PASSWORD, OUTRIDER_CODE, OUTRIDER_BACKUP_PASSPHRASE (secrets; never arguments),
OUTRIDER_EXPORT_DIR (where exports and backups of a window go; the folder for downloads otherwise).
Exit codes: 0 done, 1 failed, 2 wrong use, 3 not found, 4 refused, 5 not reached, 6 locked, 7 sent without an answer,
8 time limit, 9 journal does not hold, 130 interrupted.`

/** A mistake in the command line, told like every other error. */
function wrongUse(text: string): AppError {
  const [first = '', ...rest] = text.replace(/^error: /, '').trim().split('\n')
  const what = first.charAt(0).toUpperCase() + first.slice(1)
  return new AppError({
    code: 'input.invalid',
    what: what.endsWith('.') ? what : `${what}.`,
    effect: 'Nothing was done.',
    next: [...rest, 'Add --help to see what there is.'].join(' '),
    remedy: 'check-input',
  })
}

/** The whole command line. `isJson` decides how mistakes in it are told. */
export function createProgram(isJson: boolean): Command {
  const program = new Command('outrider')
    .description('See, fix and account for every device of your RMM systems, online or not.')
    .version(version)
    .option('--json', 'print one JSON value instead of words')
    .option('--company <name>', 'work in this company instead of the last one')
    .addHelpText('after', examples)
    .configureOutput({ outputError: (text) => void showError(wrongUse(text), isJson), ...(isJson ? { writeErr: () => {} } : {}) })
    .exitOverride((error) => {
      // Without a command there is help on standard error; a script gets an error it can read.
      if (isJson && error.code === 'commander.help') showError(wrongUse('error: a command is missing'), isJson)
      process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage)
    })
  addAccountCommands(program)
  addTestCommand(program)
  addSyncCommand(program)
  addStatusCommand(program)
  addDeviceCommands(program)
  addRunCommand(program)
  addShellCommand(program)
  addMetricsCommand(program)
  addOperationCommands(program)
  addQueueCommands(program)
  addJournalCommands(program)
  addDiagnosticsCommand(program)
  addReviewCommands(program)
  addBackupCommands(program)
  addModeCommands(program)
  addCompanyCommands(program)
  addServeCommand(program)
  addSimulateCommand(program)
  addHelpCommands(program)
  return program
}
