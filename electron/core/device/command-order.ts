import type { ParsedOf } from '#shared/contract/contract.ts'
import { isUsable } from '#shared/model/capability.ts'
import type { Device } from '#shared/model/device.ts'
import type { CompanyContext } from '../context.ts'
import type { Order } from '../jobs/order.ts'
import { type CommandRequest, type Provider, toDeviceRef } from '../providers/provider.ts'
import { createRedactor } from '../redact/redactor.ts'
import { capabilityStates } from './device-capabilities.ts'
import { notCapable, shellNotForDevice } from './device-errors.ts'
import { shellsFor } from './device-shells.ts'
import { rememberRefusal } from './refused-right.ts'

type CommandInput = ParsedOf<'device.runCommand'>

/** The request as the provider takes it: the text as it was typed, to the last blank. */
export const toRequest = ({ shell, command, timeoutSeconds, runAsUser }: CommandInput): CommandRequest => ({ shell, command, timeoutSeconds, runAsUser })

/** Throws why a shell cannot be used on a device. */
export function assertShell(device: Device, shell: CommandInput['shell']): void {
  const offered = shellsFor(device)
  if (!offered.includes(shell)) throw shellNotForDevice(device, shell, offered)
}

/** Throws when read-only, offline, the shell (if one is asked for), the vendor or the account's rights stand against a command on this device. */
export async function assertMayRun(context: CompanyContext, device: Device, shell?: CommandInput['shell']): Promise<void> {
  context.modes.assertMayChange()
  context.modes.assertOnline()
  if (shell) assertShell(device, shell)
  const [manifest, report] = await Promise.all([context.connections.manifest(device.accountId), context.store.read.probeReport(device.accountId)])
  const state = capabilityStates(manifest, report).find((one) => one.capability === 'device.command')
  if (state !== undefined && !isUsable(state)) throw notCapable(device, state)
}

/** The path of a request without what names one device: fit for a record that outlives it. */
export function pathTemplate(url: string, remoteId: string): string {
  const { pathname } = new URL(url)
  return pathname.replaceAll(encodeURIComponent(remoteId), '{device}')
}

/** Everything frozen that decides what one command will do. A command on a server is one tier higher. */
export async function commandOrder(context: CompanyContext, provider: Provider, device: Device, input: CommandInput): Promise<Order> {
  const request = toRequest(input)
  const reference = toDeviceRef(device)
  const preview = provider.previewCommand(reference, request)
  const redactor = createRedactor((await context.secretValues?.()) ?? [])
  const params = { ...request }
  return {
    action: 'device.runCommand',
    device,
    tier: device.type === 'server' ? 3 : 2,
    params,
    shownParams: { ...params, command: redactor.redact(request.command) },
    request: { method: preview.method, path: pathTemplate(preview.url, device.remoteId) },
    assertReachable: async () => void (await context.connections.provider(device.accountId)),
    shownRequest: { ...preview, url: redactor.redact(preview.url), body: redactor.redact(preview.body) },
    send: async (options) => rememberRefusal(context, device.accountId, await provider.runCommand(reference, request, options)),
  }
}
