// Runs inside a D-Bus session of its own: opens each profile by several processes at the same moment and prints what each found.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { FirstStart } from './start-keyring.ts'

const [processes = '0', ...profiles] = process.argv.slice(2)
const script = fileURLToPath(new URL('./first-start.ts', import.meta.url))

function startOne(profile: string, index: number) {
  const child = spawn(process.execPath, [script, profile, String(index), processes], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { next: async () => (await lines.next()).value as string, go: () => void child.stdin.write('\n') }
}

/** All wait for each other before each step. */
async function openAtOnce(profile: string): Promise<FirstStart[]> {
  const starts = Array.from({ length: Number(processes) }, (_, index) => startOne(profile, index))
  const together = () => Promise.all(starts.map((one) => one.next()))
  await together()
  for (const one of starts) one.go()
  await together()
  for (const one of starts) one.go()
  return (await together()).map((line) => JSON.parse(line) as FirstStart)
}

const found: FirstStart[][] = []
for (const profile of profiles) found.push(await openAtOnce(profile))
process.stdout.write(`${JSON.stringify(found)}\n`)
process.exit(0)
