import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { AppError } from '#shared/errors/app-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface ExportOptions extends CommonOptions {
  readonly format: string
  readonly out?: string
  readonly from?: string
  readonly to?: string
}

function readDate(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined
  const at = Date.parse(typed)
  if (!Number.isNaN(at)) return at
  throw new AppError({ code: 'input.invalid', what: `"${typed}" is not a date.`, effect: 'Nothing was exported.', next: 'Write it like 2026-11-22 or 2026-11-22T10:00.', remedy: 'check-input' })
}

async function exportJournal({ api, print, isJson }: Session, options: ExportOptions): Promise<void> {
  const format = options.format === 'csv' ? 'csv' : 'jsonl'
  const from = readDate(options.from)
  const to = readDate(options.to)
  const result = await api.journal.export({ format, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
  if (options.out === undefined) return void process.stdout.write(isJson ? `${JSON.stringify(result)}\n` : result.text)
  await writeFile(options.out, result.text, { mode: 0o600 })
  print({ records: result.records, file: options.out }, () => `${result.records} records written to ${options.out}.`)
}

async function verifyJournal({ api, print }: Session, options: { readonly anchor?: string }): Promise<number> {
  const anchor = options.anchor === undefined ? undefined : (JSON.parse(await readFile(options.anchor, 'utf8')) as { seq: number; hash: string })
  const report = await api.journal.verify(anchor === undefined ? {} : { anchor: { seq: anchor.seq, hash: anchor.hash } })
  print(report, () => report.says)
  return report.isIntact ? exitCodes.done : exitCodes.notIntact
}

/** `outrider journal …`. */
export function addJournalCommands(program: Command): void {
  const journal = program.command('journal').description('The tamper-evident record of what was done')
  journal
    .command('verify')
    .description('Check the whole chain: changed, removed, swapped or added records are found')
    .option('--anchor <file>', 'an earlier head {"seq":…,"hash":…}; finds a cut tail or a replaced file too')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => verifyJournal(session, command.optsWithGlobals())))
  journal
    .command('export')
    .description('Write records as JSON Lines (proof) or CSV (reading)')
    .option('--format <format>', 'jsonl or csv', 'jsonl')
    .option('--out <file>', 'file to write (standard output otherwise)')
    .option('--from <date>', 'from this day')
    .option('--to <date>', 'to this day')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => exportJournal(session, command.optsWithGlobals())))
}
