import { defineWords } from '../../lib/words.ts'

/** Words of the one-command form and of results. */
export const say = defineWords('command', {
  title: 'One command',
  command: 'Command',
  shell: 'Shell',
  limit: 'Limit',
  seconds: '{{count}} s',
  asUser: 'As the logged-in user',
  run: 'Run on {{name}}',
  show: 'Show what will be sent',
  hide: 'Hide what will be sent',
  empty: 'Type a command first.',
  readOnly: 'Read-only mode is on. Switch it off in the status bar to run commands.',
  offline: 'You are working offline. A command needs the network.',
  cancel: 'Cancel',
  output: 'Output',
  noOutput: 'The command gave no output.',
  exit: 'exit {{code}}',
  exitUnknown: 'exit code not reported',
  took: '{{length}}',
  truncated: 'Shortened here; the whole output is stored.',
  results: 'Commands on this device',
  none: 'No command has been run on this device from here.',
  by: '{{operator}} at {{when}}',
})
