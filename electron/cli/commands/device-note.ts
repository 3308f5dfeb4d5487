import type { Command } from 'commander'
import { AppError, isAppError } from '#shared/errors/app-error.ts'
import type { DeviceNote, ListedNote } from '#shared/model/device-note.ts'
import { longestNote } from '#shared/model/device-note.ts'
import { DeviceId } from '#shared/model/ids.ts'
import { findDevice } from '../find-device.ts'
import { wholeNumber } from '../input/option-values.ts'
import { toAgo, toMoment } from '../output/format.ts'
import { toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { Session } from '../session.ts'

interface NoteOptions {
  readonly set?: string
  readonly stdin?: boolean
  readonly basedOn?: number
}

const wrong = (what: string, next: string) => new AppError({ code: 'input.invalid', what, effect: 'Nothing was saved.', next, remedy: 'check-input' })

/** No character takes more bytes in UTF-8 than these for one unit of its length. */
const mostBytes = longestNote * 3

/** The text on standard input, unchanged to the last byte. What is too long is not read to its end: it may have none. */
async function readText(): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk as Uint8Array))
    bytes += chunks.at(-1)?.length ?? 0
    if (bytes > mostBytes) throw wrong(`A note has at most ${longestNote} characters.`, 'Shorten it, or keep it in a file and name that in the note.')
  }
  // A pipe whose first command failed must not take a note away.
  if (bytes === 0) throw wrong('Nothing came on standard input.', 'To take the note away, use --set \'\'.')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
  } catch {
    throw wrong('What came on standard input is no UTF-8 text.', 'Convert it first, or save another text.')
  }
}

/** The device a person means; by its id also one that left the list, because its note is still here. */
async function findNoted({ api }: Session, typed: string): Promise<DeviceNote> {
  try {
    return await api.device.note({ deviceId: (await findDevice(api, typed)).id })
  } catch (error) {
    const id = DeviceId.safeParse(typed)
    if (!isAppError(error) || error.code !== 'device.not-found' || !id.success) throw error
    return api.device.note({ deviceId: id.data }).catch(() => Promise.reject(error))
  }
}

const saidOf = ({ text, version, changedAt, changedBy }: DeviceNote, now: number): string =>
  version === 0 ? 'No note.' : `${text === '' ? 'No note; taken away' : 'Saved'} ${toAgo(changedAt, now)} by ${changedBy}, version ${version}.`

function show({ printOutput, note: tell, isJson }: Session, found: DeviceNote): void {
  printOutput(found, found.text)
  if (!isJson) tell(saidOf(found, Date.now()))
}

async function note(session: Session, typed: string, { set, stdin, basedOn }: NoteOptions): Promise<void> {
  if (set !== undefined && stdin) throw wrong('A note has one text.', 'Use --set or --stdin.')
  const isSaving = set !== undefined || stdin === true
  if (!isSaving && basedOn !== undefined) throw wrong('--based-on is about a save.', 'Add --set TEXT or --stdin.')
  const found = await findNoted(session, typed)
  if (!isSaving) return show(session, found)
  const kept = await session.api.device.saveNote({ deviceId: found.deviceId, text: set ?? (await readText()), basedOn: basedOn ?? found.version })
  session.print(kept, () => saidOf(kept, Date.now()))
}

const toNoteTable = (notes: readonly ListedNote[]): string =>
  toTable<ListedNote>(
    [
      { title: 'Saved', value: (row) => toMoment(row.changedAt) },
      { title: 'By', value: (row) => row.changedBy ?? '', maxWidth: 16 },
      { title: 'Device', value: (row) => (row.isListed ? row.deviceName : `${row.deviceName} (not in the list)`), maxWidth: 48 },
      { title: 'Id', value: (row) => row.deviceId },
      { title: 'Note', value: (row) => row.text.trim().split(/\r?\n/, 1)[0] ?? '', maxWidth: 60 },
    ],
    notes,
  )

async function listNotes({ api, print }: Session, limit: number): Promise<void> {
  const found = await api.device.notes({ limit })
  const more = found.total > found.items.length ? [`… ${found.total - found.items.length} more (--limit)`] : []
  print(found, () => (found.total === 0 ? 'No notes. Write one with "outrider device note DEVICE --set TEXT".' : [toNoteTable(found.items), ...more].join('\n')))
}

const noteHelp = `
Examples:
  outrider device note ACME-WS01
  outrider device note ACME-WS01 --set 'Key at reception. Ask for Marta.'
  outrider device note ACME-WS01 --stdin < note.txt
  outrider device note ACME-WS01 --set ''                  takes the note away

Kept on this computer, encrypted and in backups. It is no note of the RMM system, and nothing is sent; so it works offline and in
read-only mode. Up to ${longestNote} characters. Put into a file it is the text byte for byte. No place for passwords.`

/** `outrider device note …` and `outrider device notes`. */
export function addDeviceNoteCommands(device: Command): void {
  device
    .command('note <device>')
    .description('What people wrote about a device here; with --set or --stdin, save another text')
    .option('--set <text>', 'save this text in place of the note')
    .option('--stdin', 'save what comes on standard input')
    .option('--based-on <version>', 'save only if nobody saved since this version (see --json)', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .addHelpText('after', noteHelp)
    .action((typed: string, options: NoteOptions, command: Command) => withSession(command.optsWithGlobals(), (session) => note(session, typed, options)))
  device
    .command('notes')
    .description('All notes, the last saved first, with those of devices that left the list')
    .option('--limit <rows>', 'notes to answer', wholeNumber(1, 1_000), 200)
    .addHelpText('after', '\nExamples:\n  outrider device notes\n  outrider device list --filter \'note:"ask for Marta"\'   devices by the text of their notes')
    .action((options: { limit: number }, command: Command) => withSession(command.optsWithGlobals(), (session) => listNotes(session, options.limit)))
}
