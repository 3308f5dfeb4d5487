import { compareVersions } from '../util/compare-versions.ts'
import type { Limit } from './filter-node.ts'

/** Whether a version of a program is within a limit such as `<24`; every version is when there is none. */
export function meetsLimit(version: string, limit: Limit | undefined): boolean {
  if (!limit) return true
  const order = compareVersions(version, limit.text)
  const { op } = limit
  if (op === '<') return order < 0
  if (op === '<=') return order <= 0
  if (op === '>') return order > 0
  if (op === '>=') return order >= 0
  return op === '!=' ? order !== 0 : order === 0
}
