import { z } from 'zod'
import { BackupPassphrase } from './backup.ts'
import { command } from './define.ts'
import { CompanyId } from '../model/ids.ts'

const Company = z.object({ id: CompanyId, name: z.string().min(1).max(100), isPractice: z.boolean() })

/** Companies: the isolation boundary. Exactly one is open in a core at a time. */
export const company = {
  list: command({ input: z.strictObject({}), output: z.array(Company) }),
  create: command({ class: 'local', input: z.strictObject({ name: z.string().trim().min(1).max(100) }), output: Company }),
  /** Closes the open company and opens another; every view starts again from its store. */
  open: command({ class: 'local', input: z.strictObject({ companyId: CompanyId }), output: Company }),
  /**
   * Adds the company of a backup file (a name of `backup.list`) and opens it. Its accounts ask for their secrets again. A company that
   * is here already is refused, and nothing is touched before the whole file was read and proven.
   */
  restore: command({ class: 'local', input: z.strictObject({ name: z.string().min(1).max(255), passphrase: BackupPassphrase }), output: Company }),
  /** Starts the practice fleet in its own process, makes its company and account, and opens it. */
  startPractice: command({
    class: 'local',
    input: z.strictObject({ devices: z.number().int().min(1).max(50_000).default(250) }),
    output: Company,
  }),
}
