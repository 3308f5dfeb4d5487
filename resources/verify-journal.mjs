#!/usr/bin/env node
// Verifies an exported journal (JSON Lines) or a signed CSV export without the application and without any package.
//
//   node verify-journal.mjs export.jsonl [--partial] [--anchor SEQ:HASH]... [--key FINGERPRINT] [--json]
//   node verify-journal.mjs export.csv [--key FINGERPRINT]
//
// --partial  the export covers a period: it may begin anywhere and hold lines that stand for a left-out record by its hash
// --anchor   a place of the chain noted earlier; it must be there, unchanged (finds a cut tail and an old copy put back)
// --key      the fingerprint of the key that must have signed, directly or through the keys it replaced
// Ends with 0 when everything holds, 1 when it does not, 2 when it was called wrongly
// or the file cannot be read.
import * as crypto from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const noPrevious = '0'.repeat(64)
// One call where Node has it (20.12): a journal of a million records is hashed in seconds.
const sha256 = crypto.hash ? (data) => crypto.hash('sha256', data) : (data) => crypto.createHash('sha256').update(data).digest('hex')

// ---- canonical JSON (RFC 8785)

function isSorted(value) {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isSorted)
  return Object.keys(value).every((key, at, keys) => (at === 0 || keys[at - 1] <= key) && isSorted(value[key]))
}

function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${write(value[key])}`).join(',')}}`
}

export const canonical = (value) => (isSorted(value) ? JSON.stringify(value) : write(value))

// ---- hashes and signatures

export const recordHash = ({ hash: _hash, sig: _sig, ...rest }) => sha256(canonical(rest))

// The same hash from the canonical line itself: the line without its hash member. A record that holds its own hash
// anywhere else cannot be made, so the first place it stands is the member.
const lineHash = (record, line) => (record.sig === undefined ? sha256(line.replace(`,"hash":"${record.hash}"`, '')) : recordHash(record))

export const fingerprintOf = (publicKeyHex) => sha256(Buffer.from(publicKeyHex, 'hex'))

export function isSignature(publicKeyHex, message, signatureHex) {
  if (!/^[0-9a-f]{64}$/.test(publicKeyHex) || !/^[0-9a-f]{128}$/.test(signatureHex)) return false
  try {
    const prefix = Buffer.from('302a300506032b6570032100', 'hex')
    const key = crypto.createPublicKey({ key: Buffer.concat([prefix, Buffer.from(publicKeyHex, 'hex')]), format: 'der', type: 'spki' })
    return crypto.verify(null, Buffer.from(message), key, Buffer.from(signatureHex, 'hex'))
  } catch {
    return false
  }
}

function isSigned({ hash, sig, key, public_key: publicKey }) {
  if (typeof publicKey !== 'string' || typeof sig !== 'string') return false
  return isSignature(publicKey, `outrider-journal-v1:${hash}`, sig) && key === fingerprintOf(publicKey)
}

// ---- one record behind the other

function parseLine(line) {
  try {
    const value = JSON.parse(line)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'unreadable'
    return canonical(value) === line ? value : 'not canonical'
  } catch {
    return 'unreadable'
  }
}

function problemOf(record, line, seq, head, isPartial) {
  if (record.v !== 1) return 'unknown version'
  if (!Number.isSafeInteger(record.seq)) return 'unreadable'
  if (record.seq < seq) return 'duplicate seq'
  if (record.seq > seq) return 'gap'
  const continues = head !== null ? record.prev === head.hash : seq === 0 ? record.prev === noPrevious : typeof record.prev === 'string'
  if (!continues) return 'prev does not match'
  if (record.left_out === true) return isPartial && typeof record.hash === 'string' ? null : 'record left out'
  return record.hash === lineHash(record, line) ? null : 'hash does not match'
}

function clockNote(last, record, seq) {
  const now = { boot: record.boot, at: Date.parse(String(record.at)), mono: Number(record.mono) }
  const notes = []
  if (last !== null && last.boot === now.boot) {
    const step = now.at - last.at - (now.mono - last.mono)
    if (now.mono < last.mono) notes.push(`seq ${seq}: the monotonic clock went back by ${last.mono - now.mono} ms within one start`)
    else if (Math.abs(step) > 1_000) notes.push(`seq ${seq}: the clock was set ${step > 0 ? 'forward' : 'back'} by ${Math.abs(step)} ms`)
  }
  if (record.anchor_missed !== undefined) notes.push(`seq ${seq}: at this start the record ${String(record.anchor_missed?.seq)} known from before was missing or different`)
  return { now, notes }
}

function firstStranger(trusted, uses, introductions) {
  const known = new Set([trusted])
  for (const key of known) for (const { key: newer, previous } of introductions) if (newer === key) known.add(previous)
  const strangers = [...uses].filter(([key]) => !known.has(key)).map(([, seq]) => seq)
  return strangers.length === 0 ? null : Math.min(...strangers)
}

class ChainCheck {
  report = { records: 0, isIntact: true, firstBad: null, head: null, checkpoints: 0, checkpointsValid: 0, intentsWithoutResult: 0, clockNotes: [] }
  open = new Set()
  uses = new Map()
  introductions = []
  first = null
  head = null
  lastClock = null

  constructor({ isPartial, anchors }) {
    Object.assign(this, { isPartial, unmet: new Map(anchors.map(({ seq, hash }) => [seq, hash])) })
  }

  expected = () => (this.head === null ? (this.first ?? 0) : this.head.seq + 1)
  fail = (seq, why) => void (this.report.firstBad ??= { seq, why })

  line(line) {
    this.report.records += 1
    const parsed = parseLine(line)
    if (typeof parsed === 'string') this.fail(this.expected(), parsed)
    else this.check(parsed, line)
  }

  check(record, line) {
    const { firstBad } = this.report
    if (firstBad !== null) {
      if (firstBad.why === 'gap' && record.seq === firstBad.seq) this.report.firstBad = { seq: record.seq, why: 'out of order' }
      return
    }
    this.first ??= this.isPartial && Number.isSafeInteger(record.seq) ? record.seq : 0
    const seq = this.expected()
    const why = problemOf(record, line, seq, this.head, this.isPartial)
    if (why === null) this.accept(record, seq)
    else this.fail(seq, why)
  }

  accept(record, seq) {
    if (this.unmet.has(seq) && this.unmet.get(seq) !== record.hash) this.fail(seq, 'differs from the anchor')
    this.unmet.delete(seq)
    this.head = { seq, hash: record.hash }
    if (record.left_out !== true) this.follow(record, seq)
  }

  follow(record, seq) {
    const { now, notes } = clockNote(this.lastClock, record, seq)
    this.lastClock = now
    this.report.clockNotes.push(...notes)
    if (record.phase === 'intent') this.open.add(seq)
    if (record.phase === 'result') this.open.delete(record.ref)
    if (record.phase === 'open' && typeof record.key === 'string' && typeof record.previous_key === 'string') this.introductions.push({ key: record.key, previous: record.previous_key })
    if (record.phase !== 'checkpoint') return
    this.report.checkpoints += 1
    if (!isSigned(record)) return this.fail(seq, 'signature is not valid')
    this.report.checkpointsValid += 1
    if (!this.uses.has(record.key)) this.uses.set(record.key, seq)
  }

  end(trustedKey) {
    const missed = [...this.unmet.keys()].filter((seq) => seq >= (this.first ?? 0)).sort((a, b) => a - b)
    if (missed.length > 0) this.fail(missed[0], 'does not reach the anchor')
    const stranger = trustedKey === null ? null : firstStranger(trustedKey, this.uses, this.introductions)
    if (stranger !== null) this.fail(stranger, 'signed by an unknown key')
    const { firstBad, clockNotes } = this.report
    return { ...this.report, isIntact: firstBad === null, head: this.head?.hash ?? null, intentsWithoutResult: this.open.size, clockNotes: clockNotes.slice(0, 100), keys: [...this.uses.keys()] }
  }
}

/** Verifies the lines of an export. Options: isPartial, anchors [{ seq, hash }], trustedKey (fingerprint or null). */
function verifyLines(lines, { isPartial = false, anchors = [], trustedKey = null }) {
  const check = new ChainCheck({ isPartial, anchors })
  for (const line of lines) check.line(line)
  return check.end(trustedKey)
}

export const verifyText = (text, options = {}) => verifyLines(text === '' ? [] : text.replace(/\n$/, '').split('\n'), options)

// Lines of a file, a mebibyte at a time: an export may be larger than one text can be.
function* readLines(file) {
  const piece = Buffer.allocUnsafe(1_048_576)
  const from = openSync(file, 'r')
  let rest = piece.subarray(0, 0)
  for (let size = readSync(from, piece); size > 0; size = readSync(from, piece)) {
    const bytes = Buffer.concat([rest, piece.subarray(0, size)])
    const end = bytes.lastIndexOf(10)
    if (end !== -1) yield* bytes.toString('utf8', 0, end).split('\n')
    rest = bytes.subarray(end + 1)
  }
  closeSync(from)
  if (rest.length > 0) yield rest.toString()
}

/** Verifies a signed CSV export: its last row signs all rows above it. */
export function verifyCsv(text, { trustedKey = null } = {}) {
  const at = text.lastIndexOf('\r\nsignature,') + 2
  const [, , hash, signature, publicKey] = at === 1 ? [] : text.slice(at).trimEnd().split(',')
  if (hash === undefined || hash !== sha256(text.slice(0, at))) return { isIntact: false, why: 'the rows are not the ones that were signed' }
  if (!isSignature(publicKey ?? '', `outrider-csv-v1:${hash}`, signature ?? '')) return { isIntact: false, why: 'signature is not valid' }
  const key = fingerprintOf(publicKey)
  return trustedKey === null || trustedKey === key ? { isIntact: true, keys: [key] } : { isIntact: false, why: 'signed by an unknown key' }
}

// ---- command line

const words = { partial: { type: 'boolean' }, json: { type: 'boolean' }, key: { type: 'string' }, anchor: { type: 'string', multiple: true } }

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: words, allowPositionals: true })
    const anchors = (values.anchor ?? []).map((text) => text.split(':')).map(([seq, hash]) => ({ seq: Number(seq), hash }))
    if (positionals.length !== 1 || anchors.some(({ seq, hash }) => !Number.isSafeInteger(seq) || !hash)) return null
    return { file: positionals[0], isPartial: values.partial === true, isJson: values.json === true, anchors, trustedKey: values.key ?? null }
  } catch {
    return null
  }
}

function verifyExport(options) {
  const { file } = options
  try {
    return file.endsWith('.csv') ? verifyCsv(readFileSync(file, 'utf8'), options) : verifyLines(readLines(file), options)
  } catch (error) {
    console.error(`Cannot read ${file} (${error.code ?? error.message}). Nothing was verified. Name a file written by "outrider journal export".`)
    return null
  }
}

function main() {
  const options = readArguments()
  if (options === null) {
    console.error('usage: node verify-journal.mjs <export.jsonl | export.csv> [--partial] [--anchor SEQ:HASH]... [--key FINGERPRINT] [--json]')
    return 2
  }
  const report = verifyExport(options)
  if (report === null) return 2
  const why = report.why ?? (report.firstBad ? `record ${report.firstBad.seq}: ${report.firstBad.why}` : '')
  if (options.isJson) console.log(JSON.stringify(report, null, 2))
  else if (report.isIntact) console.log(`Holds. ${report.records ?? 'All'} records, ${report.checkpointsValid ?? 1} signed checkpoints, keys: ${report.keys.join(', ') || 'none'}.`)
  else console.log(`DOES NOT HOLD. ${why}`)
  for (const note of report.clockNotes ?? []) console.log(`note: ${note}`)
  return report.isIntact ? 0 : 1
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = main()
