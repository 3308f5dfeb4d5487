import { clientFirstWords, clientTrades, oddClientNames, siteNames, timeZones } from './name-lists.ts'
import { hash, random } from './random.ts'

/** A customer of the practice company. Ids are those every face shows. */
export interface FleetClient {
  readonly id: number
  name: string
  /** Zone of the client's devices. */
  readonly timeZone: string
  /** Share of the whole fleet that belongs to this client, 0 to 1. */
  readonly weight: number
}

export interface FleetSite {
  readonly id: number
  name: string
  clientId: number
}

/** The clients and sites of a fleet; faces may add, rename, move and remove them. */
export interface Places {
  readonly clients: Map<number, FleetClient>
  readonly sites: Map<number, FleetSite>
  addClient(name: string): FleetClient
  addSite(clientId: number, name: string): FleetSite
  sitesOf(clientId: number): readonly FleetSite[]
}

/** Invents about one client per 60 devices (at least three) with one to five sites each. */
export function createPlaces(seed: number, devices: number): Places {
  const places = emptyPlaces()
  const source = random(seed, 'places')
  const count = Math.max(3, Math.round(devices / 60))
  const weights = Array.from({ length: count }, () => 0.2 + source.next() ** 3 * 3)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const taken = new Set<string>()
  for (const [index, weight] of weights.entries()) {
    const client = places.addClient(inventName(seed, index, taken))
    places.clients.set(client.id, { ...client, timeZone: source.pick(timeZones), weight: weight / total })
    const offset = hash(seed, 'site', index)
    const sites = 1 + Math.min(4, Math.floor((weight / total) * count * source.next() * 2.5))
    for (let site = 0; site < sites; site += 1) places.addSite(client.id, siteNameAt(site, offset))
  }
  return places
}

function emptyPlaces(): Places {
  const clients = new Map<number, FleetClient>()
  const sites = new Map<number, FleetSite>()
  let lastClient = 0
  let lastSite = 0
  return {
    clients,
    sites,
    addClient: (name) => {
      const client: FleetClient = { id: (lastClient += 1), name, timeZone: 'UTC', weight: 0 }
      clients.set(client.id, client)
      return client
    },
    addSite: (clientId, name) => {
      const site: FleetSite = { id: (lastSite += 1), name, clientId }
      sites.set(site.id, site)
      return site
    },
    sitesOf: (clientId) => [...sites.values()].filter((site) => site.clientId === clientId),
  }
}

const siteNameAt = (index: number, offset: number): string =>
  index === 0 ? siteNames[0] : siteNames[1 + ((offset + index * 3) % (siteNames.length - 1))]!

function inventName(seed: number, index: number, taken: Set<string>): string {
  if (index >= 4 && index % 9 === 4 && index < oddClientNames.length * 9) return oddClientNames[(index - 4) / 9]!
  for (let attempt = 0; ; attempt += 1) {
    const source = random(seed, 'client', index, attempt)
    const base = `${source.pick(clientFirstWords)} ${source.pick(clientTrades)}`
    const name = attempt < 8 ? base : `${base} ${attempt - 6}`
    if (!taken.has(name)) {
      taken.add(name)
      return name
    }
  }
}
