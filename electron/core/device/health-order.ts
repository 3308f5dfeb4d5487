import { AppError } from '#shared/errors/app-error.ts'
import type { Device } from '#shared/model/device.ts'
import type { RequestPreview } from '#shared/model/operation.ts'
import type { CompanyContext } from '../context.ts'
import type { Order } from '../jobs/order.ts'
import { type CommandOutcome, type CommandRequest, type Provider, toDeviceRef } from '../providers/provider.ts'
import { pathTemplate } from './command-order.ts'

/** A disk that has to wake up takes some seconds to answer. */
const limitSeconds = 60

/** The fixed script of this device as a command, or an error that says why there is none. */
function healthRequest(provider: Provider, device: Device): CommandRequest {
  const script = provider.diskHealth?.script(toDeviceRef(device)) ?? null
  if (script) return { ...script, timeoutSeconds: limitSeconds, runAsUser: false }
  throw new AppError({
    code: 'vendor.unsupported',
    what: `The health of the disks of ${device.name} cannot be read.`,
    effect: 'Nothing was sent.',
    next: provider.diskHealth ? 'Its operating system is not known.' : `${provider.manifest.label} runs no scripts for us.`,
    remedy: 'none',
  })
}

/** Exactly what `healthOrder` would send. */
export const previewHealth = (provider: Provider, device: Device): RequestPreview => provider.previewCommand(toDeviceRef(device), healthRequest(provider, device))

/** Stores the evidence in an answer before the operation ends, so that whoever waits for the end finds it. */
async function keepEvidence({ store, events, ports }: CompanyContext, provider: Provider, device: Device, outcome: CommandOutcome): Promise<CommandOutcome> {
  if (outcome.kind !== 'answered' || !provider.diskHealth) return outcome
  const disks = provider.diskHealth.read(outcome.output)
  if (disks === null) return { kind: 'failed', says: 'The device answered with something that is no disk health. Look at the output of its own tools.', httpStatus: null }
  const now = ports.clock.now()
  await store.write.saveSections(device.id, [{ section: 'disk_health', value: { disks }, observedAt: now, observedKind: 'reported', source: provider.diskHealth.source }], now)
  events.publish('device.sectionsChanged', { deviceId: device.id, sections: ['disk_health'] })
  return outcome
}

/** The script as an order of its own: it changes nothing but runs on somebody's device, so it is recorded and refused like a command. */
export function healthOrder(context: CompanyContext, provider: Provider, device: Device): Order {
  const request = healthRequest(provider, device)
  const reference = toDeviceRef(device)
  const preview = provider.previewCommand(reference, request)
  const params = { script: 'disk health v1', shell: request.shell, timeoutSeconds: request.timeoutSeconds }
  return {
    action: 'device.readHealth',
    device,
    tier: 0,
    params,
    shownParams: params,
    request: { method: preview.method, path: pathTemplate(preview.url, device.remoteId) },
    assertReachable: async () => void (await context.connections.provider(device.accountId)),
    shownRequest: preview,
    send: async (options) => keepEvidence(context, provider, device, await provider.runCommand(reference, request, options)),
  }
}
