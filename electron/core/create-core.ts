import { AppError } from '#shared/errors/app-error.ts'
import type { Reply } from '#shared/util/result.ts'
import type { Stop } from '#shared/util/stop.ts'
import { createAppHandlers, readAppState } from './app/handlers.ts'
import { startTrafficFeed } from './app/traffic-feed.ts'
import { createCompanyHandlers } from './company/handlers.ts'
import { createPracticeStarter } from './company/practice.ts'
import { createEvents } from './events.ts'
import type { Announcement, CallerId, Events } from './events.ts'
import { createModes } from './modes.ts'
import type { ModeSwitches } from './modes.ts'
import { openCompany } from './open-company.ts'
import type { OpenCompany } from './open-company.ts'
import type { CompanyEntry, Ports } from './ports.ts'
import { createRouter } from './router.ts'
import type { AnyHandler } from './router.ts'
import { openLockHandlers } from './vault/handlers.ts'

/** The product, without a host: commands in, replies and events out. */
export interface Core {
  call(path: string, input: unknown, caller: CallerId): Promise<Reply<unknown>>
  subscribe(listener: (announcement: Announcement) => void): Stop
  /** A window, socket or terminal went away: its shells and live views end. */
  callerGone(caller: CallerId): void
  close(): Promise<void>
}

/** The open company, exchangeable. Commands that arrive while it is exchanged wait for the new one. */
interface Slot {
  open: OpenCompany
  changing: Promise<void>
}

const systemCaller: CallerId = { id: 'core' }

function lastCompany(ports: Ports): CompanyEntry {
  const companies = ports.profile.companies()
  const lastId = ports.profile.getSetting('last-company')
  const found = companies.find((one) => one.id === lastId && !one.isPractice) ?? companies.find((one) => !one.isPractice) ?? companies[0]
  if (found) return found
  throw new AppError({
    code: 'company.not-found',
    what: 'This profile has no company.',
    effect: 'There is nothing to show.',
    next: 'Start with another profile folder, or restore this one from a backup.',
    remedy: 'none',
  })
}

function createSwitch(ports: Ports, events: Events, modes: ModeSwitches, slot: Slot): (entry: CompanyEntry) => Promise<void> {
  return async (entry) => {
    if (entry.id === slot.open.entry.id) return
    const exchange = async () => {
      await slot.open.close()
      modes.enter(entry.id)
      slot.open = await openCompany(ports, events, modes, entry)
      // A script that names its company must not change what the windows open next.
      if (ports.profile.isWriter && ports.host !== 'cli') await ports.profile.setSetting('last-company', entry.id)
    }
    slot.changing = exchange()
    await slot.changing
  }
}

function createFind(slot: Slot, own: Readonly<Record<string, object>>): (path: string) => AnyHandler | undefined {
  return (path) => {
    const [noun = '', verb = ''] = path.split('.')
    const handlers = own[noun] as Readonly<Record<string, AnyHandler>> | undefined
    return handlers ? handlers[verb] : slot.open.find(noun, verb)
  }
}

/** Records a refused mutation in the open company's journal, beside the device it was about (B116). */
async function noteRefusal({ journal, target }: OpenCompany, action: string, error: AppError, traceId: string, input: unknown): Promise<void> {
  const { deviceId } = input as { readonly deviceId?: string }
  const device = deviceId === undefined ? undefined : await target(deviceId)
  await journal.refusal({ action, code: error.code, traceId, ...(device && { target: device }) })
}

/** Tells the journal that a person opened the keys, and how often it was tried in vain before (B116). Only the writer can. */
async function recordUnlock({ unlocked, profile, vault, log }: Ports, { open }: Slot): Promise<void> {
  if (!unlocked || !profile.isWriter) return
  const action = 'vault.unlock'
  try {
    for (const at of unlocked.failedAt) await open.journal.note({ action, params: { refused: 'vault.wrong-passphrase', at: new Date(at).toISOString() } })
    if (unlocked.wasTyped) await open.journal.note({ action, params: { vault: vault.kind } })
    unlocked.forget()
  } catch (error) {
    // A journal that cannot be written refuses changes by itself; what is stored must stay readable.
    log.error('an unlock was not recorded', { reason: String(error) })
  }
}

/** Builds the product from what a host lends. Read from top to bottom it is the map of the core. */
export async function createCore(ports: Ports): Promise<Core> {
  const events = createEvents((error) => ports.log.error('an event listener failed', { reason: String(error) }))
  const first = lastCompany(ports)
  const modes = createModes(ports, first.id)
  const slot: Slot = { open: await openCompany(ports, events, modes, first), changing: Promise.resolve() }
  await recordUnlock(ports, slot)
  const switchCompany = createSwitch(ports, events, modes, slot)
  const appParts = {
    ports,
    events,
    modes,
    openEntry: () => slot.open.entry,
    journal: () => slot.open.journal,
  }
  const announceModes = () => events.publish('app.changed', readAppState(appParts))
  const switchTo = async (entry: CompanyEntry) => {
    await switchCompany(entry)
    announceModes()
  }
  const stopTraffic = startTrafficFeed(ports.clock, ports.network.meter, announceModes)
  const practice = createPracticeStarter(ports, switchTo, (path, input) => route(path, input, systemCaller), modes.assertOnline)
  const find = createFind(slot, { vault: openLockHandlers, app: createAppHandlers(appParts), company: createCompanyHandlers({ ports, switchTo, practice, journal: () => slot.open.journal }) })
  const route = createRouter({ log: ports.log, ids: ports.ids, trace: ports.trace, find, assertMayMutate: modes.assertMayChange, onRefused: (action, error, traceId, input) => noteRefusal(slot.open, action, error, traceId, input) })
  return {
    call: async (path, input, caller) => {
      if (!path.startsWith('company.')) await slot.changing.catch(() => {})
      return route(path, input, caller)
    },
    subscribe: events.subscribe,
    callerGone: (caller) => slot.open.callerGone(caller),
    close: async () => {
      stopTraffic()
      ports.practice.stop()
      await slot.open.close()
      await ports.profile.close()
    },
  }
}
