import { Device } from '#shared/model/device.ts'

const clients: readonly (readonly [string, string, readonly string[]])[] = [
  ['Baker Dental', 'BAKE', ['High Street', 'Riverside']],
  ['Contoso Legal', 'CONT', ['London', 'Leeds', 'Home office']],
  ['Fabrikam Logistics', 'FABR', ['Depot North', 'Depot South', 'Head office']],
  ['Greenfield Academy', 'GREE', ['Campus', 'Annexe']],
  ['Harbour Hotels', 'HARB', ['Seafront', 'Old Town', 'Airport']],
  ['Kline & Söhne Maschinenbau', 'KLIN', ['Werk 1', 'Werk 2']],
  ['Lakeside Veterinary', 'LAKE', ['Clinic']],
  ['Northwind Traders', 'NORT', ['Warehouse', 'Office']],
  ['Oakwood Surgery', 'OAKW', ['Surgery']],
  ['Tailspin Toys', 'TAIL', ['Shop', 'Studio']],
]
const users = ['a.meyer', 'b.lindqvist', 'c.okafor', 'd.santos', 'e.tanaka', 'f.novak', 'g.hughes', 'h.yilmaz', 'j.petrov', 'k.schmidt', 'l.rossi', 'm.dubois']
const models = ['Dell OptiPlex 7010', 'Dell Latitude 5540', 'HP EliteBook 840 G9', 'HP ProDesk 400 G7', 'Lenovo ThinkPad T14 Gen 4', 'Lenovo ThinkCentre M70q', 'Microsoft Surface Pro 9']
const serverModels = ['Dell PowerEdge R450', 'HPE ProLiant DL360 Gen10', 'VMware Virtual Platform', 'Microsoft Virtual Machine']
const windows = ['Windows 11 Pro, 64 bit v23H2 (build 22631.4460)', 'Windows 11 Pro, 64 bit v24H2 (build 26100.2314)', 'Windows 10 Pro, 64 bit v22H2 (build 19045.5131)']
const servers = ['Windows Server 2022 Standard, 64 bit (build 20348.2849)', 'Windows Server 2019 Standard, 64 bit (build 17763.6532)', 'Ubuntu 24.04.1 LTS', 'Debian GNU/Linux 12']
const processors = ['Intel Core i5-1345U', 'Intel Core i7-12700', 'AMD Ryzen 5 PRO 7530U', 'Intel Xeon Silver 4310']

/** A repeatable stream of numbers in [0, 1). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

type Random = () => number
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

function statusOf(random: Random): { status: Device['status']; agoMs: number | null } {
  const dice = random()
  if (dice < 0.78) return { status: 'online', agoMs: random() * 60_000 }
  if (dice < 0.83) return { status: 'late', agoMs: 300_000 + random() * 1_200_000 }
  if (dice < 0.96) return { status: 'offline', agoMs: 3_600_000 + random() ** 3 * 40 * 86_400_000 }
  return { status: 'unknown', agoMs: dice < 0.985 ? 7_200_000 : null }
}

function platformOf(random: Random, type: Device['type']): Pick<Device, 'os' | 'osFamily' | 'model' | 'cpuModel' | 'serial'> {
  const isServer = type === 'server'
  const dice = random()
  const isMac = !isServer && dice > 0.94
  const os = isServer ? pick(random, servers) : isMac ? 'macOS 15.1.1' : pick(random, windows)
  const osFamily = isMac ? 'macos' : /Windows/.test(os) ? 'windows' : 'linux'
  const serial = random() < 0.06 ? null : Array.from({ length: 7 }, () => pick(random, [...'BCDFGHJKLMNPQRSTVWXYZ0123456789'])).join('')
  return { os, osFamily, serial, model: isMac ? 'Apple MacBook Pro 14' : pick(random, isServer ? serverModels : models), cpuModel: isMac ? 'Apple M3' : pick(random, processors) }
}

function healthOf(random: Random, status: Device['status']): Pick<Device, 'needsReboot' | 'isInMaintenance' | 'hasPendingUpdates' | 'pendingActions' | 'checksTotal' | 'checksFailing' | 'checksWarning'> {
  const total = Math.floor(random() * 9)
  return {
    needsReboot: status === 'unknown' ? null : random() < 0.09,
    isInMaintenance: random() < 0.02,
    hasPendingUpdates: random() < 0.3,
    pendingActions: random() < 0.05 ? 1 : 0,
    checksTotal: total,
    checksFailing: total > 0 && random() < 0.07 ? 1 + Math.floor(random() * Math.min(3, total)) : 0,
    checksWarning: total > 0 && random() < 0.05 ? 1 : 0,
  }
}

function makeDevice(random: Random, index: number, now: number): Device {
  const [client, short, sites] = pick(random, clients)
  const type: Device['type'] = random() < 0.12 ? 'server' : 'workstation'
  const { status, agoMs } = statusOf(random)
  const lastSeenAt = agoMs === null ? null : Math.round(now - agoMs)
  const isPortable = type === 'workstation' && random() < 0.5
  const kind = type === 'server' ? 'SRV' : isPortable ? 'NB' : 'WS'
  const net = clients.findIndex(([name]) => name === client)
  return Device.parse({
    id: `d${index}`,
    accountId: 'acc1',
    vendor: 'tactical-rmm',
    remoteId: `r${index}`,
    name: `${short}-${kind}${String(index).padStart(4, '0')}`,
    client,
    site: pick(random, sites),
    type,
    ...platformOf(random, type),
    status,
    lastSeenAt,
    bootAt: lastSeenAt === null ? null : lastSeenAt - Math.round(random() * 30 * 86_400_000),
    user: type === 'server' ? null : pick(random, users),
    isUserCurrent: type === 'server' ? null : status === 'online' && random() < 0.7,
    localIps: [`10.${net}.${Math.floor(random() * 8)}.${1 + Math.floor(random() * 250)}/24`],
    publicIp: `203.0.113.${net + 10}`,
    description: random() < 0.2 ? 'Front desk' : null,
    clientVersion: '2.8.0',
    architecture: 'amd64',
    graphics: 'Intel UHD Graphics',
    disks: ['Samsung SSD 980 500 GB'],
    ...healthOf(random, status),
    customFields: random() < 0.1 ? { 'Asset tag': `A-${index}` } : {},
    fetchedAt: now - 40_000,
    missingSince: null,
  })
}

/** A fleet that is the same for the same seed, in name order as the store gives it. Times count back from `now`. */
export function makeFleet(count: number, now: number, seed = 7): Device[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => makeDevice(random, index, now)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
