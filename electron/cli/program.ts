import { Command } from 'commander'
import { addAccountCommands } from './commands/accounts.ts'
import { addDeviceCommands } from './commands/devices.ts'
import { addJournalCommands } from './commands/journal.ts'
import { addMetricsCommand } from './commands/metrics.ts'
import { addModeCommands } from './commands/modes.ts'
import { addRunCommand } from './commands/run.ts'
import { addServeCommand } from './commands/serve.ts'
import { addShellCommand } from './commands/shell.ts'
import { addSimulateCommand } from './commands/simulate.ts'
import { addSyncCommands } from './commands/sync.ts'
import { exitCodes } from './exit-codes.ts'
import { version } from './version.ts'

/** The whole command line. `enhanced-setup` is the customer's prefix and changes nothing. */
export function createProgram(): Command {
  const program = new Command('outrider')
    .description('See, fix and account for every device of your RMM systems, online or not.')
    .version(version)
    .option('--json', 'print one JSON value instead of words')
    .option('--company <name>', 'work in this company instead of the last one')
    .showHelpAfterError('(run with --help for the list)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage))
  addAccountCommands(program)
  addSyncCommands(program)
  addModeCommands(program)
  addDeviceCommands(program)
  addRunCommand(program)
  addShellCommand(program)
  addMetricsCommand(program)
  addJournalCommands(program)
  addServeCommand(program)
  addSimulateCommand(program)
  return program
}
