import type { CommandPath, Contract, EventPath, InputOf, OutputOf, PayloadOf } from './contract.ts'
import type { CommandSpec } from './define.ts'
import { fromWire } from '../errors/app-error.ts'
import type { Reply } from '../util/result.ts'
import type { Stop } from '../util/stop.ts'

/** What carries a contract from a caller to a core: Electron IPC, a loopback WebSocket, or a plain function call. */
export interface Transport {
  call(path: string, input: unknown): Promise<Reply<unknown>>
  /** Hears an event until stopped. */
  on(path: string, listener: (payload: unknown) => void): Stop
}

/** The typed face of a transport: `api.inventory.snapshot({ … })`, `api.on('inventory.changed', …)`. */
export type Api = {
  readonly [Noun in keyof Contract]: {
    readonly [Verb in keyof Contract[Noun] as Contract[Noun][Verb] extends CommandSpec ? Verb : never]: (
      input: `${Noun & string}.${Verb & string}` extends CommandPath ? InputOf<`${Noun & string}.${Verb & string}` & CommandPath> : never,
    ) => Promise<`${Noun & string}.${Verb & string}` extends CommandPath ? OutputOf<`${Noun & string}.${Verb & string}` & CommandPath> : never>
  }
} & { on<Path extends EventPath>(path: Path, listener: (payload: PayloadOf<Path>) => void): Stop }

/** Wraps a transport. A refused command throws the `AppError` it came with. */
export function createApi(transport: Transport): Api {
  const noun = (name: string) =>
    new Proxy(
      {},
      {
        get: (_, verb) => async (input: unknown) => {
          const reply = await transport.call(`${name}.${String(verb)}`, input)
          if (!reply.ok) throw fromWire(reply.error)
          return reply.value
        },
      },
    )
  const nouns = new Map<string, object>()
  const find = (name: string) => {
    const known = nouns.get(name) ?? noun(name)
    nouns.set(name, known)
    return known
  }
  return new Proxy({} as Api, {
    get: (_, name) => (name === 'on' ? transport.on : name === 'then' ? undefined : find(String(name))),
  })
}
