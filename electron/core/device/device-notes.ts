import type { OutputOf, ParsedOf } from '#shared/contract/contract.ts'
import type { DeviceNote } from '#shared/model/device-note.ts'
import { DeviceId } from '#shared/model/ids.ts'
import { findDevice, toTarget, type CompanyContext, type Handlers, type JournalTarget } from '../context.ts'
import { notWriterError } from '../modes.ts'
import type { StoredNote } from '../storage/note-repository.ts'

const toNote = (deviceId: DeviceId, note: StoredNote | null): DeviceNote => ({
  deviceId,
  text: note?.text ?? '',
  version: note?.version ?? 0,
  changedAt: note?.changedAt ?? null,
  changedBy: note?.changedBy ?? null,
})

/** The note of a device. Throws `device.not-found` where there is neither a device nor a note: a note outlives its device. */
async function readNote(context: CompanyContext, deviceId: DeviceId): Promise<DeviceNote> {
  const note = await context.store.read.note(deviceId)
  if (note === null) await findDevice(context, deviceId)
  return toNote(deviceId, note)
}

/** The device a note is about, by its name of now or, when it left the list, of then. Throws `device.not-found`. */
async function subjectOf(context: CompanyContext, deviceId: DeviceId): Promise<JournalTarget> {
  const [device, note] = await Promise.all([context.store.read.device(deviceId), context.store.read.note(deviceId)])
  if (!device && note) return { deviceId, remoteId: '', shown: note.deviceName }
  return toTarget(device ?? (await findDevice(context, deviceId)))
}

/** Keeps a note, tells the journal how long it was and is, and every window that it is another one. Nothing happened: nothing is told. */
async function saveNote(context: CompanyContext, { deviceId, text, basedOn }: ParsedOf<'device.saveNote'>): Promise<DeviceNote> {
  const { ports, store, journal, events } = context
  if (!ports.profile.isWriter) throw notWriterError(ports.profile)
  const target = await subjectOf(context, deviceId)
  // Half a character cannot be stored; it is replaced here, so that the answer shows what is kept.
  const note = { deviceId, deviceName: target.shown, text: text.toWellFormed(), changedAt: ports.clock.now(), changedBy: ports.person.osUser }
  const { before, after } = await store.write.saveNote({ ...note, basedOn })
  if (!after || after.version === before?.version) return toNote(deviceId, after)
  try {
    // SECURITY: never the text. The journal can only grow; what a person takes out of a note must be gone.
    await journal.note({ action: 'device.saveNote', target, params: { version: after.version, characters: after.text.length, charactersBefore: before?.text.length ?? 0 } })
    return toNote(deviceId, after)
  } finally {
    // Last, so that the window that saved has its answer before it could ask for its own note and take it for somebody else's.
    events.publish('device.noteChanged', { deviceId, version: after.version })
  }
}

/** Notes that say something, the last saved first, with those whose device left the list. */
async function listNotes({ store }: CompanyContext, limit: number): Promise<OutputOf<'device.notes'>> {
  const [{ items, total }, devices] = await Promise.all([store.read.notes(limit), store.read.devices()])
  const listed = new Set<string>(devices.map((one) => one.id))
  return { total, items: items.map((note) => ({ ...toNote(DeviceId.parse(note.deviceId), note), deviceName: note.deviceName, isListed: listed.has(note.deviceId) })) }
}

/** The commands about notes of devices. */
export const createNoteHandlers = (context: CompanyContext): Pick<Handlers<'device'>, 'note' | 'saveNote' | 'notes'> => ({
  note: ({ deviceId }) => readNote(context, deviceId),
  saveNote: (order) => saveNote(context, order),
  notes: ({ limit }) => listNotes(context, limit),
})
