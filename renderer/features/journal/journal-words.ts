import { defineWords } from '../../lib/words.ts'

/** Words of the Activity tab. */
export const say = defineWords('journal', {
  verify: 'Verify the journal',
  verifying: 'Verifying',
  records: 'Journal',
  none: 'Nothing has been done here yet.',
  noneWhy: 'Every action is recorded before it is sent and after it ended. Reading is not recorded.',
  seq: 'No',
  when: 'When',
  what: 'Action',
  phase: 'Phase',
  result: 'Result',
  hash: 'Hash',
  copy: 'Copy record',
  intent: 'before sending',
  resultPhase: 'after the end',
  note: 'note',
  checkpoint: 'checkpoint, signed',
  open: 'journal opened',
  erase: 'erasure',
  older: 'Older records',
  whole: 'Whole journal',
  here: 'This device',
  scope: 'Show',
})
