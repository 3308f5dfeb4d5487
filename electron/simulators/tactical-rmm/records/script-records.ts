import type { TacticalWorld } from '../world.ts'
import { anything, choice, flag, listOf, nullable, text, whole } from './record-fields.ts'
import type { Resource } from './record-resource.ts'

const SCRIPT_SHELLS = ['powershell', 'cmd', 'python', 'shell', 'nushell', 'deno'] as const
export type ScriptShell = (typeof SCRIPT_SHELLS)[number]

/** A script of the library. `builtin` ones are the community scripts: they cannot be edited or deleted. */
export interface Script {
  readonly id: number
  readonly name: string
  readonly description: string | null
  readonly script_type: 'userdefined' | 'builtin'
  readonly shell: ScriptShell
  readonly args: readonly string[] | null
  readonly category: string | null
  readonly favorite: boolean
  readonly script_body: string
  readonly script_hash: string | null
  readonly default_timeout: number
  readonly syntax: string | null
  readonly filename: string | null
  readonly hidden: boolean
  readonly supported_platforms: readonly string[] | null
  readonly run_as_user: boolean
  readonly env_vars: readonly string[] | null
}

export const scriptResource: Resource<Script> = {
  table: 'scripts',
  model: 'Script',
  auditType: 'script',
  stamped: false,
  beginning: () => ({ script_type: 'userdefined', script_hash: null, filename: null }),
  fields: {
    name: text({ filled: true, max: 255 }),
    description: nullable(text({ initial: '' })),
    shell: choice(SCRIPT_SHELLS),
    args: nullable(listOf(text())),
    category: nullable(text({ max: 100 })),
    favorite: flag(false),
    script_body: text(),
    default_timeout: whole(90),
    syntax: nullable(text()),
    hidden: flag(false),
    supported_platforms: nullable(listOf(text())),
    run_as_user: flag(false),
    env_vars: nullable(anything<readonly string[]>([])),
  },
  present: ({ script_type: _type, ...shown }) => shown,
}

/** All scripts of the library by id. */
export const scriptsOf = (world: TacticalWorld): ReadonlyMap<number, Script> => world.table<Script>('scripts').rows

/** Replaces `{{Snippet name}}` in a script by the snippet's code; unknown names stay as they are. */
export function withSnippets(code: string, world: TacticalWorld): string {
  const snippets = [...world.table<Snippet>('snippets').rows.values()]
  return code.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) =>
    snippets.find((snippet) => snippet.name === name)?.code ?? whole)
}

/** A piece of code that scripts include by name. */
export interface Snippet {
  readonly id: number
  readonly name: string
  readonly desc: string
  readonly code: string
  readonly shell: ScriptShell
}

export const snippetResource: Resource<Snippet> = {
  table: 'snippets',
  model: 'ScriptSnippet',
  auditType: null,
  stamped: false,
  fields: {
    name: text({ filled: true, max: 40 }),
    desc: text({ initial: '', max: 50 }),
    code: text(),
    shell: choice(SCRIPT_SHELLS),
  },
}
