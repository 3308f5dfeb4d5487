import { AppError } from '#shared/errors/app-error.ts'

const effect = 'No secret was read or written.'

/** The key store exists and does not open. */
export const vaultLocked = (what: string, next: string) => new AppError({ code: 'vault.locked', what, effect, next, remedy: 'unlock' })

/** The key store does not answer at all. `reason` is a short word of ours, never the store's own text. */
export const vaultUnavailable = (what: string, next: string) => new AppError({ code: 'vault.unavailable', what, effect, next, remedy: 'unlock' })

export const wrongPassphrase = () =>
  new AppError({
    code: 'vault.wrong-passphrase',
    what: 'The passphrase does not open the vault.',
    effect: 'Nothing was opened and nothing was changed. The same message appears when the vault file was altered.',
    next: 'Check the passphrase and try again.',
    remedy: 'unlock',
  })

/** Another process is changing the vault and does not come to an end. */
export const vaultBusy = () =>
  new AppError({ code: 'vault.busy', what: 'Another Outrider is changing the vault and does not finish.', effect, next: 'Close the other one, then try again.', remedy: 'wait' })
