import { createReadStream } from 'node:fs'
import { appendFile, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { damagedBackup } from './backup-errors.ts'
import { createByteSource, type ByteSource } from './byte-source.ts'

const hexKey = z.string().regex(/^[0-9a-f]{64}$/)
const Head = z.object({ seq: z.number().int().nonnegative(), hash: z.string() })

/**
 * The first line of a backup's content: what opens the rest and what it is checked against. It holds the keys of the company's own
 * files and no secret of a vendor or of this installation: accounts are asked for theirs again.
 */
const Inventory = z.object({
  content: z.literal(1),
  // SECURITY: ids and names become paths; one that could climb out of the folder is refused although the passphrase vouches for it.
  company: z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), name: z.string().min(1).max(200), isPractice: z.boolean() }),
  madeAt: z.number(),
  madeBy: z.string(),
  install: z.string(),
  /** The last signed place of the journal. */
  head: Head.nullable(),
  workKey: hexKey,
  filesKey: hexKey,
  files: z.array(z.object({ name: z.string().regex(/^(work\.db|files\/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,110}\.sealed)$/), bytes: z.number().int().nonnegative() })).min(1),
})
export type Inventory = Readonly<z.infer<typeof Inventory>>

const lineLimit = 256 * 1024 * 1024

/** The sealed result files of a company; their content is encrypted already and stays so. */
export async function resultFilesOf(home: string): Promise<Inventory['files']> {
  const names = await readdir(join(home, 'files')).catch(() => [])
  const sealed = names.filter((name) => name.endsWith('.sealed'))
  return Promise.all(sealed.map(async (name) => ({ name: `files/${name}`, bytes: (await stat(join(home, 'files', name))).size })))
}

/** The content of a backup: its inventory as one line, then the files one behind the other. `work` is a copy that nobody writes to. */
export async function* writeContent(inventory: Inventory, home: string, work: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(inventory)}\n`)
  for (const { name, bytes } of inventory.files) {
    if (bytes > 0) yield* createReadStream(name === 'work.db' ? work : join(home, name), { end: bytes - 1, highWaterMark: 1024 * 1024 }) as AsyncIterable<Uint8Array>
  }
}

async function readFileInto(source: ByteSource, path: string, bytes: number): Promise<void> {
  await appendFile(path, '', { mode: 0o600 })
  for (let left = bytes; left > 0; ) {
    const piece = await source.some(left)
    if (piece === undefined) throw damagedBackup()
    await appendFile(path, piece)
    left -= piece.length
  }
}

function parseInventory(text: string | undefined): Inventory {
  try {
    return Inventory.parse(JSON.parse(text ?? ''))
  } catch {
    throw damagedBackup()
  }
}

/** Reads the inventory first and lets `accept` refuse it, then lays the files into a folder. Reads to the end, so that the end is proven. */
export async function readContent(content: AsyncIterable<Uint8Array>, folder: string, accept: (inventory: Inventory) => void): Promise<Inventory> {
  const source = createByteSource(content)
  const inventory = parseInventory(await source.line(lineLimit))
  accept(inventory)
  await mkdir(join(folder, 'files'), { recursive: true, mode: 0o700 })
  for (const { name, bytes } of inventory.files) await readFileInto(source, join(folder, name), bytes)
  if ((await source.some(1)) !== undefined) throw damagedBackup()
  return inventory
}
