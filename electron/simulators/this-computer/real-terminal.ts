import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { platform } from 'node:process'
import { endGroup } from './end-group.ts'
import type { Terminal, TerminalEvents } from '../shell/terminal.ts'

/** Why a real terminal cannot be opened on this computer; null when it can. */
export function terminalObstacle(): string | null {
  if (platform === 'win32') return 'The terminal of this computer needs the program "script", which Windows does not have.'
  const found = spawnSync('script', ['--version'], { stdio: 'ignore' })
  return found.error ? 'The terminal of this computer needs the program "script" (package util-linux or bsdutils).' : null
}

/**
 * Opens a real shell on a real pseudo terminal, through the system's `script` program, so that no native module is
 * needed. SECURITY: only for the device that the person at the keyboard added with `--this-computer`.
 */
export function openRealTerminal(events: TerminalEvents): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'practice-terminal-'))
  const ttyFile = join(folder, 'tty')
  const command = `tty > '${ttyFile}'; exec bash`
  const words = platform === 'darwin' ? ['-q', '/dev/null', 'bash', '-c', command] : ['-qfc', command, '/dev/null']
  const environment = { ...process.env, TERM: 'xterm-256color', SHELL: '/bin/bash' }
  const child = spawn('script', words, { detached: true, env: environment, stdio: ['pipe', 'pipe', 'pipe'] })
  let isDead = false
  child.stdout.setEncoding('utf8')
  const drain = async (): Promise<void> => {
    for await (const text of child.stdout) if (!isDead) await events.output(String(text))
  }
  const read = drain()
  child.once('error', () => finish(65))
  child.once('close', (code) => void read.then(() => finish(code ?? 0)))
  const finish = (code: number): void => {
    rmSync(folder, { recursive: true, force: true })
    if (!isDead) { isDead = true; events.end(code) }
  }
  // A shell that has ended takes no more keys; that is no event.
  child.stdin.on('error', () => undefined)
  return {
    input: (data) => void child.stdin.write(data),
    resize: (rows, columns) => resize(ttyFile, rows, columns),
    kill: () => {
      isDead = true
      // The shell is in a session of its own and hears of it when its terminal closes.
      endGroup(child)
    },
  }
}

function resize(ttyFile: string, rows: number, columns: number): void {
  const tty = readTty(ttyFile)
  const size = ['rows', String(rows), 'cols', String(columns)]
  if (tty) execFile('stty', [platform === 'darwin' ? '-f' : '-F', tty, ...size], () => undefined)
}

function readTty(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
