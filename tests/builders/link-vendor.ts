import type { Provider, RemoteShell, ShellRequest, ShellSignal } from '#core/providers/provider.ts'
import { AppError } from '#shared/errors/app-error.ts'

/** What lies between the console and the device. `silent` is a pulled cable: nothing comes, nobody says so. */
export type LinkWeather = 'up' | 'silent' | 'down'

/** A vendor reduced to its shells, whose link a test can break. Everything that reached the device is kept. */
export interface LinkVendor {
  readonly provider: Provider
  weather: LinkWeather
  /** Keys that reached the device, over all connections. */
  readonly typed: string[]
  /** Lines that were started on the device. */
  readonly lines: string[]
  readonly interrupts: string[]
  /** Connections that were opened and closed. */
  opened: number
  closed: number
  /** Speaks as the device on the newest connection. */
  say(signal: ShellSignal): void
}

const unreachable = (): AppError =>
  new AppError({ code: 'network.unreachable', what: 'The server cannot be reached.', effect: 'Nothing was sent.', next: 'Wait.', remedy: 'wait' })

/** Creates one. `canPing` false is a vendor without a connection to ask; `canInterrupt` false one without a cancel. */
export function createLinkVendor({ canPing = true, canInterrupt = true } = {}): LinkVendor {
  let listen: (signal: ShellSignal) => void = () => undefined

  const createRemote = (request: ShellRequest): RemoteShell => ({
    depth: request.depth,
    runAs: request.runAsUser ? 'user' : 'SYSTEM',
    write: (data) => {
      if (vendor.weather !== 'up') return
      vendor.typed.push(data)
      vendor.say({ kind: 'data', data })
    },
    run: (line) => void (vendor.weather === 'up' && vendor.lines.push(line)),
    resize: () => undefined,
    interrupt: () => {
      if (canInterrupt) vendor.interrupts.push('interrupt')
      return canInterrupt
    },
    pause: () => undefined,
    resume: () => undefined,
    close: () => void (vendor.closed += 1),
    ...(canPing ? { ping: () => vendor.say({ kind: 'alive' }) } : {}),
  })

  const openShell: Provider['openShell'] = async (_, request, hear) => {
    if (vendor.weather === 'down') throw unreachable()
    if (vendor.weather === 'silent') return new Promise(() => undefined)
    vendor.opened += 1
    listen = hear
    hear({ kind: 'connected' })
    if (request.depth === 'interactive') hear({ kind: 'data', data: `prompt ${vendor.opened}> ` })
    return createRemote(request)
  }

  const vendor: LinkVendor = {
    provider: { openShell } as Provider,
    weather: 'up',
    typed: [],
    lines: [],
    interrupts: [],
    opened: 0,
    closed: 0,
    say: (signal) => {
      if (vendor.weather === 'up') listen(signal)
    },
  }
  return vendor
}
