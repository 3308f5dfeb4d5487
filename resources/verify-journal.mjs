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
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const noPrevious = '0'.repeat(64)
const sha256 = (data) => createHash('sha256').update(data).digest('hex')

// ---- canonical JSON (RFC 8785)

function isSorted(value) {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isSorted)
  let last = ''
  for (const key of Object.keys(value)) {
    if (key < last || !isSorted(value[key])) return false
    last = key
  }
  return true
}

function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${write(value[key])}`).join(',')}}`
}

export const canonical = (value) => (isSorted(value) ? JSON.stringify(value) : write(value))

// ---- hashes and signatures

export function recordHash({ hash: _hash, sig: _sig, ...rest }) {
  return sha256(canonical(rest))
}

export const fingerprintOf = (publicKeyHex) => sha256(Buffer.from(publicKeyHex, 'hex'))

export function isSignature(publicKeyHex, message, signatureHex) {
  if (!/^[0-9a-f]{64}$/.test(publicKeyHex) || !/^[0-9a-f]{128}$/.test(signatureHex)) return false
  try {
    const prefix = Buffer.from('302a300506032b6570032100', 'hex')
    const key = createPublicKey({ key: Buffer.concat([prefix, Buffer.from(publicKeyHex, 'hex')]), format: 'der', type: 'spki' })
    return verify(null, Buffer.from(message), key, Buffer.from(signatureHex, 'hex'))
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

function problemOf(record, seq, head, isPartial) {
  if (record.v !== 1) return 'unknown version'
  if (!Number.isSafeInteger(record.seq)) return 'unreadable'
  if (record.seq < seq) return 'duplicate seq'
  if (record.seq > seq) return 'gap'
  const continues = head !== null ? record.prev === head.hash : seq === 0 ? record.prev === noPrevious : typeof record.prev === 'string'
  if (!continues) return 'prev does not match'
  if (record.left_out === true) return isPartial && typeof record.hash === 'string' ? null : 'record left out'
  return record.hash === recordHash(record) ? null : 'hash does not match'
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
    this.isPartial = isPartial
    this.unmet = new Map(anchors.map(({ seq, hash }) => [seq, hash]))
  }

  expected() {
    return this.head === null ? (this.first ?? 0) : this.head.seq + 1
  }

  fail(seq, why) {
    this.report.firstBad ??= { seq, why }
  }

  line(line) {
    this.report.records += 1
    const parsed = parseLine(line)
    if (typeof parsed === 'string') this.fail(this.expected(), parsed)
    else this.check(parsed)
  }

  check(record) {
    const { firstBad } = this.report
    if (firstBad !== null) {
      if (firstBad.why === 'gap' && record.seq === firstBad.seq) this.report.firstBad = { seq: record.seq, why: 'out of order' }
      return
    }
    this.first ??= this.isPartial && Number.isSafeInteger(record.seq) ? record.seq : 0
    const seq = this.expected()
    const why = problemOf(record, seq, this.head, this.isPartial)
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

/** Verifies the text of an export. Options: isPartial, anchors [{ seq, hash }], trustedKey (fingerprint or null). */
export function verifyText(text, { isPartial = false, anchors = [], trustedKey = null } = {}) {
  const check = new ChainCheck({ isPartial, anchors })
  const lines = text === '' ? [] : (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
  for (const line of lines) check.line(line)
  return check.end(trustedKey)
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

function readArguments(list) {
  const options = { file: null, isPartial: false, isJson: false, anchors: [], trustedKey: null }
  for (let index = 0; index < list.length; index += 1) {
    const word = list[index]
    if (word === '--partial') options.isPartial = true
    else if (word === '--json') options.isJson = true
    else if (word === '--key') options.trustedKey = list[(index += 1)] ?? null
    else if (word === '--anchor') {
      const [seq, hash] = (list[(index += 1)] ?? '').split(':')
      options.anchors.push({ seq: Number(seq), hash })
    } else if (word.startsWith('--') || options.file !== null) return null
    else options.file = word
  }
  return options.file === null || options.anchors.some(({ seq, hash }) => !Number.isSafeInteger(seq) || !hash) ? null : options
}

function readExport(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    console.error(`Cannot read ${file} (${error.code ?? error.message}). Nothing was verified. Name a file written by "outrider journal export".`)
    return null
  }
}

function main() {
  const options = readArguments(process.argv.slice(2))
  if (options === null) {
    console.error('usage: node verify-journal.mjs <export.jsonl | export.csv> [--partial] [--anchor SEQ:HASH]... [--key FINGERPRINT] [--json]')
    return 2
  }
  const text = readExport(options.file)
  if (text === null) return 2
  const report = options.file.endsWith('.csv') ? verifyCsv(text, options) : verifyText(text, options)
  const why = report.why ?? (report.firstBad ? `record ${report.firstBad.seq}: ${report.firstBad.why}` : '')
  if (options.isJson) console.log(JSON.stringify(report, null, 2))
  else if (report.isIntact) console.log(`Holds. ${report.records ?? 'All'} records, ${report.checkpointsValid ?? 1} signed checkpoints, keys: ${report.keys.join(', ') || 'none'}.`)
  else console.log(`DOES NOT HOLD. ${why}`)
  for (const note of report.clockNotes ?? []) console.log(`note: ${note}`)
  return report.isIntact ? 0 : 1
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = main()
