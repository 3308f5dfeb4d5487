import type { Device } from '#shared/model/device.ts'
import { askedLimitMs, effectiveStatus, isUnasked } from '#shared/util/effective-status.ts'
import type { CompanyContext } from '../context.ts'

/** Devices with the status that can be believed now: an account whose list could not be read lately has unknown ones. */
export async function believeStatuses({ store, ports }: Pick<CompanyContext, 'store' | 'ports'>, devices: readonly Device[]): Promise<Device[]> {
  const states = await store.read.listStates()
  const limit = ports.host === 'cli' ? askedLimitMs.background : askedLimitMs.window
  const now = ports.clock.now()
  const unasked = new Set(Object.entries(states).flatMap(([accountId, state]) => (isUnasked(state.listFetchedAt, now, limit) ? [accountId] : [])))
  return devices.map((device) => ({ ...device, status: effectiveStatus(device.status, unasked.has(device.accountId)) }))
}
