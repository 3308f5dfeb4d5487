import { adaptersNow } from '../fleet/adapters.ts'
import type { FleetDevice } from '../fleet/fleet.ts'
import { hardwareOf, type Hardware, type NetworkAdapter } from '../fleet/hardware.ts'
import { powerAt } from '../fleet/power.ts'
import { addressesOf } from './device-summary.ts'
import { signedIn } from './device-presence.ts'
import type { TacticalWorld } from './world.ts'

type Properties = Readonly<Record<string, unknown>>

const NO_DATE = '0001-01-01T00:00:00Z'

/** The hardware detail of a device in the three forms the server knows: null, the flat Unix object, the Windows lists. */
export function wmiDetail(device: FleetDevice, world: TacticalWorld): unknown {
  if (device.oddities.noHardware || device.habit === 'never') return null
  const hardware = hardwareOf(device)
  if (device.platform !== 'windows') return unixDetail(device, hardware)
  const classes = windowsClasses(device, hardware, world)
  const wrap = device.oddities.oldHardware ? splitProperties : (entry: Properties) => [entry]
  return Object.fromEntries(Object.entries(classes).map(([name, entries]) => [name, entries.map(wrap)]))
}

/** What software before 2021 left behind: one property per object, numbers as text. */
const splitProperties = (entry: Properties): readonly Properties[] =>
  Object.entries(entry).map(([key, value]) => ({ [key]: typeof value === 'number' ? String(value) : value }))

function unixDetail(device: FleetDevice, { sockets, graphics, disks }: Hardware): Properties {
  return {
    cpus: sockets.map(({ name }) => name), gpus: device.model.form === 'virtual' ? '' : graphics,
    disks: disks.map(({ vendor, model, media, bytes }, index) =>
      `${vendor} ${model} ${media} sd${String.fromCharCode(97 + index)} ${(bytes / 1024 ** 3).toFixed(1)} GB`),
    local_ips: addressesOf(device), make_model: `${device.model.make} ${device.model.model}`, serialnumber: device.serial,
  }
}

function windowsClasses(device: FleetDevice, hardware: Hardware, world: TacticalWorld): Readonly<Record<string, readonly Properties[]>> {
  const adapters = adaptersNow(device, world.fleet)
  return {
    ...computerClasses(device, hardware, world), ...partClasses(hardware),
    network_adapter: adapters.map(adapterProperties), network_config: adapters.map(adapterConfiguration),
    desktop_monitor: [{ Name: 'Generic PnP Monitor', MonitorManufacturer: '(Standard monitor types)', ScreenWidth: 1920, ScreenHeight: 1080 }],
    usb: [{
      Name: 'Intel(R) USB 3.20 eXtensible Host Controller', Manufacturer: 'Generic USB xHCI Host Controller',
      DeviceID: 'PCI\\VEN_8086&DEV_43ED', Status: 'OK',
    }],
  }
}

function computerClasses(device: FleetDevice, hardware: Hardware, world: TacticalWorld): Readonly<Record<string, readonly Properties[]>> {
  const { make, model } = device.model
  const now = world.now()
  const bootAt = powerAt(device, now, world.fleet).bootAt ?? now
  const build = /build (\d+)/.exec(device.operatingSystem)?.[1] ?? '19045'
  const user = signedIn(device, now)
  return {
    comp_sys: [{
      Name: device.hostName, Manufacturer: make, Model: model, Domain: 'corp.example.com', PartOfDomain: device.kind === 'server', Workgroup: null,
      TotalPhysicalMemory: hardware.memoryBytes, NumberOfLogicalProcessors: hardware.sockets.reduce((sum, { threads }) => sum + threads, 0),
      SystemFamily: model.split(' ')[0], SystemType: device.architecture === '386' ? 'X86-based PC' : 'x64-based PC',
      UserName: user && user !== 'None' ? `CORP\\${user}` : null, InstallDate: NO_DATE, OEMStringArray: null,
    }],
    comp_sys_prod: [{ Vendor: make, Name: model, Version: null, UUID: hardware.systemUuid.toUpperCase(), IdentifyingNumber: device.serial }],
    os: [{
      Caption: `Microsoft ${device.operatingSystem.split(',')[0]}`, Version: `10.0.${build}`, BuildNumber: build, OSArchitecture: '64-bit',
      InstallDate: new Date(world.fleet.startedAt - 400 * 86_400_000).toISOString(), LastBootUpTime: new Date(bootAt).toISOString(),
      SerialNumber: '00330-80000-00000-AA123', RegisteredUser: device.owner || 'Administrator',
      FreePhysicalMemory: Math.floor(hardware.memoryBytes / 3072),
    }],
    bios: [{
      Manufacturer: hardware.bios.maker, SMBIOSBIOSVersion: hardware.bios.version, ReleaseDate: hardware.bios.released, SerialNumber: device.serial,
      BIOSVersion: [`${make.slice(0, 4).toUpperCase()} - 1072009`, hardware.bios.version], InstallDate: NO_DATE, ListOfLanguages: null,
    }],
    base_board: [{ Manufacturer: make, Product: model, SerialNumber: `/${device.serial}/CN` }],
  }
}

function partClasses(hardware: Hardware): Readonly<Record<string, readonly Properties[]>> {
  return {
    cpu: hardware.sockets.map(({ name, vendor, cores, threads, megahertz }, index) => ({
      Name: name, NumberOfCores: cores, NumberOfLogicalProcessors: threads, MaxClockSpeed: megahertz, Manufacturer: vendor,
      SocketDesignation: `Proc ${index + 1}`, L2CacheSize: cores * 512, L3CacheSize: cores * 2048, InstallDate: NO_DATE,
    })),
    mem: hardware.modules.map(({ bytes, megahertz, maker, part, slot }) => ({
      Capacity: bytes, Speed: megahertz, ConfiguredClockSpeed: megahertz, Manufacturer: maker, PartNumber: part,
      DeviceLocator: slot, InstallDate: NO_DATE,
    })),
    disk: hardware.disks.map(({ model, bytes, bus, serial, partitions, firmware }, index) => ({
      Caption: model, Model: model, Size: bytes, InterfaceType: bus, MediaType: 'Fixed hard disk media', SerialNumber: serial,
      Partitions: partitions, FirmwareRevision: firmware, Index: index, DeviceID: `\\\\.\\PHYSICALDRIVE${index}`, Status: 'OK',
    })),
    graphics: hardware.graphics.map((name) => ({
      Name: name, AdapterRAM: 1073741824, DriverVersion: '31.0.101.2111', DriverDate: '2024-07-18T00:00:00Z',
      VideoModeDescription: '1920 x 1080 x 4294967296 colors', CurrentRefreshRate: 59,
    })),
  }
}

const adapterProperties = ({ name, mac, connection, bitsPerSecond, isUp, isVirtual }: NetworkAdapter, index: number): Properties => ({
  Name: name, MACAddress: mac || null, NetConnectionID: connection || null, Speed: bitsPerSecond, NetEnabled: connection ? isUp : null,
  PhysicalAdapter: !isVirtual, Index: index, NetConnectionStatus: connection ? (isUp ? 2 : 7) : null,
})

const adapterConfiguration = (adapter: NetworkAdapter, index: number): Properties => ({
  Description: adapter.name, Index: index, IPAddress: adapter.addresses.length ? adapter.addresses : null,
  IPSubnet: adapter.subnets.length ? adapter.subnets : null, DefaultIPGateway: adapter.gateway ? [adapter.gateway] : null,
  DNSServerSearchOrder: adapter.dnsServers.length ? adapter.dnsServers : null, DHCPEnabled: adapter.isDhcp, DHCPServer: adapter.dhcpServer,
  MACAddress: adapter.mac || null, DNSDomain: adapter.dnsDomain, IPEnabled: adapter.isUp,
})
