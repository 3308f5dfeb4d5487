import { AppError } from '#shared/errors/app-error.ts'
import { CompanyId } from '#shared/model/ids.ts'
import type { Handlers, Journal, JournalNote } from '../context.ts'
import { notWriterError } from '../modes.ts'
import type { CompanyEntry, Ports } from '../ports.ts'
import type { PracticeStarter } from './practice.ts'

/** What the company commands need from the core. */
export interface CompanyParts {
  readonly ports: Ports
  /** Closes the open company and opens this one. */
  readonly switchTo: (entry: CompanyEntry) => Promise<void>
  readonly practice: PracticeStarter
  /** The journal of the open company, where it is recorded that another one was made or brought back (B116). */
  readonly journal: () => Pick<Journal, 'act'>
}

const toCompany = (entry: CompanyEntry) => ({ id: CompanyId.parse(entry.id), name: entry.name, isPractice: entry.isPractice })

function assertNameFree(ports: Ports, name: string): void {
  const isTaken = ports.profile.companies().some((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!isTaken) return
  throw new AppError({
    code: 'company.name-taken',
    what: `There is already a company named "${name}".`,
    effect: 'Nothing was changed.',
    next: 'Choose another name.',
    remedy: 'check-input',
  })
}

function findCompany(ports: Ports, id: string): CompanyEntry {
  const found = ports.profile.companies().find((one) => one.id === id)
  if (found) return found
  throw new AppError({
    code: 'company.not-found',
    what: 'This company does not exist in this profile.',
    effect: 'The company that was open stays open.',
    next: 'Look at the list of companies.',
    remedy: 'none',
  })
}

/** The `company.*` commands. */
export function createCompanyHandlers({ ports, switchTo, practice, journal }: CompanyParts): Handlers<'company'> {
  const recorded = <T>(action: string, params: JournalNote['params'], work: () => Promise<T>): Promise<T> => {
    if (!ports.profile.isWriter) throw notWriterError(ports.profile)
    return journal().act({ action, params }, work)
  }
  return {
    list: async () => ports.profile.companies().map(toCompany),
    create: async ({ name }) => {
      assertNameFree(ports, name)
      const entry: CompanyEntry = { id: ports.ids.next('c'), name, isPractice: false }
      await recorded('company.create', { company: entry.id, name }, () => ports.profile.addCompany(entry))
      return toCompany(entry)
    },
    open: async ({ companyId }) => {
      const entry = findCompany(ports, companyId)
      await switchTo(entry)
      return toCompany(entry)
    },
    restore: async ({ name, passphrase }) => {
      const { entry } = await recorded('company.restore', { file: name }, () => ports.profile.backups.import(ports.handover.read(name), passphrase, { isReplacing: false }))
      await switchTo(entry)
      return toCompany(entry)
    },
    startPractice: async ({ devices }) => toCompany(await practice(devices)),
  }
}
