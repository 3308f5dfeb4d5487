import { defineWords } from '../../lib/words.ts'

/** Words of the updates of a device. */
export const say = defineWords('updates', {
  updates: 'Updates',
  state: 'State',
  severity: 'Severity',
  title: 'Update',
  kb: 'Number',
  category: 'Category',
  installedOn: 'Installed',
  missing: 'Missing',
  failed: 'Failed',
  installed: 'Installed',
  unknown: 'Unknown',
  decided: '{{state}}, {{decision}}',
  approved: 'approved',
  ignored: 'ignored',
  policy: 'by policy',
  noSeverity: 'Other',
  filter: 'Filter updates',
  counts: '{{missing}} missing, {{failed}} failed, {{installed}} installed',
  shownOf: '{{shown}} of {{total}} updates',
  noneLeft: 'No update matches "{{text}}".',
})
