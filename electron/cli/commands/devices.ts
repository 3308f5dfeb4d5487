import type { Command } from 'commander'
import type { DeviceView } from '#shared/contract/device.ts'
import type { Device } from '#shared/model/device.ts'
import { findDevice, readAllDevices } from '../find-device.ts'
import { toAge, toMoment, toText } from '../output/format.ts'
import { plain, toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface ListOptions extends CommonOptions {
  readonly filter?: string
  readonly limit: string
}

async function list({ api, print }: Session, options: ListOptions): Promise<void> {
  const match = await api.inventory.match({ filter: options.filter ?? '' })
  const wanted = new Set<string>(match.ids)
  const devices = (await readAllDevices(api)).filter((one) => wanted.has(one.id))
  const limit = Number(options.limit)
  const now = Date.now()
  print({ devices, age: match.age }, () => {
    const shown = devices.slice(0, limit)
    const table = toTable<Device>(
      [
        { title: 'Status', value: (row) => row.status },
        { title: 'Name', value: (row) => row.name, maxWidth: 32 },
        { title: 'Client', value: (row) => toText(row.client), maxWidth: 28 },
        { title: 'Site', value: (row) => toText(row.site), maxWidth: 20 },
        { title: 'System', value: (row) => toText(row.os), maxWidth: 32 },
        { title: 'User', value: (row) => toText(row.user), maxWidth: 16 },
        { title: 'Seen', value: (row) => toAge(row.lastSeenAt, now), isRight: true },
        { title: 'Id', value: (row) => row.id },
      ],
      shown,
    )
    const more = devices.length > shown.length ? `\n… ${devices.length - shown.length} more (--limit)` : ''
    const median = match.age.medianAgeMs === null ? 'unknown' : toAge(now - match.age.medianAgeMs, now)
    return `${table}${more}\n${devices.length} devices; ${match.age.covered} reported, median age ${median}; ${match.age.neverReported} never reported`
  })
}

function describeDevice(view: DeviceView, now: number): string {
  const { device } = view
  const facts: readonly (readonly [string, string])[] = [
    ['Status', `${device.status}, seen ${toAge(device.lastSeenAt, now)} ago (${toMoment(device.lastSeenAt)})`],
    ['Client, site', `${toText(device.client)}, ${toText(device.site)}`],
    ['System', toText(device.os)],
    ['Model', toText(device.model)],
    ['Serial', toText(device.serial)],
    ['User', toText(device.user)],
    ['Addresses', toText(device.localIps)],
    ['Public address', toText(device.publicIp)],
    ['Processor', toText(device.cpuModel)],
    ['Disks', toText(device.disks)],
    ['Started', toMoment(device.bootAt)],
    ['Reboot needed', toText(device.needsReboot)],
    ['Maintenance', toText(device.isInMaintenance)],
    ['Checks', `${toText(device.checksFailing)} failing of ${toText(device.checksTotal)}`],
    ['Description', toText(device.description)],
    ['Account', view.accountName],
    ['Ids', `${device.id}, ${device.remoteId}`],
  ]
  const sections = view.sections.map((one) => `${one.section.padEnd(14)} ${one.missing ?? `${one.freshness}, read ${toAge(one.fetchedAt, now)} ago from ${one.source}`}`)
  return [device.name, ...facts.map(([name, value]) => `  ${name.padEnd(15)} ${plain(value)}`), 'Sections', ...sections.map((line) => `  ${line}`)].join('\n')
}

/** `outrider device …`. */
export function addDeviceCommands(program: Command): void {
  const device = program.command('device').description('The device list and single devices, from the store')
  device
    .command('list')
    .description('Devices that match a filter')
    .option('--filter <text>', 'filter as in the console, like "os:win11 seen:>7d"')
    .option('--limit <rows>', 'rows to print (JSON is never cut)', '200')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => list(session, command.optsWithGlobals())))
  device
    .command('show <device>')
    .description('Everything known about one device, with its age')
    .option('--refresh', 'read its sections from the server first')
    .action((typed: string, options: { refresh?: boolean }, command: Command) =>
      withSession(command.optsWithGlobals(), async ({ api, print }) => {
        const found = await findDevice(api, typed)
        if (options.refresh) await api.sync.device({ deviceId: found.id })
        const view = await api.device.get({ deviceId: found.id })
        print(view, () => describeDevice(view, Date.now()))
      }),
    )
}
