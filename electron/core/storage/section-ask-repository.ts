import type { SectionName } from '#shared/model/section.ts'
import type { ReadDb, WriteDb } from './database.ts'
import type { SectionAsk, UnansweredSection } from './store.ts'

type Ask = Pick<SectionAsk, 'problem' | 'isAnswered'>

const readAsk = (db: ReadDb, deviceN: number, section: SectionName): Ask | undefined => {
  const row = db.get<{ problem: string | null; is_answered: number }>('SELECT problem, is_answered FROM section_ask WHERE device_n = ? AND section = ?', deviceN, section)
  return row && { problem: row.problem, isAnswered: row.is_answered === 1 }
}

const toShown = (ask: Ask | undefined): string => JSON.stringify([ask?.problem ?? null, ask?.problem == null && ask?.isAnswered === true])

/** Notes that a section was asked for in vain. True when what is shown of it is different now. */
export function noteAsk(db: WriteDb, deviceN: number, { section, problem, isAnswered }: UnansweredSection, at: number): boolean {
  const before = readAsk(db, deviceN, section)
  db.run(
    `INSERT INTO section_ask (device_n, section, asked_at, problem, is_answered) VALUES (?, ?, ?, ?, ?) ON CONFLICT (device_n, section)
     DO UPDATE SET asked_at = excluded.asked_at, problem = excluded.problem, is_answered = excluded.is_answered`,
    deviceN,
    section,
    at,
    problem,
    Number(isAnswered),
  )
  return toShown(before) !== toShown({ problem, isAnswered })
}

/** The section has a value again. True when there was a problem to show until now. */
export function forgetAsk(db: WriteDb, deviceN: number, section: SectionName): boolean {
  const before = readAsk(db, deviceN, section)
  if (before) db.run('DELETE FROM section_ask WHERE device_n = ? AND section = ?', deviceN, section)
  return before !== undefined && before.problem !== null
}

/** Sections of a device that were asked for in vain the last time. */
export const readAsks = (db: ReadDb, deviceId: string): SectionAsk[] =>
  db
    .all<{ section: SectionName; asked_at: number; problem: string | null; is_answered: number }>(
      'SELECT a.section, a.asked_at, a.problem, a.is_answered FROM device d JOIN section_ask a ON a.device_n = d.n WHERE d.id = ? ORDER BY a.section',
      deviceId,
    )
    .map((row) => ({ section: row.section, askedAt: row.asked_at, problem: row.problem, isAnswered: row.is_answered === 1 }))

/** When each section of a device was last answered, with a value or without. */
export const readAnswers = (db: ReadDb, deviceId: string): { section: SectionName; at: number }[] =>
  db.all(
    `SELECT section, max(at) AS at FROM (
       SELECT device_n, section, fetched_at AS at FROM section_seen UNION ALL SELECT device_n, section, asked_at FROM section_ask WHERE is_answered = 1
     ) WHERE device_n = (SELECT n FROM device WHERE id = ?) GROUP BY section`,
    deviceId,
  )
