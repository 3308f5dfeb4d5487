import { readFileSync } from 'node:fs'
import { openSeal } from '#platform/seal.ts'

/** The text of one sealed result file. Throws when the key is not its own. */
export function openSealedFile(path: string, name: string, key: Uint8Array): string {
  const plain = openSeal(key, name.replace(/\.sealed$/, ''), readFileSync(path))
  if (plain === undefined) throw new Error(`${name} does not open`)
  return plain.toString()
}
