import { defineWords } from '../../lib/words.ts'

/** Words of the notes on a device's overview. */
export const say = defineWords('note', {
  title: 'Notes',
  none: 'Nobody wrote anything about this device yet.',
  write: 'Write a note',
  edit: 'Edit',
  saved: 'saved',
  by: 'by {{name}}',
  text: 'Notes of {{name}}',
  help: 'Kept in Outrider on this computer, encrypted. It is not the notes of the RMM system, and nothing is sent. No place for passwords.',
  count: '{{count}} of {{most}} characters.',
  tooLong: 'At most {{most}} characters; these are {{count}}.',
  save: 'Save',
  cancel: 'Cancel',
  leaveTitle: 'Throw away what you typed?',
  leaveWhy: 'The note of {{name}} stays as it was saved last.',
  stay: 'Keep writing',
  leave: 'Throw away',
  changed: '{{name}} saved another note meanwhile.',
  changedEffect: 'What you typed is still here and was not saved.',
  changedNext: 'Theirs is shown below.',
  theirs: 'What it says now',
  takenAway: '(The note was taken away.)',
  join: 'Put theirs above mine',
  replace: 'Use mine instead',
  decide: 'Decide first what happens to the note that was saved meanwhile.',
})
