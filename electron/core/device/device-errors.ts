import { AppError } from '#shared/errors/app-error.ts'
import type { CapabilityState } from '#shared/model/capability.ts'
import type { Device } from '#shared/model/device.ts'

export const shellNotForDevice = (device: Device, shell: string, offered: readonly string[]): AppError =>
  new AppError({
    code: 'vendor.unsupported',
    what: `${device.name} does not understand ${shell}.`,
    effect: 'Nothing was sent.',
    next: offered.length === 0 ? 'No shell is known for its operating system.' : `Choose one of: ${offered.join(', ')}.`,
    remedy: 'check-input',
    facts: { shell },
  })

/** Why a capability cannot be used, by its support and grant. */
export function notCapable(device: Device, state: CapabilityState): AppError {
  const effect = 'Nothing was sent.'
  const reason = state.reason === '' ? 'The server did not say why.' : state.reason
  const facts = { capability: state.capability }
  if (state.support === 'absent') return new AppError({ code: 'vendor.unsupported', what: `Commands are not available on ${device.name}. ${reason}`, effect, next: 'Use the vendor’s own console.', remedy: 'none', facts })
  if (state.grant === 'needs-sign-in') return new AppError({ code: 'auth.needs-sign-in', what: `Commands on ${device.name} need you to sign in. ${reason}`, effect, next: 'Sign in to this account and try again.', remedy: 'sign-in', facts })
  return new AppError({ code: 'auth.missing-right', what: `This account may not run commands on ${device.name}. ${reason}`, effect, next: 'Ask the administrator of the server for the right, then test the connection again.', remedy: 'ask-administrator', facts })
}
