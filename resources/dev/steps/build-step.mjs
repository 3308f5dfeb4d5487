import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { say, succeed, tool } from './process-step.mjs'

const built = 'out/.built'
const sources = ['electron', 'renderer', 'shared', 'package-lock.json']

function newest(path) {
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), facts.mtimeMs)
}

/** Builds main, preload and renderer into `out/` when a source is newer than the last build. */
export async function buildIfStale({ isQuiet }) {
  const isFresh = existsSync(built) && sources.every((path) => newest(path) <= statSync(built).mtimeMs)
  if (isFresh) return
  say('Building…')
  await succeed(tool('electron-vite', ['build', '--config', 'electron/vite.config.ts', ...(isQuiet ? ['--logLevel', 'warn'] : [])]))
  writeFileSync(built, new Date().toISOString())
}
