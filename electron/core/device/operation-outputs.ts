import type { Operation } from '#shared/model/operation.ts'
import { outputFileOf } from '../jobs/kept-output.ts'
import { operationNotFound } from '../jobs/operation-errors.ts'
import type { CompanyContext } from '../context.ts'

type Parts = Pick<CompanyContext, 'store' | 'files'>

/** Long outputs that are looked through for a text, the newest. Each is read, decrypted and searched. */
const searchedFiles = 50

async function isInFile({ files }: Parts, operationId: string, text: string): Promise<boolean> {
  const whole = await files.read(outputFileOf(operationId))
  return whole?.toLowerCase().includes(text.toLowerCase()) ?? false
}

/** Operations newest first; a text is also looked for behind the cut of the newest long outputs (S55). */
export async function findOperations(parts: Parts, filter: { readonly deviceId?: string | undefined; readonly text?: string | undefined; readonly limit: number }): Promise<Operation[]> {
  const found = await parts.store.read.operations(filter)
  const { text } = filter
  if (text === undefined || text === '') return found
  const known = new Set<string>(found.map((one) => one.id))
  const behind: Operation[] = []
  for (const id of await parts.store.read.longOperations(filter.deviceId, searchedFiles)) {
    if (known.has(id) || !(await isInFile(parts, id, text))) continue
    const operation = await parts.store.read.operation(id)
    if (operation) behind.push(operation)
  }
  return [...found, ...behind].toSorted((a, b) => b.createdAt - a.createdAt).slice(0, filter.limit)
}

/** A piece of the whole redacted output: from its file when it was cut, else from the row. Throws `operation.not-found`. */
export async function readOutput({ store, files }: Parts, operationId: string, offset: number, limit: number): Promise<{ text: string; total: number }> {
  const operation = await store.read.operation(operationId)
  if (!operation) throw operationNotFound(operationId)
  const whole = (operation.isOutputTruncated ? await files.read(outputFileOf(operationId)) : null) ?? operation.output ?? ''
  return { text: whole.slice(offset, offset + limit), total: whole.length }
}
