import { arch, homedir, platform, release } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { HostFacts } from '#core/ports.ts'
import type { Environment } from './environment.ts'
import type { FileLog } from './file-log.ts'

/** The user's name is in most home folders, and what is shown here is sent to people who help. */
function withoutHome(path: string): string {
  const home = homedir()
  return home !== '' && (path === home || path.startsWith(join(home, '/'))) ? `~${path.slice(home.length)}` : path
}

const known = ['node', 'electron', 'chrome', 'openssl'] as const

/** What is in use below the console, by name. */
function readVersions(): Record<string, string> {
  const running = known.flatMap((name) => (process.versions[name] === undefined ? [] : [[name, process.versions[name]] as const]))
  const db = new Database(':memory:')
  try {
    const sqlite = db.prepare('SELECT sqlite_version()').pluck().get()
    return { ...Object.fromEntries(running), sqlite: String(sqlite) }
  } finally {
    db.close()
  }
}

/** What a person who helps wants to know about this host. */
export const readHostFacts = (folder: string, environment: Environment, log: FileLog): HostFacts => ({
  versions: readVersions,
  platform: `${platform()} ${release()} ${arch()}`,
  paths: { profile: withoutHome(folder), logs: withoutHome(join(folder, 'logs')) },
  settings: environment.effective,
  warnings: environment.warnings,
  logProblem: log.problem,
})
