import type { Fleet } from './fleet/fleet.ts'
import { startTacticalSimulator } from './tactical-rmm/start-tactical-simulator.ts'
import type { Fault } from './toolkit/fault-script.ts'
import type { RequestLog } from './toolkit/request-log.ts'

export interface SimulatorOptions {
  readonly vendor: 'tactical_rmm'
  readonly devices: number
  /** 0 takes any free port. */
  readonly port: number
  /** The same seed and number of devices always give the same fleet. */
  readonly seed: number
  readonly faults?: readonly Fault[]
  /** Adds this computer as one more device, with a real shell. */
  readonly thisComputer?: boolean
  /** Multiplies every wait for an unreachable device; 1 (the default) is real life. */
  readonly waitScale?: number
  /** Stops the life of the fleet at the start: the same request always gets the same answer. */
  readonly frozen?: boolean
  /** No device goes on or off by itself after the start: what the list says holds until somebody acts. Frozen fleets are steady too. */
  readonly steady?: boolean
  /** The server's and the fleet's clock, in milliseconds since the epoch; the real one when absent. */
  readonly now?: () => number
}

/** A running practice server. The credentials are invented at the start and valid only for it. */
export interface Simulator {
  readonly url: string
  readonly apiKey: string
  readonly user: string
  readonly password: string
  /** Base32 secret of the user's two-factor codes. */
  readonly totpSecret: string
  readonly requests: RequestLog
  readonly fleet: Fleet
  /** What somebody starting it should know, one sentence each. */
  readonly notes: readonly string[]
  setFaults(faults: readonly Fault[]): void
  close(): Promise<void>
}

/** Starts a practice server on 127.0.0.1. Rejects when the port is taken. */
export function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  switch (options.vendor) {
    case 'tactical_rmm': return startTacticalSimulator(options)
  }
}
