import type { SectionName } from '#shared/model/section.ts'

/** A list inside a section: what names its items, what they are called, and which of their fields count. */
export interface ListRule {
  readonly list: string
  /** Fields that name an item for good, first one that is there. */
  readonly keys: readonly string[]
  /** Fields a person knows it by, first one that is there. */
  readonly labels: readonly string[]
  readonly fields: readonly string[]
  /** What is said of an item that came or went instead of its presence. */
  readonly presence?: string
  /** A field that is true on items whose comings and goings are noise. */
  readonly noise?: string
  /** True where an empty list is a fact ("no alert"), and not a reading that found nothing. */
  readonly mayBeEmpty?: boolean
}

export interface SectionRule {
  readonly fields: readonly string[]
  readonly lists: readonly ListRule[]
}

/**
 * What counts as a change of a device. Left out on purpose: numbers that move all the time (free bytes, process numbers,
 * measured values), temporary addresses (IPv6), numbers a system gives anew at each start (the index of a disk), and
 * facts the device list tells as well (model, serial, public address), which would be two rows for one change.
 */
export const changeRules: Readonly<Record<SectionName, SectionRule>> = {
  hardware: {
    fields: ['manufacturer', 'systemUuid', 'isVirtual', 'memoryTotal', 'biosVersion', 'biosDate', 'board', 'osVersion', 'osInstalledAt', 'domain'],
    lists: [
      { list: 'processors', keys: ['socket', 'model'], labels: ['socket', 'model'], fields: ['model', 'cores', 'logicalCores'] },
      { list: 'memoryModules', keys: ['slot', 'partNumber'], labels: ['slot', 'partNumber'], fields: ['bytes', 'mhz', 'manufacturer', 'partNumber'] },
      { list: 'disks', keys: ['serial', 'key'], labels: ['model', 'key'], fields: ['model', 'bytes', 'interface', 'media', 'health'] },
      { list: 'graphics', keys: ['name'], labels: ['name'], fields: ['driverVersion', 'bytes'] },
    ],
  },
  volumes: { fields: [], lists: [{ list: 'volumes', keys: ['name'], labels: ['name'], fields: ['fileSystem', 'bytes'] }] },
  network: {
    fields: [],
    lists: [
      {
        list: 'adapters', keys: ['mac', 'name'], labels: ['name', 'mac'],
        fields: ['name', 'description', 'ipv4', 'gateways', 'dns', 'isDhcp', 'dhcpServer', 'speedMbps', 'status'],
      },
    ],
  },
  software: { fields: [], lists: [{ list: 'items', keys: ['name'], labels: ['name'], fields: ['version'], presence: 'version' }] },
  services: { fields: [], lists: [{ list: 'services', keys: ['name'], labels: ['displayName', 'name'], fields: ['state', 'startType', 'account', 'path'] }] },
  // By number, because each search gives an update a record of its own; lists of an antivirus change several times a day (N10).
  updates: { fields: [], lists: [{ list: 'updates', keys: ['kb', 'id'], labels: ['title', 'kb'], fields: ['state', 'decision'], presence: 'state', noise: 'isDefinition' }] },
  alerts: { fields: [], lists: [{ list: 'alerts', keys: ['id'], labels: ['message'], fields: ['severity'], presence: 'severity', mayBeEmpty: true }] },
  checks: { fields: [], lists: [{ list: 'checks', keys: ['id'], labels: ['name', 'id'], fields: ['name', 'status', 'severity'] }] },
  disk_health: {
    fields: [],
    lists: [
      {
        list: 'disks', keys: ['serial', 'name'], labels: ['serial', 'name'],
        fields: ['predictsFailure', 'criticalWarning', 'mediaErrors', 'raw5', 'raw187', 'raw188', 'raw197', 'raw198'],
      },
    ],
  },
  custom_fields: { fields: [], lists: [{ list: 'fields', keys: ['name'], labels: ['name'], fields: ['value'], presence: 'value' }] },
}

/** Facts of the device list that are asked about later. The status is none: it moves all day and is a series of its own. */
export const listChangeFields = ['name', 'client', 'site', 'os', 'model', 'serial', 'user', 'publicIp', 'clientVersion'] as const
