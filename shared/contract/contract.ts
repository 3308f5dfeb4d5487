import type { z } from 'zod'
import { accounts } from './accounts.ts'
import { app } from './app.ts'
import { company } from './company.ts'
import { backup } from './backup.ts'
import type { CommandSpec, ContractTree, EventSpec } from './define.ts'
import { device } from './device.ts'
import { diagnostics } from './diagnostics.ts'
import { inventory } from './inventory.ts'
import { journal } from './journal.ts'
import { metrics } from './metrics.ts'
import { reviews } from './reviews.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { sync } from './sync.ts'
import { vault } from './vault.ts'

/** The only door to the core: every command and every event, by noun and verb. */
export const contract = { app, vault, company, accounts, inventory, device, metrics, shell, sync, reviews, journal, backup, diagnostics, settings } as const satisfies ContractTree

export type Contract = typeof contract

type Entries = { [Noun in keyof Contract]: { [Verb in keyof Contract[Noun]]: `${Noun & string}.${Verb & string}` }[keyof Contract[Noun]] }[keyof Contract]

/** The entry of a path `noun.verb`. */
export type At<Path extends Entries> = Path extends `${infer Noun}.${infer Verb}`
  ? Noun extends keyof Contract
    ? Verb extends keyof Contract[Noun]
      ? Contract[Noun][Verb]
      : never
    : never
  : never

export type CommandPath = { [Path in Entries]: At<Path> extends CommandSpec ? Path : never }[Entries]
export type EventPath = { [Path in Entries]: At<Path> extends EventSpec ? Path : never }[Entries]

/** What a caller passes (defaults may be left out) and what a handler gets (defaults filled in). */
export type InputOf<Path extends CommandPath> = At<Path> extends CommandSpec<infer In, infer _Out> ? z.input<In> : never
export type ParsedOf<Path extends CommandPath> = At<Path> extends CommandSpec<infer In, infer _Out> ? z.output<In> : never
export type OutputOf<Path extends CommandPath> = At<Path> extends CommandSpec<infer _In, infer Out> ? z.output<Out> : never
export type PayloadOf<Path extends EventPath> = At<Path> extends EventSpec<infer Payload> ? z.output<Payload> : never

/** Looks up a path; undefined for anything the contract does not name. */
export function findEntry(path: string): CommandSpec | EventSpec | undefined {
  const [noun, verb, rest] = path.split('.')
  if (noun === undefined || verb === undefined || rest !== undefined) return undefined
  const tree: ContractTree = contract
  return Object.hasOwn(tree, noun) && Object.hasOwn(tree[noun] ?? {}, verb) ? tree[noun]?.[verb] : undefined
}

const pathsOf = (kind: 'command' | 'event'): string[] =>
  Object.entries(contract).flatMap(([noun, verbs]) =>
    Object.entries(verbs as Record<string, CommandSpec | EventSpec>).flatMap(([verb, entry]) => (entry.kind === kind ? [`${noun}.${verb}`] : [])),
  )

export const commandPaths = (): readonly CommandPath[] => pathsOf('command') as CommandPath[]
export const eventPaths = (): readonly EventPath[] => pathsOf('event') as EventPath[]
