import type { Command } from 'commander'
import { changeUnits, type DeviceChange } from '#shared/model/device-change.ts'
import { findDevice } from '../find-device.ts'
import { wholeNumber } from '../input/option-values.ts'
import { toBytes, toMoment } from '../output/format.ts'
import { toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { Session } from '../session.ts'

function valueWord(field: string, value: string | null): string {
  if (value === null) return '–'
  const unit = changeUnits[field]
  if (unit === undefined) return value
  if (unit === 'bytes') return toBytes(Number(value))
  return unit === 'moment' ? toMoment(Number(value)) : `${value} ${unit}`
}

const toChangeTable = (changes: readonly DeviceChange[]): string =>
  toTable<DeviceChange>(
    [
      { title: 'Seen', value: (row) => toMoment(row.at) },
      { title: 'Where', value: (row) => row.place },
      { title: 'What', value: (row) => row.subject ?? '', maxWidth: 40 },
      { title: 'Field', value: (row) => row.field },
      { title: 'Before', value: (row) => valueWord(row.field, row.before), maxWidth: 32 },
      { title: 'After', value: (row) => valueWord(row.field, row.after), maxWidth: 32 },
      { title: 'Source', value: (row) => row.source, maxWidth: 28 },
    ],
    changes,
  )

async function listChanges({ api, print }: Session, typed: string, limit: number): Promise<void> {
  const { id } = await findDevice(api, typed)
  const changes = await api.device.changes({ deviceId: id, limit })
  print(changes, () => (changes.length === 0 ? 'No change was seen yet. Facts are compared each time they are read.' : toChangeTable(changes)))
}

/** `outrider device changes …`. */
export function addDeviceChangesCommand(device: Command): void {
  device
    .command('changes <device>')
    .description('What became different on a device, newest first')
    .option('--limit <rows>', 'changes to answer', wholeNumber(1, 1_000), 200)
    .addHelpText('after', '\nExamples:\n  outrider device changes ACME-WS01\n  outrider device changes ACME-WS01 --json\n\nAnswers from the store; nothing is sent. An en dash stands for something that came or went.')
    .action((typed: string, options: { limit: number }, command: Command) => withSession(command.optsWithGlobals(), (session) => listChanges(session, typed, options.limit)))
}
