import type { DeviceChange } from '#shared/model/device-change.ts'
import { defineWords } from '../../lib/words.ts'

/** Words of the history of a device. */
export const say = defineWords('changes', {
  title: 'What changed',
  filter: 'Filter changes',
  when: 'Seen',
  what: 'What',
  before: 'Before',
  after: 'After',
  source: 'Source',
  absent: 'not there',
  removed: 'removed',
  further_one: 'one further change',
  further_other: '{{count}} further changes',
  none: 'No change seen yet',
  noneWhy: 'Each time facts of this device are read they are compared with the reading before, and what differs is kept here for 400 days. The first reading has nothing to compare with.',
  noneLeft: 'No change matches "{{text}}".',
  shown_one: 'One change, newest first',
  shown_other: '{{count}} changes, newest first',
  list: 'Device',
  hardware: 'Hardware',
  volumes: 'Volume',
  network: 'Network',
  software: 'Program',
  services: 'Service',
  updates: 'Update',
  alerts: 'Alert',
  checks: 'Check',
  disk_health: 'Disk',
  custom_fields: 'Custom field',
  mbps: '{{speed}} Mbps',
  mhz: '{{speed}} MHz',
})

/** Fields in words; a field that is not here is shown by its own name. */
const fieldWords: Readonly<Record<string, string>> = {
  presence: '', version: 'version', value: '', name: 'name', client: 'client', site: 'site', os: 'operating system', model: 'model', serial: 'serial number',
  user: 'user', publicIp: 'public address', clientVersion: 'RMM version', manufacturer: 'manufacturer', systemUuid: 'system UUID', isVirtual: 'virtual machine',
  memoryTotal: 'memory', biosVersion: 'BIOS', biosDate: 'BIOS date', board: 'board', osVersion: 'system version', osInstalledAt: 'system installed', domain: 'domain',
  cores: 'cores', logicalCores: 'logical cores', bytes: 'size', mhz: 'speed', partNumber: 'part number', interface: 'interface', media: 'media', health: 'health', predictsFailure: 'predicts a failure', criticalWarning: 'critical warning', mediaErrors: 'media errors', raw5: 'reallocated sectors (5)',
  raw187: 'uncorrectable errors (187)', raw188: 'command timeouts (188)', raw197: 'pending sectors (197)', raw198: 'offline uncorrectable sectors (198)',
  driverVersion: 'driver', fileSystem: 'file system', description: 'description', ipv4: 'addresses', gateways: 'gateway', dns: 'DNS', isDhcp: 'DHCP',
  dhcpServer: 'DHCP server', speedMbps: 'speed', status: 'status', state: 'state', startType: 'start type', account: 'account', path: 'program', severity: 'severity', decision: 'decision',
}

/** What changed, in words: "Network Ethernet, speed". */
export function changeTitle({ place, subject, field, after }: DeviceChange): string {
  if (field === 'further') return `${say(place)}: ${say('further', { count: Number(after) })}`
  const named = subject === null ? say(place) : `${say(place)} ${subject}`
  const part = fieldWords[field] ?? field
  return part === '' ? named : `${named}, ${part}`
}
