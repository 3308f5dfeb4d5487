import type { Connection, DevicePage, DeviceRef, Provider, ProviderDefinition, ProviderPorts } from '#core/providers/provider.ts'
import { isAppError } from '#shared/errors/app-error.ts'
import type { IncomingDevice } from '#shared/model/device.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { someProviderPorts, someSecrets, type TestSecrets } from '#tests/builders/provider-ports.ts'

/** What the suite needs to know about a vendor besides its provider. */
export interface Subject {
  readonly definition: ProviderDefinition
  /** Starts a server. Waits for devices are shortened, unless `isRealTime`. */
  readonly start: (options?: { readonly isRealTime: boolean }) => Promise<Simulator>
  readonly secretsOf: (server: Simulator) => Parameters<typeof someSecrets>[0]
  readonly connectionOf: (server: Simulator) => Connection
  /** Globs of the vendor's paths: all reads of the list, one page of it, the call that runs a command. */
  readonly paths: { readonly list: string; readonly anyRead: string; readonly command: string }
  /** Where a 64-bit text of a command is found in a recorded body. */
  readonly commandIn: (body: string) => string
}

/** What a test of the suite works with. */
export interface Bench {
  readonly server: Simulator
  readonly secrets: TestSecrets
  readonly connect: (more?: Partial<Connection>, ports?: Partial<ProviderPorts>) => Provider
}

export const never = new AbortController().signal

export const toRef = (device: IncomingDevice): DeviceRef => ({
  remoteId: device.remoteId, name: device.name, osFamily: device.osFamily, clientVersion: device.clientVersion,
})

/** Every page of a pass, in order. */
export async function allPages(provider: Provider, options: { readonly skip?: ReadonlySet<string>; readonly isPoll?: boolean } = {}): Promise<DevicePage[]> {
  const pages: DevicePage[] = []
  for await (const page of provider.listDevices({ skip: options.skip ?? new Set(), isPoll: options.isPoll ?? false, signal: never })) pages.push(page)
  return pages
}

/** The typed error a promise fails with; anything else fails the test. */
export async function errorOf(promise: Promise<unknown>) {
  try {
    await promise
  } catch (error) {
    if (isAppError(error)) return error
    throw error
  }
  throw new Error('it did not fail')
}

/** What is set up for the test that runs now. */
export type Current = () => { readonly bench: Bench; readonly server: Simulator }

/** Makes a bench with fresh secrets on a running server. */
export function makeBench(subject: Subject, server: Simulator): Bench {
  const secrets = someSecrets(subject.secretsOf(server))
  return {
    server,
    secrets,
    connect: (more = {}, ports = {}) => subject.definition.connect({ ...subject.connectionOf(server), ...more }, someProviderPorts(secrets, ports)),
  }
}
