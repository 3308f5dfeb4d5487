import { isAppError, toSentence, toWire } from '#shared/errors/app-error.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { Clock } from '../ports.ts'
import type { DeviceRef, Provider, RemoteShell, ShellRequest, ShellSignal } from '../providers/provider.ts'
import { reconnectDelay } from './link-limits.ts'

export interface LinkParts {
  readonly clock: Clock
  readonly provider: Pick<Provider, 'openShell'>
  readonly device: DeviceRef
  /** Asked anew for every connection, because the size of the screen may have changed. */
  readonly request: () => ShellRequest
  readonly listen: (signal: ShellSignal) => void
  /** Work offline: an attempt fails without a network. */
  readonly isOffline: () => boolean
}

/** The connection of one shell and its replacements. */
export interface ShellLink {
  /** Null while there is none. */
  readonly remote: RemoteShell | null
  /** Between two attempts: nobody is asked, so silence means nothing. */
  readonly isWaiting: boolean
  /** Connects; attempt 0 at once, later ones after their delay. Replaces what was there. */
  connect(attempt: number): void
  disconnect(): void
}

/** Failures of the way there, which may pass. Everything else is an answer. */
const passing = new Set(['vendor.failed', 'vendor.circuit-open', 'vendor.rate-limited', 'device.unreachable', 'device.no-answer', 'lock.offline'])

function toSignal(error: unknown): ShellSignal {
  const says = toSentence(toWire(error))
  const isPassing = isAppError(error) && (error.code.startsWith('network.') || passing.has(error.code))
  return isPassing ? { kind: 'lost', says } : { kind: 'refused', says }
}

interface Current {
  readonly parts: LinkParts
  remote: RemoteShell | null
  isWaiting: boolean
  /** Grows with every connection; signals of an older one are not heard. */
  generation: number
  stopDelay: Stop
}

function disconnect(current: Current): void {
  current.generation += 1
  current.stopDelay()
  current.isWaiting = false
  current.remote?.close()
  current.remote = null
}

async function open(current: Current): Promise<void> {
  const { parts, generation } = current
  const early: ShellSignal[] = []
  let isThere = false
  const hear = (signal: ShellSignal): void => {
    if (generation !== current.generation) return
    if (isThere) parts.listen(signal)
    else early.push(signal)
  }
  try {
    const opened = await parts.provider.openShell(parts.device, parts.request(), hear)
    if (generation !== current.generation) return opened.close()
    current.remote = opened
  } catch (error) {
    early.push(toSignal(error))
  }
  isThere = true
  for (const signal of early) hear(signal)
}

function start(current: Current): void {
  current.isWaiting = false
  if (current.parts.isOffline()) current.parts.listen({ kind: 'lost', says: 'Working offline: no connection is made.' })
  else void open(current)
}

function connect(current: Current, attempt: number): void {
  disconnect(current)
  current.isWaiting = attempt > 0
  if (attempt === 0) start(current)
  else current.stopDelay = current.parts.clock.after(reconnectDelay(attempt), () => start(current))
}

/**
 * Creates the link. Signals of a connection that was replaced are not heard any more, and none is heard before its
 * `RemoteShell` is there.
 */
export function createShellLink(parts: LinkParts): ShellLink {
  const current: Current = { parts, remote: null, isWaiting: false, generation: 0, stopDelay: () => undefined }
  return {
    get remote() {
      return current.remote
    },
    get isWaiting() {
      return current.isWaiting
    },
    connect: (attempt) => connect(current, attempt),
    disconnect: () => disconnect(current),
  }
}
