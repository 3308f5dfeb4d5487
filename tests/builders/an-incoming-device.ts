import type { IncomingDevice } from '#shared/model/device.ts'

const minuteMs = 60_000

/** A row of a device list as a mapper makes it; `n` makes everything that identifies it different. */
export function anIncomingDevice(n: number, overrides: Partial<IncomingDevice> = {}): IncomingDevice {
  const client = `Client ${n % 40}`
  return {
    remoteId: `remote-${String(n).padStart(34, '0')}`,
    name: `ACME-WS${String(n).padStart(5, '0')}`,
    client,
    site: `${client} site ${n % 3}`,
    type: n % 10 === 0 ? 'server' : 'workstation',
    os: n % 5 === 0 ? 'Ubuntu 24.04 LTS' : `Windows 11 Pro, 64 bit v23H2 (build 22631.${n % 30})`,
    osFamily: n % 5 === 0 ? 'linux' : 'windows',
    status: n % 7 === 0 ? 'offline' : 'online',
    lastSeenAt: 1_790_000_000_000 - n * 10,
    bootAt: 1_789_000_000_000 - n * minuteMs,
    user: n % 3 === 0 ? null : `user${n % 200}`,
    isUserCurrent: n % 3 === 0 ? null : true,
    localIps: [`10.${n % 40}.${Math.floor(n / 250) % 250}.${n % 250}`, `fe80::${n.toString(16)}`],
    publicIp: `203.0.113.${n % 120}`,
    serial: `PF${String(n).padStart(6, '0')}`,
    model: n % 2 === 0 ? 'LENOVO 20L5CTO1WW' : 'Dell Inc. OptiPlex 7090',
    description: n % 4 === 0 ? `desk ${n}` : null,
    clientVersion: '2.9.1',
    architecture: 'amd64',
    cpuModel: 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz',
    graphics: 'Intel(R) UHD Graphics 620',
    disks: ['SAMSUNG MZVLB512HAJQ-000L7 512 GB'],
    needsReboot: n % 11 === 0,
    isInMaintenance: false,
    hasPendingUpdates: n % 6 === 0,
    pendingActions: 0,
    checksTotal: 8,
    checksFailing: n % 50 === 0 ? 1 : 0,
    checksWarning: 0,
    customFields: { 'Asset tag': `A-${n}`, Floor: n % 9, Leased: n % 2 === 0 },
    identity: { serial: `PF${String(n).padStart(6, '0')}`, model: n % 2 === 0 ? 'LENOVO 20L5CTO1WW' : 'Dell Inc. OptiPlex 7090', systemUuid: null, macs: [], isVirtual: null },
    ...overrides,
  }
}

/** Rows 0 to `count` - 1. */
export const incomingDevices = (count: number): IncomingDevice[] => Array.from({ length: count }, (_, n) => anIncomingDevice(n))
