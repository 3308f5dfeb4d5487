import { AppError } from '#shared/errors/app-error.ts'
import { CommandShell } from '#shared/model/operation.ts'

/** Reads `--shell`. Throws `input.invalid` naming the shells there are. */
export function parseShellOption(typed: string): CommandShell {
  const parsed = CommandShell.safeParse(typed)
  if (parsed.success) return parsed.data
  throw new AppError({
    code: 'input.invalid',
    what: `"${typed}" is not a shell.`,
    effect: 'Nothing was sent.',
    next: `Use one of ${CommandShell.options.join(', ')}.`,
    remedy: 'check-input',
  })
}
