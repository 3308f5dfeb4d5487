import type { Command } from 'commander'
import type { OutputOf } from '#shared/contract/contract.ts'
import type { SoftwareCoverage } from '#shared/contract/inventory.ts'
import type { Device } from '#shared/model/device.ts'
import { readAllDevices } from '../find-device.ts'
import { wholeNumber } from '../input/option-values.ts'
import { countOf, toAge, toAgo, toText } from '../output/format.ts'
import { toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { addDeviceChangesCommand } from './device-changes.ts'
import { addDeviceHealthCommand } from './device-health.ts'
import { addDeviceNoteCommands } from './device-note.ts'
import { addDeviceShowCommand } from './device-show.ts'

interface ListOptions extends CommonOptions {
  readonly filter?: string
  readonly limit: number
}

const toDeviceTable = (devices: readonly Device[], now: number): string =>
  toTable<Device>(
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
    devices,
  )

function describeAge({ covered, medianAgeMs, neverReported }: OutputOf<'inventory.match'>['age'], count: number, now: number): string {
  const median = medianAgeMs === null ? '' : `, the median ${toAgo(now - medianAgeMs, now)}`
  const never = neverReported === 0 ? '' : `; ${neverReported} never reported`
  return `${countOf(count, 'device')}; ${covered} reported${median}${never}`
}

async function list({ api, print }: Session, options: ListOptions): Promise<void> {
  const match = await api.inventory.match({ filter: options.filter ?? '' })
  const wanted = new Set<string>(match.ids)
  const all = await readAllDevices(api)
  const devices = all.filter((one) => wanted.has(one.id))
  const now = Date.now()
  print({ devices, age: match.age }, () => {
    if (all.length === 0) return 'No devices yet. Read them with "outrider sync".'
    if (devices.length === 0) return `None of ${countOf(all.length, 'device')} matches.`
    const shown = devices.slice(0, options.limit)
    const more = devices.length > shown.length ? [`… ${devices.length - shown.length} more (--limit)`] : []
    return [toDeviceTable(shown, now), ...more, describeAge(match.age, devices.length, now)].join('\n')
  })
}

/** Over which devices the question was answered. */
function describeCoverage({ listed, devices, unsupported }: SoftwareCoverage): string {
  const without = unsupported === 0 ? '' : `; of ${unsupported} the server reports no software, because of their operating system`
  return `${listed} of ${countOf(devices, 'device')} ${devices === 1 ? 'has' : 'have'} a software list${without}.`
}

type Software = OutputOf<'inventory.software'>

function describeSoftware({ items, total }: Software): string {
  if (total === 0) return 'Not found in any software list that was read.'
  const table = toTable<Software['items'][number]>(
    [
      { title: 'Device', value: (row) => row.deviceName, maxWidth: 32 },
      { title: 'Program', value: (row) => row.name },
      { title: 'Version', value: (row) => row.version },
    ],
    items,
  )
  return items.length < total ? `${table}\n… ${total - items.length} more of ${total} (--limit)` : table
}

async function findSoftware({ api, print }: Session, name: string, { below, limit }: { readonly below?: string; readonly limit: number }): Promise<void> {
  const found = await api.inventory.software({ name, limit, ...(below === undefined ? {} : { below }) })
  print(found, () => `${describeSoftware(found)}\n${describeCoverage(found.coverage)}`)
}

const filterHelp = `
Examples:
  outrider device list --filter 'os:win11 seen:>7d'
  outrider device list --filter 'client:"Acme Ltd" -status:online' --json

The same grammar as in the console. Answers from the store; nothing is sent.`

/** `outrider device …`. */
export function addDeviceCommands(program: Command): void {
  const device = program.command('device').description('The device list and single devices, from the store')
  device
    .command('list')
    .description('Devices that match a filter')
    .option('--filter <text>', 'filter as in the console, like "os:win11 seen:>7d"')
    .option('--limit <rows>', 'rows to print (JSON is never cut)', wholeNumber(1, 1_000_000), 200)
    .addHelpText('after', filterHelp)
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => list(session, command.optsWithGlobals())))
  addDeviceShowCommand(device)
  device
    .command('software <name>')
    .description('Who has a program, in which version')
    .option('--below <version>', 'only versions older than this')
    .option('--limit <rows>', 'how many, 1-20000; the true number is always said', wholeNumber(1, 20_000), 1_000)
    .action((name: string, options: { below?: string; limit: number }, command: Command) => withSession(command.optsWithGlobals(), (session) => findSoftware(session, name, options)))
  addDeviceChangesCommand(device)
  addDeviceHealthCommand(device)
  addDeviceNoteCommands(device)
}
