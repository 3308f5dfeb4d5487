import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { root, say } from './process-step.mjs'

const stamp = 'node_modules/.installed'

const wanted = () =>
  createHash('sha256').update(readFileSync('package-lock.json')).update(process.platform).update(process.arch).digest('hex')

function npm(args) {
  const entry = process.env.npm_execpath
  const [file, first] = entry?.endsWith('.js') || entry?.endsWith('.cjs') ? [process.execPath, [entry]] : ['npm', []]
  return spawnSync(file, [...first, ...args], { cwd: root, stdio: ['ignore', 2, 2], shell: file === 'npm' && process.platform === 'win32' }).status
}

/** Installs the packages of the lock file when they are not there yet, or when the lock file changed. */
export function installIfStale() {
  const hash = wanted()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say('Installing packages (once)…')
  if (npm(['ci', '--loglevel=error']) !== 0) throw new Error('The packages could not be installed. See the lines above; then run the same command again.')
  writeFileSync(stamp, hash)
}
