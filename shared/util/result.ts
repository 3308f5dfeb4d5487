import type { AppErrorShape } from '../errors/app-error.ts'

/** The answer to a command as it crosses a process boundary: a value, or an error as data. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppErrorShape }
