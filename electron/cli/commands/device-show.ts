import { type Command, Option } from 'commander'
import type { DeviceView } from '#shared/contract/device.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { isAppError, toSentence } from '#shared/errors/app-error.ts'
import type { Device } from '#shared/model/device.ts'
import { DeviceId } from '#shared/model/ids.ts'
import { type SectionName, sectionNames, type SectionState } from '#shared/model/section.ts'
import { exitCodeOf, exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { describeSection, describeValue, listSections } from '../output/describe-section.ts'
import { toAgo, toMoment, toText } from '../output/format.ts'
import { plain } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

function describeDevice({ device, accountName, sections, shells }: DeviceView, now: number): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Status', `${device.status}, seen ${toAgo(device.lastSeenAt, now)}${device.lastSeenAt === null ? '' : ` (${toMoment(device.lastSeenAt)})`}`],
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
    ['Shells', toText(shells)],
    ['Account', accountName],
    ['Ids', `${device.id}, ${device.remoteId}`],
  ]
  const hint = sections.every((one) => one.missing !== null) ? ' (read them with --refresh)' : ''
  return [plain(device.name), ...facts.map(([name, value]) => `  ${name.padEnd(15)} ${plain(value)}`), `Sections${hint}`, ...sections.map((one) => `  ${plain(describeSection(one, now))}`)].join('\n')
}

/** Reads sections again. Answers the error when nothing could be asked; what is stored is shown all the same. */
async function refresh({ api }: Session, deviceId: Device['id'], sections: readonly SectionName[]): Promise<AppError | undefined> {
  try {
    await api.device.refresh({ deviceId: DeviceId.parse(deviceId), sections: [...sections], force: true })
    return undefined
  } catch (error) {
    if (isAppError(error)) return error
    throw error
  }
}

/** What a refresh came to: everything failed, something that is known could not be read again, or all is well. */
function exitCodeOfSections(sections: readonly SectionState[]): number {
  const failed = sections.filter((one) => one.problem !== undefined)
  if (failed.length === sections.length) return failed.every((one) => one.problem?.startsWith('no right')) ? exitCodes.refused : exitCodes.unreachable
  return failed.some((one) => one.missing === null) ? exitCodes.failed : exitCodes.done
}

interface ShowOptions extends CommonOptions {
  readonly refresh?: boolean
  readonly section?: SectionName
}

async function show(session: Session, typed: string, { refresh: isRefreshed = false, section: wanted }: ShowOptions): Promise<number> {
  const { api, print, note } = session
  const found = await findDevice(api, typed)
  const sections = wanted === undefined ? sectionNames : [wanted]
  const error = isRefreshed ? await refresh(session, found.id, sections) : undefined
  const view = await api.device.get({ deviceId: found.id })
  const shown = view.sections.filter((one) => sections.some((name) => name === one.section))
  const [one] = shown
  if (wanted !== undefined && one !== undefined) print(one, () => describeValue(one, Date.now()))
  else print(view, () => describeDevice(view, Date.now()))
  if (!isRefreshed) return exitCodes.done
  if (error) note(toSentence(error.shape))
  else for (const { section, problem } of shown) if (problem !== undefined) note(`${section} was not read: ${problem}`)
  return error ? exitCodeOf(error.code) : exitCodeOfSections(shown)
}

const showHelp = `
Examples:
  outrider device show ACME-WS01
  outrider device show ACME-WS01 --section updates
  outrider device show ACME-WS01 --section alerts --refresh --json

Answers from the store; only --refresh asks the server.`

/** `outrider device show …`. */
export function addDeviceShowCommand(device: Command): void {
  device
    .command('show <device>')
    .description('Everything known about one device, with its age')
    .option('--refresh', 'read its sections from the server first')
    .addOption(new Option('--section <name>', 'print what one section holds').choices(listSections))
    .addHelpText('after', showHelp)
    .action((typed: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => show(session, typed, command.optsWithGlobals())))
}
