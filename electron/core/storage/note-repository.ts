import { AppError } from '#shared/errors/app-error.ts'
import type { ReadDb, WriteDb } from './database.ts'

/** A note as it is kept. */
export interface StoredNote {
  readonly deviceId: string
  /** The name of the device when the note was saved; all that is left of a device that went. */
  readonly deviceName: string
  readonly text: string
  readonly version: number
  readonly changedAt: number
  readonly changedBy: string
}

/** A note to keep in place of the version it was written from. */
export interface NoteOrder extends Omit<StoredNote, 'version'> {
  readonly basedOn: number
}

/** The note before and after a save; null when there is none. The same version twice: it says what it said before. */
export interface SavedNote {
  readonly before: StoredNote | null
  readonly after: StoredNote | null
}

const columns = 'device_id AS deviceId, device_name AS deviceName, text, version, changed_at AS changedAt, changed_by AS changedBy'

export const readNote = (db: ReadDb, deviceId: string): StoredNote | null =>
  db.get<StoredNote>(`SELECT ${columns} FROM device_note WHERE device_id = ?`, deviceId) ?? null

/** Notes that say something, the last saved first, and how many there are. */
export const readNotes = (db: ReadDb, limit: number): { items: StoredNote[]; total: number } => ({
  items: db.all<StoredNote>(`SELECT ${columns} FROM device_note WHERE text <> '' ORDER BY changed_at DESC, n DESC LIMIT ?`, limit),
  total: db.get<{ total: number }>(`SELECT count(*) AS total FROM device_note WHERE text <> ''`)?.total ?? 0,
})

const noteChanged = (now: StoredNote | null): AppError =>
  new AppError({
    code: 'device.note-changed',
    what: now ? `${now.changedBy} saved another note for this device meanwhile.` : 'This device has no note any more.',
    effect: 'Yours was not saved, and what is kept was not touched.',
    next: 'Read what it says now, then save again.',
    remedy: 'check-input',
    facts: { version: now?.version ?? 0 },
  })

/**
 * Keeps a note. Fails with `device.note-changed` when it was written from another version than the one that is kept; a text that is kept
 * already is no conflict, so that an answer that got lost can be asked for again.
 */
export function writeNote(db: WriteDb, companyId: string, { basedOn, ...order }: NoteOrder): SavedNote {
  const before = readNote(db, order.deviceId)
  if ((before?.text ?? '') === order.text) return { before, after: before }
  const version = before?.version ?? 0
  if (version !== basedOn) throw noteChanged(before)
  db.run(
    `INSERT INTO device_note (device_id, company_id, device_name, text, version, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (device_id) DO UPDATE SET device_name = excluded.device_name, text = excluded.text, version = excluded.version,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    order.deviceId,
    companyId,
    order.deviceName,
    order.text,
    version + 1,
    order.changedAt,
    order.changedBy,
  )
  return { before, after: { ...order, version: version + 1 } }
}

const headOf = ({ deviceName, changedAt, changedBy }: StoredNote): string => `[Note of ${deviceName}, which is the same device. Saved ${new Date(changedAt).toISOString().slice(0, 10)} by ${changedBy}.]`

/** Both texts whole, however long that is: what people wrote is never cut and never dropped. The last one who wrote is named. */
function joined(into: StoredNote | null, from: StoredNote): StoredNote {
  if (into === null || into.text === '') return from
  if (from.text === '' || into.text === from.text) return into
  return { ...(into.changedAt > from.changedAt ? into : from), deviceName: into.deviceName, text: `${into.text}\n\n${headOf(from)}\n${from.text}` }
}

/** Makes one note of two when their devices turned out to be one. Whoever is just writing either of them is told so at the save. */
export function mergeNotes(db: WriteDb, intoId: string, fromId: string): void {
  const [into, from] = [readNote(db, intoId), readNote(db, fromId)]
  if (!from) return
  const { deviceName, text, changedAt, changedBy } = joined(into, from)
  db.run('DELETE FROM device_note WHERE device_id = ?', intoId)
  db.run(
    'UPDATE device_note SET device_id = ?, device_name = ?, text = ?, version = ?, changed_at = ?, changed_by = ? WHERE device_id = ?',
    intoId,
    deviceName,
    text,
    Math.max(into?.version ?? 0, from.version) + 1,
    changedAt,
    changedBy,
    fromId,
  )
}
