import { spawn, type ChildProcess } from 'node:child_process'

interface ForkOptions {
  readonly stdio: readonly ('ignore' | 'pipe')[]
}

/** A utility process is a plain Node process here. */
export const utilityProcess = {
  fork: (file: string, args: readonly string[], { stdio }: ForkOptions): ChildProcess => {
    const child = spawn(process.execPath, [file, ...args], { stdio: [...stdio] })
    const end = () => child.kill()
    process.once('exit', end)
    child.once('exit', () => process.off('exit', end))
    return child
  },
}
