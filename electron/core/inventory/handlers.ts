import { DeviceId } from '#shared/model/ids.ts'
import type { CompanyContext, Feature } from '../context.ts'
import { matchDevices } from './match-devices.ts'
import { readSoftwareCoverage } from './software-coverage.ts'

/** The `inventory.*` commands. All of them answer from the store and never wait for a network. */
export function createInventoryFeature(context: CompanyContext): Feature<'inventory'> {
  const { store } = context
  let revision = 0
  const stop = context.events.subscribe((announcement) => {
    if (announcement.path === 'inventory.changed') revision = Math.max(revision, (announcement.payload as { revision: number }).revision)
  })
  return {
    noun: 'inventory',
    stop,
    handlers: {
      snapshot: async ({ offset, limit }) => ({ ...(await store.read.snapshot(offset, limit)), revision }),
      rows: async ({ ids }) => ({ ...(await store.read.rows(ids)), revision }),
      match: ({ filter }) => matchDevices(context, filter),
      software: async ({ name, below, limit }) => {
        const { items, total } = await store.read.software({ name, limit, ...(below === undefined ? {} : { version: { op: '<', text: below } }) })
        return { items: items.map((row) => ({ ...row, deviceId: DeviceId.parse(row.deviceId) })), total, coverage: await readSoftwareCoverage(store) }
      },
    },
  }
}
