import { statfsSync } from 'node:fs'
import { cpus, networkInterfaces, totalmem, uptime } from 'node:os'
import { platform } from 'node:process'
import type { Hardware, NetworkAdapter } from '../fleet/hardware.ts'
import type { Volume } from '../fleet/volumes.ts'

/** The hardware of this computer, as far as Node can see it. What it cannot see is left empty. */
export function realHardware(): Hardware {
  const threads = cpus()
  const [first] = threads
  return {
    sockets: [{ name: first?.model ?? 'unknown', vendor: '', cores: threads.length, threads: threads.length, megahertz: first?.speed ?? 0 }],
    modules: [], memoryBytes: totalmem(), disks: [], graphics: [], adapters: realAdapters(),
    bios: { maker: '', version: '', released: '0001-01-01T00:00:00Z' }, systemUuid: '',
  }
}

/** The file system this computer runs from. */
export function realVolumes(): readonly Volume[] {
  const root = platform === 'win32' ? 'C:\\' : '/'
  const { bsize, blocks, bavail } = statfsSync(root)
  const name = platform === 'win32' ? 'C:' : root
  return [{ name, device: name, label: '', fileSystem: '', size: bsize * blocks, used: bsize * (blocks - bavail), free: bsize * bavail, disk: 0 }]
}

/** When this computer started, in milliseconds since the epoch. */
export const realBootAt = (): number => Math.floor(Date.now() / 1000 - uptime()) * 1000

const realAdapters = (): readonly NetworkAdapter[] => Object.entries(networkInterfaces()).map(([name, addresses = []]) => ({
  name, connection: name, mac: addresses[0]?.mac.toUpperCase() ?? '', bitsPerSecond: null, isUp: true, isVirtual: addresses.every(({ internal }) => internal),
  addresses: addresses.map(({ address }) => address), subnets: addresses.map(({ netmask }) => netmask), gateway: null, dnsServers: [], isDhcp: false,
  dhcpServer: null, dnsDomain: null,
}))
