import { AppError } from '#shared/errors/app-error.ts'
import type { ShellView } from '#shared/model/shell.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { ShellSession } from './shell-session.ts'

/** The shells that are open, by id and owner. */
export interface ShellManager {
  /** Keeps what `make` opens; closes it at once when its owner went away meanwhile. */
  open(owner: string, make: () => Promise<ShellSession>): Promise<ShellView>
  /** Undefined for a shell that is not open, or not this owner's. */
  peek(id: string, owner: string): ShellSession | undefined
  /** As `peek`, but throws `shell.not-found`. */
  find(id: string, owner: string): ShellSession
  list(owner: string): ShellView[]
  /** Ends the remote session and forgets it. False when there is none. Answers with how it ended in `shell.changed`. */
  close(id: string, owner: string): boolean
  closeAllOf(owner: string): void
  /** Ends the shells of an account. They stay listed with the reason until their owners close them. */
  endAllOfAccount(accountId: string, says: string): void
  readonly stop: Stop
}

const notFound = (): AppError =>
  new AppError({
    code: 'shell.not-found',
    what: 'This shell is not open.',
    effect: 'Nothing was sent.',
    next: 'Open a new one.',
    remedy: 'none',
  })

interface Register {
  readonly sessions: Map<string, ShellSession>
  /** Owners of shells that are being opened. */
  readonly opening: Set<{ readonly owner: string }>
}

function closeWhere({ sessions }: Register, matches: (session: ShellSession) => boolean): void {
  for (const [id, session] of sessions) {
    if (!matches(session)) continue
    sessions.delete(id)
    session.close()
  }
}

function forget(register: Register, matches: (owner: string) => boolean): void {
  for (const one of register.opening) if (matches(one.owner)) register.opening.delete(one)
  closeWhere(register, (session) => matches(session.owner))
}

async function open({ sessions, opening }: Register, owner: string, make: () => Promise<ShellSession>): Promise<ShellView> {
  const one = { owner }
  opening.add(one)
  try {
    const session = await make()
    if (opening.has(one)) sessions.set(session.view().id, session)
    else session.close()
    return session.view()
  } finally {
    opening.delete(one)
  }
}

/** Creates the register of one company. A shell stays listed after it ended, until its owner closes it. */
export function createShellManager(): ShellManager {
  const register: Register = { sessions: new Map(), opening: new Set() }
  const { sessions } = register
  // SECURITY: whose shell it is, is not told to anyone else, nor that it exists.
  const peek = (id: string, owner: string): ShellSession | undefined => {
    const session = sessions.get(id)
    return session?.owner === owner ? session : undefined
  }
  return {
    open: (owner, make) => open(register, owner, make),
    peek,
    find: (id, owner) => {
      const session = peek(id, owner)
      if (!session) throw notFound()
      return session
    },
    list: (owner) => [...sessions.values()].filter((session) => session.owner === owner).map((session) => session.view()),
    close: (id, owner) => {
      if (!peek(id, owner)) return false
      closeWhere(register, (session) => session.view().id === id)
      return true
    },
    closeAllOf: (owner) => forget(register, (one) => one === owner),
    endAllOfAccount: (accountId, says) => {
      for (const session of sessions.values()) if (session.accountId === accountId) session.end(says)
    },
    stop: () => forget(register, () => true),
  }
}
