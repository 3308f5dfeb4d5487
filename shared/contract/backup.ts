import { z } from 'zod'
import { command } from './define.ts'

const BackupFile = z.object({ name: z.string(), bytes: z.number().int(), at: z.number().int() })

/** A passphrase that stands between a stolen file and everything a company wrote down. */
export const BackupPassphrase = z.string().min(12, 'a passphrase has at least 12 characters').max(1_000)

/** Backups of the open company. Restoring one is `company.restore`. */
export const backup = {
  /**
   * Writes everything only this console knows (journal, notes, our ids, accounts without their secrets) into a file for the person,
   * encrypted with the passphrase, while work goes on. Recorded in the journal first (B116).
   */
  create: command({
    class: 'local',
    input: z.strictObject({ passphrase: BackupPassphrase }),
    output: z.object({ path: z.string(), bytes: z.number().int(), records: z.number().int() }),
  }),
  /** Backup files that lie where the console puts them, and the daily copies it keeps of this company by itself. Newest first. */
  list: command({ input: z.strictObject({}), output: z.object({ files: z.array(BackupFile), copies: z.array(BackupFile) }) }),
}
