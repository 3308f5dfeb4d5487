import type { OutputOf } from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { compileFilter } from '#shared/filter/compile-filter.ts'
import { findField } from '#shared/filter/filter-fields.ts'
import type { FilterNode, FilterProblem } from '#shared/filter/filter-node.ts'
import { fieldTerms } from '#shared/filter/filter-parts.ts'
import { filterToText } from '#shared/filter/filter-text.ts'
import { parseFilter } from '#shared/filter/parse-filter.ts'
import type { Device } from '#shared/model/device.ts'
import type { CompanyContext } from '../context.ts'
import { toAnswerAge } from './answer-age.ts'
import { believeStatuses } from './asked-lists.ts'
import { answerDeepTerm } from './deep-terms.ts'
import { listSource } from './list-columns.ts'
import { readSoftwareCoverage } from './software-coverage.ts'

const wrongFilter = ({ at, says, nearest }: FilterProblem) =>
  new AppError({
    code: 'input.filter',
    what: `The filter is wrong at character ${at + 1}: ${says}`,
    effect: 'The list was not filtered.',
    next: nearest === null ? 'Correct it there.' : `Did you mean "${nearest}"?`,
    remedy: 'check-input',
    facts: { at },
  })

function parse(text: string): FilterNode {
  const parsed = parseFilter(text)
  if (!parsed.ok) throw wrongFilter(parsed.problem)
  return parsed.node
}

async function answerDeepTerms(context: CompanyContext, node: FilterNode, devices: readonly Device[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const answers = new Map<string, ReadonlySet<string>>()
  for (const term of fieldTerms(node)) {
    const key = filterToText(term)
    if (findField(term.field)?.isDeep && !answers.has(key)) answers.set(key, await answerDeepTerm(context.store, term, devices))
  }
  return answers
}

/** Ids of the devices that match a filter, with the age of the answer. Throws `input.filter` naming the character. */
export async function matchDevices(context: CompanyContext, text: string): Promise<OutputOf<'inventory.match'>> {
  const node = parse(text)
  const [devices, accounts] = [await believeStatuses(context, await context.store.read.devices()), await context.store.read.accounts()]
  const deep = await answerDeepTerms(context, node, devices)
  const nameOf = (id: string) => accounts.find((one) => one.id === id)?.name ?? ''
  const now = context.ports.clock.now()
  const source = listSource(devices, nameOf, (term) => {
    const ids = deep.get(term)
    return (row) => ids?.has(devices[row]?.id ?? '') ?? false
  })
  const test = compileFilter(node, source, { now })
  const matching = devices.filter((_, row) => test(row))
  const isAboutSoftware = fieldTerms(node).some((term) => term.field === 'sw')
  const software = isAboutSoftware ? await readSoftwareCoverage(context.store) : null
  return { ids: matching.map((one) => one.id), age: toAnswerAge(matching, now), software }
}
