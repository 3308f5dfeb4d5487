import type { AppState } from '#shared/contract/app.ts'
import { CompanyId } from '#shared/model/ids.ts'
import type { Handlers } from '../context.ts'
import type { Events } from '../events.ts'
import type { ModeSwitches } from '../modes.ts'
import type { CompanyEntry, Ports } from '../ports.ts'

/** What the frame needs from the core around the open company. */
export interface AppParts {
  readonly ports: Ports
  readonly events: Events
  readonly modes: ModeSwitches
  readonly openEntry: () => CompanyEntry
  /** Records a switch in the open company's journal (B116). */
  readonly note: (action: string, params: Readonly<Record<string, unknown>>) => Promise<void>
}

const toCompany = (entry: CompanyEntry) => ({ id: CompanyId.parse(entry.id), name: entry.name, isPractice: entry.isPractice })

/** The modes of the whole console, as the frame shows them. */
export function readAppState({ ports, modes, openEntry }: AppParts): AppState {
  return {
    version: ports.version,
    host: ports.host,
    company: toCompany(openEntry()),
    companies: ports.profile.companies().map(toCompany),
    isReadOnly: modes.isReadOnly(),
    isOffline: modes.isOffline(),
    vault: { kind: ports.vault.kind, says: ports.vault.says },
    isWriter: ports.profile.isWriter,
    viewerBecause: ports.profile.viewerBecause,
    requests: ports.network.meter.requests,
    bytes: ports.network.meter.bytes,
  }
}

const readOnlyAction = 'app.setReadOnly'

/** Read-only mode goes on whatever happens to the journal: it only ever protects. */
async function protect({ modes, note, ports }: AppParts): Promise<void> {
  await modes.setReadOnly(true)
  await note(readOnlyAction, { isReadOnly: true }).catch((reason: unknown) => ports.log.error('a switch was not recorded', { reason: String(reason) }))
}

/** Changes are allowed only when it is in the journal that they are. */
async function allowChanges({ modes, note }: AppParts): Promise<void> {
  modes.assertMaySwitchReadOnly(false)
  await note(readOnlyAction, { isReadOnly: false })
  await modes.setReadOnly(false)
}

/** The `app.*` commands. */
export function createAppHandlers(parts: AppParts): Handlers<'app'> {
  const announce = (): AppState => {
    const state = readAppState(parts)
    parts.events.publish('app.changed', state)
    return state
  }
  return {
    state: async () => readAppState(parts),
    setOffline: async ({ isOffline }) => {
      await parts.modes.setOffline(isOffline)
      return announce()
    },
    setReadOnly: async ({ isReadOnly }) => {
      if (isReadOnly) await protect(parts)
      else await allowChanges(parts)
      return announce()
    },
  }
}
