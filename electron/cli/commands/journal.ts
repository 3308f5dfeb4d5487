import { Option } from 'commander'
import type { Command } from 'commander'
import type { OutputOf } from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import { exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { dayOrMoment, wholeNumber } from '../input/option-values.ts'
import { readOwnFile, writeOwnFile } from '../input/own-files.ts'
import { countOf, toMoment, toText } from '../output/format.ts'
import { toTable } from '../output/table.ts'
import { toJsonLine, toTerminal } from '../output/terminal-text.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface ExportOptions extends CommonOptions {
  readonly format: 'jsonl' | 'csv'
  readonly out?: string
  readonly from?: number
  readonly to?: number
}

interface Anchor {
  readonly seq: number
  readonly hash: string
}

async function exportJournal({ api, print, isJson }: Session, { format, from, to, out }: ExportOptions): Promise<void> {
  const result = await api.journal.export({ format, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
  if (out === undefined) return void process.stdout.write(isJson ? toJsonLine(result) : process.stdout.isTTY ? toTerminal(result.text) : result.text)
  await writeOwnFile(out, result.text)
  print({ records: result.records, file: out }, () => `${countOf(result.records, 'record')} written to ${out}.`)
}

async function readAnchor(file: string): Promise<Anchor> {
  const text = await readOwnFile(file)
  try {
    const { seq, hash } = JSON.parse(text) as Anchor
    if (Number.isInteger(seq) && typeof hash === 'string') return { seq, hash }
  } catch {
    // Not JSON: told below, like JSON of another shape.
  }
  throw new AppError({ code: 'input.invalid', what: `The file ${file} is no anchor.`, effect: 'Nothing was checked.', next: 'An anchor is {"seq":…,"hash":"…"}.', remedy: 'check-input' })
}

async function verifyJournal({ api, print }: Session, options: { readonly anchor?: string }): Promise<number> {
  const anchor = options.anchor === undefined ? undefined : await readAnchor(options.anchor)
  const report = await api.journal.verify(anchor === undefined ? {} : { anchor })
  print(report, () => report.says)
  return report.isIntact ? exitCodes.done : exitCodes.notIntact
}

const toCell = (value: unknown): string => (value === undefined ? '' : toText(value))

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {})

const describeList = ({ records, subjects }: OutputOf<'journal.list'>): string => {
  // The chain holds commitments; the texts they stand for come beside it, where they still exist.
  const shown = (commitment: unknown) => (typeof commitment === 'string' ? (subjects[commitment] ?? '') : '')
  const devices = (record: JournalRecord) => (Array.isArray(record['targets']) ? record['targets'].map((target) => shown(fieldsOf(target)['shown'])).join(', ') : '')
  return toTable<JournalRecord>(
    [
      { title: 'Seq', value: (one) => String(one.seq), isRight: true },
      { title: 'When', value: (one) => toMoment(Date.parse(one.at)) },
      { title: 'Who', value: (one) => shown(fieldsOf(one['operator'])['os_user']), maxWidth: 16 },
      { title: 'Phase', value: (one) => one.phase },
      { title: 'Action', value: (one) => one.action },
      { title: 'Device', value: devices, maxWidth: 32 },
      { title: 'State', value: (one) => toCell(fieldsOf(one['result'])['state']) },
      { title: 'Parameters', value: (one) => toCell(one['params']), maxWidth: 70 },
    ],
    records,
  )
}

async function listJournal({ api, print }: Session, options: { readonly device?: string; readonly limit: number }): Promise<void> {
  const device = options.device === undefined ? undefined : await findDevice(api, options.device)
  const found = await api.journal.list({ limit: options.limit, ...(device === undefined ? {} : { deviceId: device.id }) })
  print(found, () => describeList(found))
}

/** `outrider journal …`. */
export function addJournalCommands(program: Command): void {
  const journal = program.command('journal').description('The tamper-evident record of what was done')
  journal
    .command('list')
    .description('Records, newest first')
    .option('--device <device>', 'only those about this device')
    .option('--limit <records>', 'how many, 1-1000', wholeNumber(1, 1_000), 50)
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => listJournal(session, command.optsWithGlobals())))
  journal
    .command('verify')
    .description('Check the whole chain: changed, removed, swapped or added records are found')
    .option('--anchor <file>', 'an earlier head {"seq":…,"hash":…}; finds a cut tail or a replaced file too')
    .addHelpText('after', '\nExit code 9 when it does not hold. An export is checked anywhere with: node resources/verify-journal.mjs FILE')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => verifyJournal(session, command.optsWithGlobals())))
  journal
    .command('export')
    .description('Write records as JSON Lines (proof) or CSV (reading)')
    .addOption(new Option('--format <format>', 'jsonl or csv').choices(['jsonl', 'csv']).default('jsonl'))
    .option('--out <file>', 'file to write (standard output otherwise)')
    .option('--from <date>', 'from this day or moment on, local time', dayOrMoment('first'))
    .option('--to <date>', 'up to the end of this day, or this moment', dayOrMoment('last'))
    .action((_, command: Command) => withSession(command.optsWithGlobals(), (session) => exportJournal(session, command.optsWithGlobals())))
}
