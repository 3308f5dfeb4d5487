import type { DevicePage, ParsedPage } from '../provider.ts'
import { parseEach } from '../toolkit/parse-each.ts'
import { JsonProblem, parseFlatJson } from '../toolkit/safe-json.ts'
import { readFieldNames } from './custom-fields.ts'
import { toDevice } from './mapper.ts'
import { ignoredRowKeys, tacticalRow } from './schema.ts'

/**
 * Parses one answer of `GET /agents/`. Pure and fast: it runs in the store thread on pages of up to 64 MiB. An answer
 * that is no list is one rejected item, so that the pass counts as incomplete.
 */
export function parseDevicePage(body: Uint8Array, context: DevicePage['context']): ParsedPage {
  const rows = readRows(body)
  if (rows === null) return { devices: [], rejected: 1, firstRejection: 'the page is not a list', drift: {} }
  const names = readFieldNames(context['fieldNames'])
  const parsed = parseEach(rows, tacticalRow, ignoredRowKeys, (row) => toDevice(row, names))
  return { devices: parsed.items, rejected: parsed.rejected, firstRejection: parsed.firstRejection, drift: parsed.drift }
}

function readRows(body: Uint8Array): readonly unknown[] | null {
  try {
    const value = parseFlatJson(body)
    return Array.isArray(value) ? value : null
  } catch (error) {
    if (error instanceof JsonProblem) return null
    throw error
  }
}
