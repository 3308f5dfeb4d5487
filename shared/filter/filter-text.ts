import { assertNever } from '../util/assert-never.ts'
import { customPrefix } from './filter-fields.ts'
import type { FieldTerm, FilterNode, FilterValue, Limit } from './filter-node.ts'

const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, (char) => `\\${char}`)}"`
const keyword: ReadonlySet<string> = new Set(['OR', 'AND', 'NOT'])

const bareText = (text: string): string =>
  text === '' || /[\s()":]/.test(text) || /^[-<>=!~,]/.test(text) || keyword.has(text) ? quote(text) : text

const bareValue = (text: string): string => (text === '' || /[\s()",]/.test(text) || /^[<>=!~]/.test(text) ? quote(text) : text)

const fieldName = (name: string): string => {
  if (!name.startsWith(customPrefix)) return name
  const custom = name.slice(customPrefix.length)
  return /^[^\s:()",]+$/.test(custom) ? name : customPrefix + quote(custom)
}

const limit = ({ op, text }: Limit): string => op + bareValue(text)

function valueToText(value: FilterValue): string {
  const version = value.version ? ` ${limit(value.version)}` : ''
  const age = value.age ? ` age ${limit(value.age)}` : ''
  return `${value.op ?? ''}${bareValue(value.text)}${version}${age}`
}

const termToText = (term: FieldTerm): string => `${fieldName(term.field)}:${term.values.map(valueToText).join(',')}`

const brackets = (node: FilterNode): string => `(${filterToText(node)})`

const endsInField = (node: FilterNode | undefined): boolean => node?.kind === 'field' || (node?.kind === 'not' && node.part.kind === 'field')

/** An `age` of its own right after a field would be read as that field's age, so it keeps its brackets. */
function andPart(part: FilterNode, before: FilterNode | undefined): string {
  const isLooseAge = part.kind === 'field' && part.field === 'age' && endsInField(before)
  return part.kind === 'or' || part.kind === 'and' || isLooseAge ? brackets(part) : filterToText(part)
}

const isSimple = (node: FilterNode): boolean => node.kind === 'text' || node.kind === 'field'

/** Writes a tree as text in its one canonical spelling; `parseFilter` reads it back to the same tree. */
export function filterToText(node: FilterNode): string {
  switch (node.kind) {
    case 'all':
      return ''
    case 'or':
      return node.parts.map((part) => (part.kind === 'or' || part.kind === 'and' ? brackets(part) : filterToText(part))).join(' OR ')
    case 'and':
      return node.parts.map((part, index) => andPart(part, node.parts[index - 1])).join(' ')
    case 'not':
      return `-${isSimple(node.part) ? filterToText(node.part) : brackets(node.part)}`
    case 'text':
      return bareText(node.text)
    case 'field':
      return termToText(node)
    default:
      return assertNever(node)
  }
}
