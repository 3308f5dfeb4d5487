import { randomBytes } from 'node:crypto'
import { cutBackup, damagedBackup, newerBackup, notABackup, wrongBackupPassphrase } from './backup-errors.ts'
import { createByteSource, type ByteSource } from './byte-source.ts'
import { deriveKey, isSaneCost, usualCost } from './passphrase-key.ts'
import { openSeal, seal } from './seal.ts'

/*
 * A backup file:
 *
 *   OUTRIDER-BACKUP 1\n
 *   {"cost":131072,"salt":"…","check":"…"}\n        how the key is made of the passphrase, and a seal to try it on
 *   length (4 bytes, big endian), sealed piece      again and again; the last piece is empty
 *
 * Every seal is bound to the salt, its number and so its place: pieces cannot be changed, swapped, left out or added.
 */
const magic = 'OUTRIDER-BACKUP'
const version = 1
const pieceBytes = 1024 * 1024
const sealBytes = 28
const lineLimit = 4_096

interface Head {
  readonly cost: number
  readonly salt: string
  readonly check: string
}

const labelOf = (salt: string, place: number | 'check'): string => `outrider-backup:${version}:${salt}:${place}`

function* cutIntoPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes)
}

/** Encrypts what comes, piece by piece, as a backup file that only this passphrase opens. */
export async function* sealBackup(passphrase: string, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(32).toString('base64')
  const key = await deriveKey(passphrase, { cost: usualCost, salt })
  const check = seal(key, labelOf(salt, 'check'), new Uint8Array()).toString('base64')
  yield Buffer.from(`${magic} ${version}\n${JSON.stringify({ cost: usualCost, salt, check } satisfies Head)}\n`)
  let place = 0
  const next = (piece: Uint8Array): Uint8Array => {
    const sealed = seal(key, labelOf(salt, place++), piece)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length)
    return Buffer.concat([length, sealed])
  }
  for await (const bytes of content) for (const piece of cutIntoPieces(bytes)) yield next(piece)
  yield next(new Uint8Array())
}

function parseHead(text: string | undefined): Head {
  try {
    const head = JSON.parse(text ?? '') as Partial<Head>
    if (isSaneCost(head.cost) && typeof head.salt === 'string' && typeof head.check === 'string') return head as Head
  } catch {
    // Not JSON: told below, like JSON of another shape.
  }
  throw damagedBackup()
}

async function readHead(source: ByteSource): Promise<Head> {
  const [word, number] = ((await source.line(lineLimit)) ?? '').split(' ')
  if (word !== magic || !/^\d{1,9}$/.test(number ?? '')) throw notABackup()
  if (Number(number) > version) throw newerBackup()
  return parseHead(await source.line(lineLimit))
}

async function readPiece(source: ByteSource, key: Uint8Array, label: string): Promise<Uint8Array> {
  const length = (await source.take(4))?.readUInt32BE()
  if (length === undefined) throw cutBackup()
  if (length < sealBytes || length > pieceBytes + sealBytes) throw damagedBackup()
  const sealed = await source.take(length)
  if (sealed === undefined) throw cutBackup()
  const piece = openSeal(key, label, sealed)
  if (piece === undefined) throw damagedBackup()
  return piece
}

/**
 * The content of a backup file, piece by piece. Each piece is proven before it is answered; the end is proven when the generator
 * ends. Throws `vault.wrong-passphrase` and the `backup.*` errors with words.
 */
export async function* openBackup(passphrase: string, file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = createByteSource(file)
  const head = await readHead(source)
  const key = await deriveKey(passphrase, head)
  if (openSeal(key, labelOf(head.salt, 'check'), Buffer.from(head.check, 'base64')) === undefined) throw wrongBackupPassphrase()
  for (let place = 0; ; place += 1) {
    const piece = await readPiece(source, key, labelOf(head.salt, place))
    if (piece.length === 0) break
    yield piece
  }
  if ((await source.take(1)) !== undefined) throw damagedBackup()
}
