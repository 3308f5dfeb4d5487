import { AppError } from '#shared/errors/app-error.ts'
import type { OsFamily } from '#shared/model/device.ts'
import { type CommandShell, shellsByFamily } from '#shared/model/operation.ts'
import type { ShellDepth } from '#shared/model/shell.ts'
import type { ShellOffer } from '../providers/provider.ts'

const refuse = (what: string, next: string): AppError =>
  new AppError({ code: 'shell.refused', what, effect: 'No shell was opened.', next, remedy: 'check-input' })

/** The shell to open: the one asked for when the device understands it, else its default. Throws `shell.refused`. */
export function chooseShell(osFamily: OsFamily, asked: CommandShell | undefined): CommandShell {
  const known = shellsByFamily[osFamily]
  const shell = asked ?? known[0]
  if (shell === undefined) throw refuse('The operating system of this device is not known, so no shell can be chosen.', 'Refresh the device and try again.')
  if (known.includes(shell)) return shell
  throw refuse(`This device has no ${shell}.`, known.length > 0 ? `Choose one of: ${known.join(', ')}.` : 'Refresh the device and try again.')
}

/** How deep the shell goes and why it is not deeper; the reason is null at the best depth there is. */
export interface DepthChoice {
  readonly depth: ShellDepth
  readonly reason: string | null
}

/** The best depth on offer, or the lesser one that was asked for. Throws `shell.refused` when it cannot be had. */
export function chooseDepth(offer: ShellOffer, asked: ShellDepth | undefined): DepthChoice {
  const best = offer.depths[0]
  const depth = asked ?? best
  if (depth !== undefined && offer.depths.includes(depth)) {
    return { depth, reason: depth === best ? offer.reason : 'This simpler way was chosen when the shell was opened.' }
  }
  throw new AppError({
    code: 'shell.refused',
    what: best === undefined ? 'This account cannot open a shell on this device.' : `This account cannot open a shell of the kind "${depth}" here.`,
    effect: 'No shell was opened.',
    next: offer.reason ?? 'Choose another way to run commands on it.',
    remedy: 'none',
  })
}
