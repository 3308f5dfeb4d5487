import type { AppState } from '#shared/contract/app.ts'
import { CompanyId } from '#shared/model/ids.ts'
import type { Handlers, Journal, JournalNote } from '../context.ts'
import type { Events } from '../events.ts'
import type { ModeSwitches } from '../modes.ts'
import type { CompanyEntry, Ports } from '../ports.ts'

/** What the frame needs from the core around the open company. */
export interface AppParts {
  readonly ports: Ports
  readonly events: Events
  readonly modes: ModeSwitches
  readonly openEntry: () => CompanyEntry
  /** The journal of the open company, where switches are recorded (B116). */
  readonly journal: () => Pick<Journal, 'note' | 'act'>
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

/** Records a switch that is done whatever happens to the journal: it only ever protects, or lets nothing out. */
async function noteSwitch({ journal, ports }: AppParts, action: string, params: JournalNote['params']): Promise<void> {
  if (!ports.profile.isWriter) return
  await journal().note({ action, params: { ...params, outcome: 'done' } }).catch((reason: unknown) => ports.log.error('a switch was not recorded', { reason: String(reason) }))
}

async function protect(parts: AppParts): Promise<void> {
  await parts.modes.setReadOnly(true)
  await noteSwitch(parts, 'app.setReadOnly', { isReadOnly: true })
}

/** Changes are allowed only when it is in the journal that they are. */
async function allowChanges({ modes, journal }: AppParts): Promise<void> {
  modes.assertMaySwitchReadOnly(false)
  await journal().act({ action: 'app.setReadOnly', params: { isReadOnly: false } }, () => modes.setReadOnly(false))
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
      await noteSwitch(parts, 'app.setOffline', { isOffline })
      return announce()
    },
    setReadOnly: async ({ isReadOnly }) => {
      if (isReadOnly) await protect(parts)
      else await allowChanges(parts)
      return announce()
    },
  }
}
