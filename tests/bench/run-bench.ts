import { parseArgs } from 'node:util'
import type { BenchContext } from './bench-context.ts'
import { toLines } from './bench-result.ts'
import type { Results } from './bench-result.ts'
import { measureJournal } from './measures/journal-measure.ts'
import { measurePage } from './measures/page-measure.ts'
import { measureSamples } from './measures/sample-measure.ts'
import { measureShell } from './measures/shell-measure.ts'
import { measureSoftware } from './measures/software-measure.ts'
import { measureStart } from './measures/start-measure.ts'
import { measureSyncs } from './measures/sync-measure.ts'

/** Every measure by the first word of its budgets' names. They run one after the other: a bench shares its machine with nothing. */
const measures: Readonly<Record<string, (context: BenchContext) => Promise<Results>>> = {
  // First: it judges the memory of this process, which the others fill.
  software: measureSoftware,
  sync: measureSyncs,
  samples: measureSamples,
  shell: measureShell,
  journal: measureJournal,
  start: measureStart,
  page: measurePage,
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, devices: { type: 'string', default: '10000' }, only: { type: 'string' } } })

function choose(only: string | undefined): readonly string[] {
  const known = Object.keys(measures)
  const wanted = only === undefined ? known : known.filter((name) => only === name || only.startsWith(`${name}.`))
  if (wanted.length > 0) return wanted
  process.stderr.write(`There is no measure "${only}". Known: ${known.join(', ')}.\n`)
  process.exit(2)
}

const context: BenchContext = { devices: Number(values.devices) }
let results: Results = {}
for (const name of choose(values.only)) {
  process.stderr.write(`Measuring ${name}…\n`)
  const measured = (await measures[name]?.(context)) ?? {}
  const kept = Object.entries(measured).filter(([budget]) => values.only === undefined || budget === values.only || values.only === name)
  results = { ...results, ...Object.fromEntries(kept) }
}
process.stdout.write(`${values.json ? JSON.stringify(results, null, 1) : toLines(results)}\n`)
process.exit(Object.values(results).every((one) => one.ok) ? 0 : 1)
