import { DeviceId } from '#shared/model/ids.ts'
import { compareVersions } from '#shared/util/compare-versions.ts'
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
      software: async ({ name, below }) => {
        const rows = await store.read.software(name)
        const wanted = below === undefined ? rows : rows.filter((row) => compareVersions(row.version, below) < 0)
        return { rows: wanted.map((row) => ({ ...row, deviceId: DeviceId.parse(row.deviceId) })), coverage: await readSoftwareCoverage(store) }
      },
    },
  }
}
