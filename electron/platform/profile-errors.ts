import { AppError } from '#shared/errors/app-error.ts'

const untouched = 'The profile was not opened and nothing in it was changed.'

export const newerProfile = () =>
  new AppError({
    code: 'store.newer-version',
    what: 'This profile was written by a newer Outrider.',
    effect: untouched,
    next: 'Start the newer version, or use another profile folder.',
    remedy: 'update',
  })

const restore = (hasCopy: boolean): string =>
  `${hasCopy ? 'Beside it is app.json.copy, as it was last kept: rename that to app.json. Or restore' : 'Restore'} app.json from a backup, or start with another profile folder.`

/** `hasCopy`: the second one is there. */
export const damagedDocument = (hasCopy: boolean) =>
  new AppError({
    code: 'store.corrupt',
    what: 'The list of companies of this profile (app.json) is damaged.',
    effect: untouched,
    next: restore(hasCopy),
    remedy: 'none',
  })

/** Companies are there, and the file with their keys is not. */
export const missingDocument = (hasCopy: boolean) =>
  new AppError({
    code: 'store.corrupt',
    what: 'The list of companies of this profile (app.json) is missing, but its companies are there.',
    effect: `${untouched} The keys of the companies were in that file.`,
    next: restore(hasCopy),
    remedy: 'none',
  })

/** The master key is gone or another one. */
export const wrongMaster = () =>
  new AppError({
    code: 'store.wrong-key',
    what: 'The key of this profile is not the one in the key store.',
    effect: `${untouched} Without its key it cannot be read.`,
    next: 'Restore the key store of this computer, or start with another profile folder.',
    remedy: 'none',
  })

export const unknownCompany = () =>
  new AppError({
    code: 'company.not-found',
    what: 'This profile has no such company.',
    effect: 'Nothing was opened.',
    next: 'Choose a company from the list.',
    remedy: 'check-input',
  })

export const notTheWriter = () =>
  new AppError({
    code: 'store.busy',
    what: 'Another Outrider has this profile open.',
    effect: 'Nothing was changed.',
    next: 'Use the other one, or close it and start this one again.',
    remedy: 'none',
  })

export const profileIsBeingMade = () =>
  new AppError({
    code: 'store.busy',
    what: 'Another Outrider is making this profile right now.',
    effect: 'Nothing was changed.',
    next: 'Start this one again in a moment.',
    remedy: 'retry',
  })
