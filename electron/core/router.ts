import { findEntry } from '#shared/contract/contract.ts'
import type { CommandSpec } from '#shared/contract/define.ts'
import { AppError, toWire } from '#shared/errors/app-error.ts'
import type { Reply } from '#shared/util/result.ts'
import type { CallerId } from './events.ts'
import type { Ids, Log, Trace } from './ports.ts'

/** A handler with its types forgotten: the router has checked the input against the contract. */
export type AnyHandler = (input: never, caller: CallerId) => Promise<unknown>

export interface RouterParts {
  readonly log: Log
  readonly ids: Ids
  readonly trace: Trace
  /** The handler of a path in the core as it is now; undefined while no company is open or the noun is not built. */
  readonly find: (path: string) => AnyHandler | undefined
  /** Throws when a mutating command may not run now (read-only, not the writer). */
  readonly assertMayMutate: () => void
  /** Told about every refusal of a mutating command, for the journal; the caller hears of it afterwards. Never rejects. */
  readonly onRefused: (path: string, error: AppError, traceId: string, input: unknown) => Promise<void>
}

const unknownCommand = (path: string) =>
  new AppError({
    code: 'input.unknown-command',
    what: `There is no command "${path.slice(0, 80)}".`,
    effect: 'Nothing was done.',
    next: 'Check the name, or update the console if it is older than its pages.',
    remedy: 'check-input',
  })

type Issue = NonNullable<ReturnType<CommandSpec['input']['safeParse']>['error']>['issues'][number]

const lengthOf = (limit: number | bigint, origin: string): string => (origin === 'string' ? `${limit} ${Number(limit) === 1 ? 'character' : 'characters'}` : origin === 'array' ? `${limit} entries` : String(limit))

/** What is wrong with one field, for a person; the schema library's own words name types of the program. */
function describeIssue(issue: Issue | undefined): string {
  if (issue?.code === 'too_small') return Number(issue.minimum) === 1 && issue.origin === 'string' ? 'it is empty' : `at least ${lengthOf(issue.minimum, issue.origin)}`
  if (issue?.code === 'too_big') return `at most ${lengthOf(issue.maximum, issue.origin)}`
  if (issue?.code === 'invalid_type') return 'it is missing or of another kind'
  if (issue?.code === 'unrecognized_keys') return `it has a part that is not known (${issue.keys.slice(0, 3).join(', ').slice(0, 80)})`
  if (issue?.code === 'invalid_value') return `it is one of ${issue.values.map(String).join(', ')}`
  return issue?.message ?? 'unknown reason'
}

function parseInput(entry: CommandSpec, raw: unknown): unknown {
  const parsed = entry.input.safeParse(raw)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new AppError({
    code: 'input.invalid',
    what: `${field === '' ? 'The input' : `"${field}"`} is not valid: ${describeIssue(issue)}.`,
    effect: 'Nothing was done.',
    next: 'Correct it and try again.',
    remedy: 'check-input',
    facts: { field },
  })
}

/**
 * The one door of the core: path, then schema, then modes, then the handler. Whatever goes wrong comes back as data;
 * unexpected errors are logged under the trace id and leave as an apology. What the handler asks of servers carries the same id.
 */
export function createRouter(parts: RouterParts): (path: string, raw: unknown, caller: CallerId) => Promise<Reply<unknown>> {
  return async (path, raw, caller) => {
    const traceId = parts.ids.next('t')
    try {
      const entry = findEntry(path)
      const handler = entry?.kind === 'command' ? parts.find(path) : undefined
      if (!entry || entry.kind !== 'command' || !handler) throw unknownCommand(path)
      const input = parseInput(entry, raw)
      if (entry.class === 'mutating') await guardMutation(parts, path, traceId, input)
      return { ok: true, value: await parts.trace.run(traceId, () => handler(input as never, caller)) }
    } catch (error) {
      if (!(error instanceof AppError)) parts.log.error('command failed unexpectedly', { path, traceId, reason: describe(error) })
      return { ok: false, error: toWire(error, traceId) }
    }
  }
}

async function guardMutation(parts: RouterParts, path: string, traceId: string, input: unknown): Promise<void> {
  try {
    parts.assertMayMutate()
  } catch (error) {
    if (error instanceof AppError) await parts.onRefused(path, error, traceId, input)
    throw error
  }
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
