/** What was done, as a person would say it, by the action of a record. The record itself keeps the action. */
const words: Readonly<Record<string, string>> = {
  'accounts.add': 'Account added',
  'accounts.remove': 'Account removed',
  'accounts.setSecret': 'Key changed',
  'accounts.signIn': 'Signed in',
  'accounts.update': 'Account changed',
  'app.setOffline': 'Work offline switched',
  'app.setReadOnly': 'Read-only switched',
  'backup.create': 'Backup',
  'company.create': 'Company made',
  'company.restore': 'Company restored',
  'company.restored': 'Company restored',
  'device.readHealth': 'Disk health read',
  'device.runCommand': 'Command',
  'device.saveNote': 'Note saved',
  'journal.checkpoint': 'Checkpoint',
  'journal.export': 'Journal exported',
  'journal.open': 'Console started',
  'metrics.networkErrorsRising': 'Network errors rising',
  'metrics.watch': 'Live numbers',
  'reviews.resolve': 'Device reviewed',
  'shell.open': 'Shell',
  'shell.run': 'Shell line',
  'vault.lock': 'Locked',
  'vault.unlock': 'Unlocked',
}

/** The words of an action; one without words is shown as it is. */
export const actionWords = (action: string): string => words[action] ?? action
