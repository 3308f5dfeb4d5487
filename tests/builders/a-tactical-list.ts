import { startSimulator } from '#simulators/start-simulator.ts'
import type { IngestPage } from '#core/storage/store.ts'

/** The bytes a Tactical server answers for the list of a fleet; the same bytes for the same number of devices. */
export async function aTacticalList(devices: number): Promise<Uint8Array<ArrayBuffer>> {
  const simulator = await startSimulator({ vendor: 'tactical_rmm', devices, port: 0, seed: 11, frozen: true })
  try {
    const answer = await fetch(`${simulator.url}/agents/`, { headers: { 'X-API-KEY': simulator.apiKey } })
    return new Uint8Array(await answer.arrayBuffer())
  } finally {
    await simulator.close()
  }
}

/** A page with those bytes. They are copied: the store takes the ones it is given. */
export const aTacticalPage = (body: Uint8Array, change: Partial<IngestPage> = {}): IngestPage => ({
  accountId: 'a1',
  companyId: 'c1',
  vendor: 'tactical-rmm',
  passId: 'p1',
  pageKey: 'all',
  body: body.slice(),
  fetchedAt: 1_790_000_000_000,
  context: { fieldNames: '{}' },
  batchSize: 50,
  ...change,
})
