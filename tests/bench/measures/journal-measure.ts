import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { aChain, exportOf } from '#tests/builders/journal-chain.ts'
import { againstLimit, median } from '../bench-result.ts'
import type { Results } from '../bench-result.ts'

const script = resolve(import.meta.dirname, '../../../resources/verify-journal.mjs')

/** A fifth of a million is verified and the time taken five times: a million records take a minute to make. */
const records = 200_000
const parts = 1_000_000 / records

function timed(work: () => void): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

/** The floor: the same bytes read, parsed line by line and hashed. */
function readAndHash(file: string): void {
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) createHash('sha256').update(JSON.stringify(JSON.parse(line))).digest('hex')
}

function verify(file: string): void {
  const { status } = spawnSync(process.execPath, [script, file])
  if (status !== 0) throw new Error('the chain that was made for the bench does not hold')
}

/** Verifying a journal of a million records with the stand-alone program. Three rounds, medians. */
export function measureJournal(): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-journal-'))
  try {
    const file = join(folder, 'export.jsonl')
    const to = openSync(file, 'w')
    writeSync(to, exportOf(aChain(records, { every: 100 })))
    closeSync(to)
    const rounds = [0, 1, 2].map(() => ({ floor: timed(() => readAndHash(file)), value: timed(() => verify(file)) }))
    const times = (key: 'floor' | 'value') => median(rounds.map((one) => one[key])) * parts
    return Promise.resolve({ 'journal.verify-million': againstLimit(times('value'), times('floor'), 'ms', 10_000) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
