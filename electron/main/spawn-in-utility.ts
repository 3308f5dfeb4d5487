import { join } from 'node:path'
import { utilityProcess } from 'electron'
import type { SpawnSimulator } from '#platform/practice-process.ts'

/** Starts the simulator in a utility process: a packaged app cannot run itself as Node, its fuse is off. */
export const spawnInUtility: SpawnSimulator = (args) => {
  const child = utilityProcess.fork(join(import.meta.dirname, 'simulate.js'), [...args], { stdio: ['ignore', 'pipe', 'ignore'], serviceName: 'Outrider practice fleet' })
  return {
    onOutput: (listener) => void child.stdout?.setEncoding('utf8').on('data', listener),
    onEnd: (listener) => void child.once('exit', (code) => listener(`ended with code ${code}`)),
    kill: () => void child.kill(),
  }
}
