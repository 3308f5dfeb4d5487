import type { CompanyContext, Feature, Handlers } from '../context.ts'
import { notWriterError } from '../modes.ts'
import { startDailyCopies } from './daily-copies.ts'

/** How a backup file ends; the list of backups goes by it. */
const ending = '.outrider-backup'

/** A file name that says whose backup it is and of which day, made of characters every file system takes. */
function nameOf(company: string, at: number): string {
  const plain = company.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)
  return `${plain === '' ? 'company' : plain}-${new Date(at).toISOString().slice(0, 10)}${ending}`
}

async function createBackup({ ports, entry, journal, store }: CompanyContext, passphrase: string) {
  const { profile, handover, clock, version } = ports
  const madeAt = clock.now()
  // Signed first: the copy then ends with a place that can be proven, and the next machine begins there.
  await journal.checkpoint()
  const head = await store.read.journalHead()
  const content = profile.backups.export(entry.id, passphrase, { madeAt, madeBy: version, head })
  return { ...(await handover.save(nameOf(entry.name, madeAt), content)), records: (head?.seq ?? -1) + 1 }
}

const byAge = (a: { readonly at: number }, b: { readonly at: number }): number => b.at - a.at

const createHandlers = (context: CompanyContext): Handlers<'backup'> => ({
  create: async ({ passphrase }) => {
    const { profile } = context.ports
    if (!profile.isWriter) throw notWriterError(profile)
    return context.journal.act({ action: 'backup.create', params: { company: context.entry.name } }, () => createBackup(context, passphrase))
  },
  list: async () => ({
    files: (await context.ports.handover.list(ending)).toSorted(byAge),
    copies: [...context.ports.profile.backups.copies(context.entry.id)],
  }),
})

/** The feature of noun `backup`: backups on request, and a copy a day while a window is open. */
export function createBackupFeature(context: CompanyContext): Feature<'backup'> {
  return { noun: 'backup', handlers: createHandlers(context), stop: startDailyCopies(context) }
}
