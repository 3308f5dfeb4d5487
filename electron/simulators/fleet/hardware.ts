import { realHardware } from '../this-computer/real-hardware.ts'
import type { FleetDevice } from './fleet-device.ts'
import { diskModels, disksByForm, graphicsByForm, processors, type DiskModel, type Processor } from './hardware-catalogue.ts'
import { hash, random, type Random } from './random.ts'

export interface MemoryModule {
  readonly slot: string
  readonly bytes: number
  readonly megahertz: number
  readonly maker: string
  readonly part: string
}

export interface PhysicalDisk extends DiskModel {
  readonly bytes: number
  readonly serial: string
  readonly firmware: string
  readonly partitions: number
}

/** A network adapter. Speed in bits per second, null when it has no link. */
export interface NetworkAdapter {
  readonly name: string
  readonly connection: string
  readonly mac: string
  readonly bitsPerSecond: number | null
  readonly isUp: boolean
  readonly isVirtual: boolean
  readonly addresses: readonly string[]
  readonly subnets: readonly string[]
  readonly gateway: string | null
  readonly dnsServers: readonly string[]
  readonly isDhcp: boolean
  readonly dhcpServer: string | null
  readonly dnsDomain: string | null
}

/** What is inside a device. It never changes, so it is made anew whenever somebody asks. */
export interface Hardware {
  readonly sockets: readonly Processor[]
  readonly modules: readonly MemoryModule[]
  readonly memoryBytes: number
  readonly disks: readonly PhysicalDisk[]
  readonly graphics: readonly string[]
  readonly adapters: readonly NetworkAdapter[]
  readonly bios: { readonly maker: string; readonly version: string; readonly released: string }
  readonly systemUuid: string
}

const GIB = 1024 ** 3

/** The hardware of a device. */
export function hardwareOf(device: FleetDevice): Hardware {
  if (device.isThisComputer) return realHardware()
  const source = random(device.seed, 'hardware')
  const processor = processors[source.pick(device.model.processors)]!
  const { form } = device.model
  const sockets = Array.from({ length: form === 'server' ? source.whole(1, 2) : 1 }, () => processor)
  const modules = modulesOf(form === 'server' ? source.pick([32, 64, 128, 256]) : source.pick([8, 16, 16, 32]), source)
  return {
    sockets, modules,
    memoryBytes: modules.reduce((sum, { bytes }) => sum + bytes, 0),
    disks: disksOf(device),
    graphics: source.pick(graphicsByForm[form]).split(', '),
    adapters: adaptersOf(device, source),
    bios: {
      maker: device.model.make, version: `${source.whole(1, 3)}.${source.whole(0, 40)}.${source.whole(0, 9)}`,
      released: `20${source.whole(19, 25)}-0${source.whole(1, 9)}-1${source.whole(0, 9)}T00:00:00Z`,
    },
    get systemUuid() { return uuidOf(device.seed) },
  }
}

/** A UUID that belongs to this number. */
export function uuidOf(seed: number): string {
  const digits = [1, 2, 3, 4].map((part) => hash(seed, 'uuid', part).toString(16).padStart(8, '0')).join('')
  return [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`, digits.slice(20)].join('-')
}

/** The address the internet sees: one per site, as behind a router. Documentation ranges only. */
export const publicAddressOf = (device: FleetDevice): string =>
  `${['203.0.113', '198.51.100', '192.0.2'][device.siteId % 3]}.${1 + (hash(device.siteId, 'public') % 254)}`

function modulesOf(gib: number, source: Random): readonly MemoryModule[] {
  const count = gib >= 32 ? 4 : 2
  const maker = source.pick(['Samsung', 'SK Hynix', 'Micron Technology', 'Kingston'])
  const megahertz = source.pick([2400, 2666, 3200, 4800])
  const part = `${source.pick(['M471A', 'HMA82', '4ATF', 'KHX'])}${source.whole(10_000, 99_999)}`
  return Array.from({ length: count }, (_, index) => ({ slot: `DIMM ${index + 1}`, bytes: (gib / count) * GIB, megahertz, maker, part }))
}

/** The physical disks of a device, in the order of its hardware. */
export function disksOf(device: FleetDevice): readonly PhysicalDisk[] {
  const source = random(device.seed, 'disks')
  const { form } = device.model
  const most = form === 'server' ? 3 : form === 'mac' || form === 'laptop' ? 1 : 2
  const count = device.specimen === 'lab' ? 2 : source.whole(1, most)
  return Array.from({ length: count }, (_, index) => {
    const model = diskModels[source.pick(index === 0 ? disksByForm[form] : form === 'virtual' ? disksByForm.virtual : [3, 4])]!
    return {
      ...model, bytes: Math.floor((model.gigabytes * 1e9) / 512) * 512, partitions: index === 0 ? 3 : 1,
      serial: `${model.vendor.slice(0, 1).toUpperCase()}${hash(device.seed, 'disk', index).toString(36).toUpperCase().padStart(8, '0')}`,
      firmware: `${source.whole(1, 9)}B${source.whole(1, 4)}QG${source.whole(1, 9)}`,
    }
  })
}

function adaptersOf(device: FleetDevice, source: Random): readonly NetworkAdapter[] {
  const net = `192.168.${device.siteId % 250}`
  const host = 10 + (device.id % 240)
  const isDhcp = device.kind === 'workstation'
  const wired: NetworkAdapter = {
    name: device.model.form === 'virtual' ? 'vmxnet3 Ethernet Adapter' : 'Intel(R) Ethernet Connection (14) I219-LM',
    connection: 'Ethernet', mac: macOf(device.seed, 1), bitsPerSecond: source.pick([1e9, 1e9, 1e8, 2.5e9]), isUp: true, isVirtual: false,
    addresses: [`${net}.${host}`, `fe80::${(device.seed & 0xffff).toString(16)}:aa:bb:cc`], subnets: ['255.255.255.0', '64'],
    gateway: `${net}.1`, dnsServers: [`${net}.2`, '192.0.2.53'], isDhcp, dhcpServer: isDhcp ? `${net}.1` : null, dnsDomain: 'corp.example.com',
  }
  const off = {
    isUp: false, isVirtual: false, bitsPerSecond: null, addresses: [], subnets: [], gateway: null, dnsServers: [], dhcpServer: null,
    dnsDomain: null, isDhcp: true,
  }
  const wireless: NetworkAdapter = { ...off, name: 'Intel(R) Wi-Fi 6 AX201 160MHz', connection: 'Wi-Fi', mac: macOf(device.seed, 2) }
  const kernel: NetworkAdapter = { ...off, name: 'Microsoft Kernel Debug Network Adapter', connection: '', mac: '', isVirtual: true }
  return device.model.form === 'laptop' ? [wired, wireless, kernel] : device.platform === 'windows' ? [wired, kernel] : [wired]
}

function macOf(seed: number, index: number): string {
  const digits = hash(seed, 'mac', index).toString(16).padStart(8, '0')
  return `02:${[0, 2, 4, 6].map((at) => digits.slice(at, at + 2)).join(':')}:0${index}`.toUpperCase()
}
