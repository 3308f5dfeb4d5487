import { AppError } from '#shared/errors/app-error.ts'
import type { Modes } from './context.ts'
import type { Ports } from './ports.ts'

const readOnlyError = () =>
  new AppError({
    code: 'lock.read-only',
    what: 'Read-only mode is on.',
    effect: 'Nothing was sent to any device or server.',
    next: 'Switch read-only off in the status bar (or with "outrider mode --read-only off") if you mean to change something.',
    remedy: 'allow-changes',
  })

const offlineError = () =>
  new AppError({
    code: 'lock.offline',
    what: 'You are working offline.',
    effect: 'Nothing was sent. Everything stored on this computer stays readable.',
    next: 'Switch "Work offline" off (or use "outrider mode --offline off") to reach the servers again.',
    remedy: 'go-online',
  })

const otherWriterError = () =>
  new AppError({
    code: 'store.busy',
    what: 'Another Outrider has this profile open.',
    effect: 'This one can read everything but changes nothing, so that the two cannot get in each other’s way.',
    next: 'Use the other one, or close it and start this one again.',
    remedy: 'none',
  })

const diskFullError = () =>
  new AppError({
    code: 'store.full',
    what: 'The disk that holds the profile is full.',
    effect: 'Everything can be read, and nothing is changed or sent, because it could not be recorded.',
    next: 'Free at least 500 MB on that disk, then start Outrider again.',
    remedy: 'free-space',
  })

/** What a process says that may only read the profile. */
export const notWriterError = ({ viewerBecause }: Pick<Ports['profile'], 'viewerBecause'>): AppError => (viewerBecause === 'disk-full' ? diskFullError() : otherWriterError())

/** The environment decides; a switch that is kept for later and does nothing now would be a lie. */
const fixedError = (isReadOnly: boolean) =>
  new AppError({
    code: 'lock.read-only',
    what: `Read-only mode is fixed ${isReadOnly ? 'on' : 'off'} by OUTRIDER_READ_ONLY.`,
    effect: 'Nothing was switched, and nothing is kept for later.',
    next: 'Start Outrider without that variable to switch it here.',
    remedy: 'none',
  })

/** Read-only of the open company and offline of the profile. Both are kept; the environment can force read-only. */
export interface ModeSwitches extends Modes {
  /** From now on read-only is what it is in this company. */
  enter(companyId: string): void
  assertWriter(): void
  /** Throws `lock.read-only` where the environment fixes the mode, `store.busy` or `store.full` where this process may not switch it. */
  assertMaySwitchReadOnly(isReadOnly: boolean): void
  setReadOnly(isReadOnly: boolean): Promise<void>
  setOffline(isOffline: boolean): Promise<void>
}

/** Creates the switches, in the company that is opened first. Read-only is on in every company until a person turns it off there (B12). */
export function createModes(ports: Ports, companyId: string): ModeSwitches {
  const { profile, network, settings, host } = ports
  let entered = companyId
  const isReadOnly = () => settings.readOnly ?? profile.isReadOnly(entered)
  const isOffline = () => profile.getSetting('work-offline') === 'on'
  const assertWriter = () => {
    if (!profile.isWriter) throw notWriterError(profile)
  }
  const assertMaySwitchReadOnly = (value: boolean) => {
    if (settings.readOnly !== undefined && settings.readOnly !== value) throw fixedError(settings.readOnly)
    // Read-only mode can be switched on where nothing else can be changed: it needs no room on the disk.
    if (!value || profile.viewerBecause !== 'disk-full') assertWriter()
  }
  network.setOffline(isOffline())
  return {
    enter: (next) => void (entered = next),
    isReadOnly,
    isOffline,
    assertWriter,
    assertMaySwitchReadOnly,
    assertMayChange: () => {
      assertWriter()
      if (isReadOnly()) throw readOnlyError()
    },
    assertOnline: () => {
      if (isOffline()) throw offlineError()
    },
    setReadOnly: async (value) => {
      assertMaySwitchReadOnly(value)
      await profile.setReadOnly(entered, value)
    },
    setOffline: async (value) => {
      // A window that only reads can go offline by itself; a command ends at once, so that switching only itself would be nothing.
      if (host === 'cli' && profile.viewerBecause !== 'disk-full') assertWriter()
      network.setOffline(value)
      await profile.setSetting('work-offline', value ? 'on' : 'off')
    },
  }
}
