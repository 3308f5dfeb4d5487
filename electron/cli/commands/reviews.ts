import type { Command } from 'commander'
import { Option } from 'commander'
import { AppError } from '#shared/errors/app-error.ts'
import type { DeviceId, ReviewId } from '#shared/model/ids.ts'
import type { ReviewFact, ReviewItem } from '#shared/model/review.ts'
import { toMoment } from '../output/format.ts'
import { plain } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

const factLine = ({ fact, here, there, verdict }: ReviewFact): string => `      ${verdict.padEnd(8)} ${fact.padEnd(11)} ${plain(here ?? '–')}  |  ${plain(there ?? '–')}`

function describe(item: ReviewItem): string {
  const head = `${item.id}  ${plain(item.name)}  (${plain(item.accountName)}, ${toMoment(item.at)})\n   ${plain(item.says)}`
  const candidates = item.candidates.map(({ device, facts }) => [`   may be ${device.id}  ${plain(device.name)}${device.client === null ? '' : `, ${plain(device.client)}`}`, ...facts.filter((one) => one.verdict !== 'unknown').map(factLine)].join('\n'))
  return [head, ...candidates].join('\n')
}

async function list({ api, print }: Session): Promise<void> {
  const found = await api.reviews.list({ limit: 500 })
  print(found, () => (found.open === 0 ? 'No device needs a decision.' : [...found.items.map(describe), ...(found.open > found.items.length ? [`… ${found.open - found.items.length} more`] : [])].join('\n')))
}

interface ResolveOptions extends CommonOptions {
  readonly link?: string
  readonly decision?: 'apart' | 'admit' | 'seen'
}

async function resolve({ api, print }: Session, id: string, { link, decision }: ResolveOptions): Promise<void> {
  if ((link === undefined) === (decision === undefined)) {
    throw new AppError({ code: 'input.invalid', what: 'A question needs one decision.', effect: 'Nothing was changed.', next: 'Use --link DEVICE, or --decision apart, admit or seen.', remedy: 'check-input' })
  }
  // What was typed is validated by the core like everything that comes in.
  const reviewId = id as ReviewId
  const done = await api.reviews.resolve(link === undefined ? { reviewId, decision: decision ?? 'seen' } : { reviewId, decision: 'link', deviceId: link as DeviceId })
  print(done, () => `${done.says} ${done.left === 0 ? 'No other question is open.' : `${done.left} still open.`}`)
}

/** `outrider review …`: devices only a person can recognise. */
export function addReviewCommands(program: Command): void {
  const review = program.command('review').description('Devices that may be ones you have, and devices that were not let in')
  review
    .command('list')
    .description('Open questions with what agrees and what speaks against it')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), list))
  review
    .command('resolve <id>')
    .description('Settle one question for good; the decision is in the journal')
    .option('--link <device>', 'it is this candidate (its id): one device from now on')
    .addOption(new Option('--decision <decision>', 'apart: keep the two apart; admit: let a held device in; seen: put a notice away').choices(['apart', 'admit', 'seen']))
    .action((id: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => resolve(session, id, command.optsWithGlobals())))
}
