import type { DeviceView } from '#shared/contract/device.ts'
import { isAppError } from '#shared/errors/app-error.ts'
import type { Device } from '#shared/model/device.ts'
import type { SectionName } from '#shared/model/section.ts'
import type { DeviceHealth } from '#shared/model/disk-health.ts'
import { askedLimitMs, effectiveStatus, isUnasked } from '#shared/util/effective-status.ts'
import { freshSpanOf } from '#shared/util/freshness.ts'
import { findDevice, toTarget, type CompanyContext, type Feature, type Handlers } from '../context.ts'
import { cancelElsewhere } from '../jobs/cancel-elsewhere.ts'
import { OperationRunner } from '../jobs/operation-runner.ts'
import { assertMayRun, assertShell, commandOrder, toRequest } from './command-order.ts'
import { deviceHealth, withHealth } from './device-health.ts'
import { createNoteHandlers } from './device-notes.ts'
import { capabilityStates } from './device-capabilities.ts'
import { healthOrder, previewHealth } from './health-order.ts'
import { toDeviceRef } from '../providers/provider.ts'
import { findOperations, readOutput } from './operation-outputs.ts'
import { shellsFor } from './device-shells.ts'
import { factAges } from './fact-ages.ts'
import { notesFrom, sectionStates } from './section-states.ts'

/** Everything the store knows about a device, judged by the clock of this moment. Sends nothing. */
async function viewOf({ store, connections, ports }: CompanyContext, device: Device): Promise<DeviceView> {
  const [lists, account, manifest, report, stored, asks] = await Promise.all([
    store.read.listStates(),
    connections.account(device.accountId),
    connections.manifest(device.accountId),
    store.read.probeReport(device.accountId),
    store.read.sections(device.id),
    store.read.sectionAsks(device.id),
  ])
  const now = ports.clock.now()
  const capabilities = capabilityStates(manifest, report)
  const sections = sectionStates(stored, { manifest, osFamily: device.osFamily, capabilities, now, notes: notesFrom(asks) })
  const isListUnasked = isUnasked(lists[device.accountId]?.listFetchedAt ?? null, now, ports.host === 'cli' ? askedLimitMs.background : askedLimitMs.window)
  const health = deviceHealth(stored, await changesFor(store, stored, device.id), now)
  const shown = { ...device, status: effectiveStatus(device.status, isListUnasked) }
  return { device: shown, accountName: account.name, isAccountActive: account.isActive, ages: factAges(device, manifest, now), sections: withHealth(sections, health), capabilities, shells: shellsFor(device) }
}

/** The history of a device, where its disks have one. */
const changesFor = async (store: CompanyContext['store'], stored: Awaited<ReturnType<CompanyContext['store']['read']['sections']>>, deviceId: string) =>
  stored.some((one) => one.section === 'disk_health') ? store.read.changes(deviceId, 1_000) : []

async function healthOf({ store, ports }: CompanyContext, deviceId: string): Promise<DeviceHealth> {
  const stored = await store.read.sections(deviceId)
  return deviceHealth(stored, await changesFor(store, stored, deviceId), ports.clock.now())
}

/** Runs `work`; a refusal goes into the journal before the caller hears it. */
async function recordingRefusal<T>({ journal }: CompanyContext, device: Device, action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isAppError(error)) await journal.refusal({ action, code: error.code, accountId: device.accountId, target: toTarget(device) })
    throw error
  }
}

/** Reads those of the sections that are past their freshness window; all of them with `isForced`. */
async function refresh(context: CompanyContext, device: Device, sections: readonly SectionName[], isForced: boolean): Promise<void> {
  const { cadence } = await context.connections.manifest(device.accountId)
  const now = context.ports.clock.now()
  const isWanted = (section: SectionName, answeredAt: number) => isForced || now - answeredAt >= freshSpanOf(cadence[section])
  await context.sections.read(device, sections, { isWanted })
}

function createHandlers(context: CompanyContext, runner: OperationRunner): Handlers<'device'> {
  const { connections } = context
  return {
    get: async ({ deviceId }) => viewOf(context, await findDevice(context, deviceId)),
    refresh: async ({ deviceId, sections, force }) => {
      await refresh(context, await findDevice(context, deviceId), sections, force)
      return viewOf(context, await findDevice(context, deviceId))
    },
    changes: async ({ deviceId, limit }) => context.store.read.changes((await findDevice(context, deviceId)).id, limit),
    ...createNoteHandlers(context),
    previewCommand: async (input) => {
      const device = await findDevice(context, input.deviceId)
      assertShell(device, input.shell)
      return (await connections.provider(device.accountId)).previewCommand(toDeviceRef(device), toRequest(input))
    },
    runCommand: async (input) => {
      const device = await findDevice(context, input.deviceId)
      return recordingRefusal(context, device, 'device.runCommand', async () => {
        await assertMayRun(context, device, input.shell)
        return runner.start(await commandOrder(context, await connections.provider(device.accountId), device, input))
      })
    },
    health: async ({ deviceId }) => healthOf(context, (await findDevice(context, deviceId)).id),
    previewHealth: async ({ deviceId }) => {
      const device = await findDevice(context, deviceId)
      return previewHealth(await connections.provider(device.accountId), device)
    },
    readHealth: async ({ deviceId }) => {
      const device = await findDevice(context, deviceId)
      return recordingRefusal(context, device, 'device.readHealth', async () => {
        await assertMayRun(context, device)
        return runner.start(healthOrder(context, await connections.provider(device.accountId), device))
      })
    },
    cancelOperation: ({ operationId }) => (context.ports.profile.isWriter ? runner.cancel(operationId) : cancelElsewhere(context, operationId)),
    operation: ({ operationId }) => runner.operation(operationId),
    operations: (filter) => findOperations(context, filter),
    output: ({ operationId, offset, limit }) => readOutput(context, operationId, offset, limit),
  }
}

/** The feature of noun `device`. Creating it settles operations that a crash left behind. */
export function createDeviceFeature(context: CompanyContext): Feature<'device'> {
  const runner = new OperationRunner(context)
  const stopShut = context.connections.onShut(({ accountId }) => runner.recheck(accountId))
  return {
    noun: 'device',
    handlers: createHandlers(context, runner),
    settled: () => runner.settled(),
    stop: () => {
      stopShut()
      runner.stop()
    },
  }
}
