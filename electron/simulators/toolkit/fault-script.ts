import { compileGlob } from './path-pattern.ts'

/** Which requests a fault hits and how often. */
interface Aim {
  readonly match?: { readonly method?: string; /** Glob over the path without query. */ readonly path?: string }
  /** Hits at most so many requests; absent = all. */
  readonly times?: number
  /** Lets so many matching requests pass first. */
  readonly after?: number
}

/** One thing that goes wrong. See the README for what each kind does. */
export type Fault = Aim & (
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'hang' }
  | { readonly kind: 'delay'; readonly seconds: number }
  | { readonly kind: 'slow'; readonly seconds: number }
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number }
  | { readonly kind: 'cut'; readonly bytes?: number }
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'array' }
  | { readonly kind: 'nulls' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'huge'; readonly bytes?: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'clock-skew'; readonly seconds: number }
)

export type FaultKind = Fault['kind']

/** The faults in force. `hits` returns those that apply to this request and counts them. */
export interface FaultScript {
  hits(method: string, path: string): readonly Fault[]
  replace(faults: readonly Fault[]): void
}

export function createFaultScript(initial: readonly Fault[]): FaultScript {
  let armed = initial.map(arm)
  return {
    hits: (method, path) => armed.filter((fault) => fault.hits(method, path)).map(({ fault }) => fault),
    replace: (faults) => { armed = faults.map(arm) },
  }
}

/** Reads a fault script file: a JSON list of faults, or an object with the list under `faults`. Throws on anything else. */
export function parseFaults(text: string): readonly Fault[] {
  const value: unknown = JSON.parse(text)
  const list = Array.isArray(value) ? value : (value as { faults?: unknown } | null)?.faults
  if (!Array.isArray(list)) throw new Error('A fault script is a list of faults or {"faults": [...]}.')
  for (const fault of list) {
    if (!kinds.includes(fault?.kind)) throw new Error(`Unknown fault kind ${JSON.stringify(fault?.kind)}. Known: ${kinds.join(', ')}.`)
  }
  return list
}

const kinds: readonly unknown[] = [
  'status', 'hang', 'delay', 'slow', 'redirect', 'cut', 'html', 'array', 'nulls', 'duplicate', 'not-json', 'huge', 'reset', 'clock-skew',
] satisfies readonly FaultKind[]

function arm(fault: Fault): { readonly fault: Fault; readonly hits: (method: string, path: string) => boolean } {
  const isPath = compileGlob(fault.match?.path ?? '**')
  const last = (fault.after ?? 0) + (fault.times ?? Infinity)
  let seen = 0
  return {
    fault,
    hits: (method, path) => {
      if (fault.match?.method && fault.match.method !== method) return false
      if (!isPath(path)) return false
      seen += 1
      return seen > (fault.after ?? 0) && seen <= last
    },
  }
}
