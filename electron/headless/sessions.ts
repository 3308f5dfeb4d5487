import { randomBytes } from 'node:crypto'
import { equalSecret } from './guard.ts'

/** Lifetimes of the browser sign-in (security page, section 5). */
export const sessionTimes = { launchMs: 60_000, idleMs: 30 * 60_000, absoluteMs: 12 * 3_600_000 } as const

export const cookieName = 'outrider_session'

interface Session {
  readonly secret: string
  /** What a socket must say first, besides the cookie: a second proof that the page itself is ours. */
  readonly token: string
  readonly createdAt: number
  usedAt: number
}

/** One-time launch codes and the sessions they were exchanged for. Memory only: they end with the process. */
export interface Sessions {
  /** A code that may be exchanged once within 60 s. It travels in a URL fragment, which no server log ever sees. */
  createLaunchCode(): string
  exchange(code: string): Session | undefined
  /** Finds the session of a Cookie header and counts as use. */
  find(cookieHeader: string | undefined): Session | undefined
}

const readCookie = (header: string | undefined): string | undefined =>
  header
    ?.split(';')
    .map((part) => part.trim().split('='))
    .find(([name]) => name === cookieName)?.[1]

/** Creates the sessions of one host process. */
export function createSessions(now: () => number): Sessions {
  const codes = new Map<string, number>()
  const sessions = new Set<Session>()
  const isAlive = (session: Session) => now() - session.usedAt < sessionTimes.idleMs && now() - session.createdAt < sessionTimes.absoluteMs
  return {
    createLaunchCode: () => {
      const code = randomBytes(16).toString('base64url')
      codes.set(code, now() + sessionTimes.launchMs)
      return code
    },
    exchange: (code) => {
      const known = [...codes].find(([one]) => equalSecret(code, one))
      if (!known) return undefined
      codes.delete(known[0])
      if (known[1] < now()) return undefined
      const session: Session = { secret: randomBytes(32).toString('base64url'), token: randomBytes(32).toString('base64url'), createdAt: now(), usedAt: now() }
      sessions.add(session)
      return session
    },
    find: (cookieHeader) => {
      const secret = readCookie(cookieHeader)
      const session = secret === undefined ? undefined : [...sessions].find((one) => equalSecret(secret, one.secret))
      if (!session) return undefined
      if (!isAlive(session)) {
        sessions.delete(session)
        return undefined
      }
      session.usedAt = now()
      return session
    },
  }
}
