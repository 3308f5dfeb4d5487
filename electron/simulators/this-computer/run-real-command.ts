import { spawn } from 'node:child_process'
import { platform } from 'node:process'
import { endGroup } from './end-group.ts'
import type { CommandEnd, CommandRequest, TakeOutput } from '../shell/run-command.ts'

/**
 * Runs a command for real on this computer. SECURITY: only reached by the one device that the person at the keyboard
 * added with `--this-computer`; the server listens on 127.0.0.1 only and asks for a key.
 */
export async function runRealCommand(request: CommandRequest, take: TakeOutput): Promise<CommandEnd> {
  const started = performance.now()
  const [program, ...words] = programOf(request)
  const environment = { ...process.env, ...Object.fromEntries((request.environment ?? []).map((entry) => entry.split(/=(.*)/s).slice(0, 2))) }
  const child = spawn(program!, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: platform !== 'win32' })
  const end = new Promise<number>((resolve) => {
    child.once('error', () => resolve(65))
    child.once('close', (code) => resolve(code ?? -1))
  })
  let hasTimedOut = false
  // The whole process group goes, so that children of the shell do not stay behind.
  const kill = (): void => endGroup(child)
  const timer = setTimeout(() => { hasTimedOut = true; kill() }, request.timeoutSeconds * 1000)
  request.signal?.addEventListener('abort', kill, { once: true })
  const drain = async (stream: 'out' | 'err', pipe: NodeJS.ReadableStream): Promise<void> => {
    pipe.setEncoding('utf8')
    for await (const text of pipe) await take({ stream, text: String(text) })
  }
  await Promise.all([drain('out', child.stdout), drain('err', child.stderr)])
  const exitCode = await end
  clearTimeout(timer)
  request.signal?.removeEventListener('abort', kill)
  return { exitCode, hasTimedOut, seconds: (performance.now() - started) / 1000 }
}

function programOf({ text, shell, arguments: words = [] }: CommandRequest): readonly string[] {
  if (platform === 'win32') return shell === 'cmd' ? ['cmd.exe', '/C', text] : ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', text]
  return ['/bin/bash', '-c', text, 'bash', ...words]
}
