import { AppError } from '#shared/errors/app-error.ts'

/** The error of a vendor this build does not have; `known` are the ones it has, as people call them. */
export const unknownVendor = (vendorId: string, known: readonly string[]): AppError =>
  new AppError({
    code: 'vendor.unknown',
    what: `This build of Outrider has no provider called "${vendorId.slice(0, 60)}".`,
    effect: 'Nothing was sent.',
    next: `It knows ${known.join(', ')}.`,
    remedy: 'update',
  })
