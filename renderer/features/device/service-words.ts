import { defineWords } from '../../lib/words.ts'

/** Words of the services of a device. */
export const say = defineWords('services', {
  services: 'Services',
  state: 'State',
  title: 'Service',
  name: 'Name',
  start: 'Start',
  account: 'Runs as',
  pid: 'Process',
  filter: 'Filter services',
  count_one: '{{count}} service',
  count_other: '{{count}} services',
  odd_one: 'one that starts by itself does not run',
  odd_other: '{{count}} that start by themselves do not run',
  shownOf: '{{shown}} of {{total}} services',
  noneLeft: 'No service matches "{{text}}".',
})
