import type { z } from 'zod'

/**
 * Whether a command changes something, and what it needs. Read-only mode refuses `mutating`, and the journal records it.
 * `mutating-by-vendor` runs something on a device with some vendors and not with others: the feature waits in read-only
 * mode by itself, and the journal records it where something runs.
 */
export type CommandClass = 'read' | 'local' | 'mutating' | 'mutating-by-vendor'

/** A question the interface may ask. Input is validated strictly in the core; output is what comes back. */
export interface CommandSpec<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly kind: 'command'
  readonly class: CommandClass
  readonly input: In
  readonly output: Out
}

/** An announcement of the core. `owner` events go only to the caller that owns the thing they are about. */
export interface EventSpec<Payload extends z.ZodType = z.ZodType> {
  readonly kind: 'event'
  readonly audience: 'all' | 'owner'
  readonly payload: Payload
}

/** Declares a command. `class` defaults to `read`. */
export const command = <In extends z.ZodType, Out extends z.ZodType>(spec: {
  readonly input: In
  readonly output: Out
  readonly class?: CommandClass
}): CommandSpec<In, Out> => ({ kind: 'command', class: spec.class ?? 'read', input: spec.input, output: spec.output })

/** Declares an event. */
export const event = <Payload extends z.ZodType>(spec: {
  readonly payload: Payload
  readonly audience?: 'all' | 'owner'
}): EventSpec<Payload> => ({ kind: 'event', audience: spec.audience ?? 'all', payload: spec.payload })

export type ContractTree = Readonly<Record<string, Readonly<Record<string, CommandSpec | EventSpec>>>>
