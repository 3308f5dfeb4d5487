import { readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

/** How often it is looked whether the one who started us is still there. */
const lookEveryMs = 500

/** What the system says about a process: its parent, its name, whether it is only waiting to be buried; undefined when gone. */
function factsOf(pid) {
  if (process.platform === 'linux') return factsFromProc(pid)
  if (process.platform === 'win32') return undefined
  const [parent, state, ...name] = (spawnSync('ps', ['-o', 'ppid=,state=,comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim().split(/\s+/)
  return parent ? { parent: Number(parent), isDead: state.startsWith('Z'), name: name.join(' ') } : undefined
}

function factsFromProc(pid) {
  try {
    // The name stands in brackets and may hold anything; the fields come after the last one.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(parent), isDead: state === 'Z', name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')) }
  } catch {
    return undefined
  }
}

const isShell = (name) => /(^|\/)-?(sh|dash|bash|zsh|ksh|ash|busybox)$/.test(name)

function isAlive(pid) {
  const facts = factsOf(pid)
  if (facts !== undefined) return !facts.isDead
  if (process.platform === 'linux') return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The package manager that runs this script, past the shell it puts between; undefined when a person started us directly. */
function findStarters() {
  if (process.env.npm_lifecycle_event === undefined) return []
  const parent = process.ppid
  const facts = factsOf(parent)
  return facts !== undefined && isShell(facts.name) ? [parent, facts.parent] : [parent]
}

/**
 * Calls `work` once when the package manager that started us is gone. A signal to it alone does not reach us: it ends, and
 * its shell waits on. Who starts us without one (from a terminal, by a service) may go away; we stay.
 */
export function whenStarterGone(work) {
  const starters = findStarters()
  if (starters.length === 0) return
  const timer = setInterval(() => {
    if (starters.every(isAlive)) return
    clearInterval(timer)
    work()
  }, lookEveryMs)
  timer.unref()
}
