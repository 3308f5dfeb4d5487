import { AppError, type ErrorFacts } from '#shared/errors/app-error.ts'
import type { ErrorCode, Remedy } from '#shared/errors/codes.ts'

/** Who is meant in the sentences: the vendor and the server's host. */
export interface Server {
  readonly label: string
  readonly host: string
}

type Words = readonly [code: ErrorCode, remedy: Remedy, what: string, effect: string, next: string]

/** Effects that many errors share. */
export const STORED = 'What is stored here stays readable.'
export const UNSENT = 'Nothing was sent.'

/** Makes an error from its three sentences. */
export const vendorError = ([code, remedy, what, effect, next]: Words, facts: ErrorFacts = {}): AppError =>
  new AppError({ code, remedy, what, effect, next, facts })
