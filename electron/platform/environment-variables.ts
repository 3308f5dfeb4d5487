import { AppError } from '#shared/errors/app-error.ts'
import type { LogLevel } from './file-log.ts'

export type Variables = Readonly<Record<string, string | undefined>>

/** One setting as it is in force. */
export interface EffectiveSetting {
  readonly name: string
  readonly value: string
  /** The variable it came from, or `default`. */
  readonly source: string
}

/** How one variable is read: the customer's name for it, its value when absent, and its parser (undefined = refused). */
interface VariableSpec<Value> {
  readonly alias?: string
  readonly fallback: Value
  readonly parse: (text: string) => Value | undefined
  /** What a good value looks like, for the sentence of a refusal. */
  readonly expects: string
  warn?(value: Value): string | undefined
}

const truth: Readonly<Record<string, boolean>> = { true: true, '1': true, on: true, false: false, '0': false, off: false }

const parseTruth = (text: string): boolean | undefined => truth[text.toLowerCase()]

const switchOf = (fallback: boolean, alias: string): VariableSpec<boolean> => ({ alias, fallback, parse: parseTruth, expects: 'true or false' })

const whole = (fallback: number, least: number, most: number, alias: string): VariableSpec<number> => ({
  alias,
  fallback,
  parse: (text) => (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
  expects: `a whole number from ${least} to ${most}`,
})

const oneOf = <Value extends string>(fallback: Value, words: readonly Value[]): VariableSpec<Value> => ({
  fallback,
  parse: (text) => words.find((word) => word === text.toLowerCase()),
  expects: `one of ${words.join(', ')}`,
})

const queueName = (fallback: string, alias: string): VariableSpec<string> => ({
  alias,
  fallback,
  parse: (text) => (/^[A-Za-z0-9_.-]{1,60}$/.test(text) ? text : undefined),
  expects: 'a name of letters, digits, dot, dash and underscore',
})

const queueKinds = ['sqlite', 'redis', 'database', 'sync'] as const

/** Every variable of section "Settings and environment" that holds a plain value; folders and the passphrase are read apart. */
const specs = {
  OUTRIDER_ENHANCED_SYNC: switchOf(true, 'NESTOGY_RMM_ENHANCED_SYNC'),
  OUTRIDER_AUTO_MAINTENANCE: switchOf(true, 'NESTOGY_RMM_AUTO_MAINTENANCE'),
  OUTRIDER_PREDICTIVE_ANALYTICS: switchOf(true, 'NESTOGY_RMM_PREDICTIVE_ANALYTICS'),
  OUTRIDER_SYNC_BATCH_SIZE: whole(50, 10, 500, 'NESTOGY_RMM_SYNC_BATCH_SIZE'),
  OUTRIDER_API_TIMEOUT: whole(120, 5, 600, 'NESTOGY_RMM_API_TIMEOUT'),
  OUTRIDER_RETRY_ATTEMPTS: whole(3, 0, 10, 'NESTOGY_RMM_RETRY_ATTEMPTS'),
  OUTRIDER_QUEUE_CONNECTION: {
    ...oneOf<(typeof queueKinds)[number]>('sqlite', queueKinds),
    alias: 'QUEUE_CONNECTION',
    warn: (kind: string) => (kind === 'sqlite' ? undefined : `"${kind}" does not apply: Outrider keeps its queues in its own SQLite file and needs no queue server.`),
  },
  OUTRIDER_QUEUE_DEVICE_SYNC: queueName('device-sync', 'QUEUE_DEVICE_SYNC'),
  OUTRIDER_QUEUE_MAINTENANCE: queueName('maintenance', 'QUEUE_MAINTENANCE'),
  OUTRIDER_READ_ONLY: { fallback: undefined, parse: parseTruth, expects: 'true or false' } as VariableSpec<boolean | undefined>,
  OUTRIDER_LOG_BODIES: { fallback: false, parse: parseTruth, expects: 'true or false' } as VariableSpec<boolean>,
  OUTRIDER_LOG_LEVEL: oneOf<LogLevel>('info', ['error', 'warn', 'info', 'debug']),
} as const

type PlainValue = string | number | boolean | undefined

type ValueOf<Spec> = Spec extends VariableSpec<infer Value> ? Value : never
export type VariableValues = { readonly [Name in keyof typeof specs]: ValueOf<(typeof specs)[Name]> }

/** Reads all variables by D26: our name, then the customer's alias, then the default; a bad value is refused by name. */
export function readVariables(variables: Variables): { readonly values: VariableValues; readonly effective: readonly EffectiveSetting[]; readonly warnings: readonly string[] } {
  const warnings: string[] = []
  const read = Object.entries(specs).map(([name, spec]) => readOne(name, spec as VariableSpec<PlainValue>, variables, warnings))
  return {
    values: Object.fromEntries(read.map((one) => [one.name, one.value])) as VariableValues,
    effective: read.map((one) => ({ name: one.name, value: one.value === undefined ? 'as chosen in the app' : String(one.value), source: one.source })),
    warnings,
  }
}

function readOne(name: string, spec: VariableSpec<PlainValue>, variables: Variables, warnings: string[]): { readonly name: string; readonly value: PlainValue; readonly source: string } {
  const ours = textOf(variables, name)
  const theirs = spec.alias === undefined ? undefined : textOf(variables, spec.alias)
  if (ours === undefined && theirs === undefined) return { name, value: spec.fallback, source: 'default' }
  const source = ours === undefined ? (spec.alias ?? name) : name
  const value = spec.parse(ours ?? theirs ?? '')
  if (value === undefined) throw badValue(source, spec.expects)
  if (ours !== undefined && theirs !== undefined && spec.parse(theirs) !== value) warnings.push(`${name} and ${spec.alias} differ; ${name} is used.`)
  const remark = spec.warn?.(value)
  if (remark !== undefined) warnings.push(`${source}: ${remark}`)
  return { name, value, source }
}

const textOf = (variables: Variables, name: string): string | undefined => variables[name]?.trim() || undefined

const badValue = (variable: string, expects: string) =>
  new AppError({
    code: 'input.invalid',
    what: `The environment variable ${variable} has a value that Outrider does not understand.`,
    effect: 'Nothing was started.',
    next: `Set it to ${expects}, or remove it.`,
    remedy: 'check-input',
    facts: { variable },
  })
