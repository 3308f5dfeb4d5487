import { hostname, userInfo } from 'node:os'
import type { Person } from '#core/ports.ts'

/** Who is signed in to the operating system, and on which computer. */
export function readPerson(): Person {
  return { osUser: osUser(), hostName: hostname() }
}

/** A container may run under a user id that has no name; the number is then the name. */
function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`
  }
}
