import { createByteReader, createByteWriter, type ByteReader, type ByteWriter } from './byte-stream.ts'
import type { SampleRun } from './sample-run.ts'
import type { Codec } from './store-tools.ts'

/** First byte of a chunk; another layout gets another number. */
const layout = 1
/** Sealed values keep three decimals: finer than any source, and what makes a sample one or two bytes. */
const maxDecimals = 3
/** Stands for "values are plain floating point numbers" where the number of decimals would be. */
const floats = 15
const largestWhole = 2 ** 52

const isDecimal = (value: number, decimals: number): boolean => {
  const scaled = value * 10 ** decimals
  return Math.abs(scaled - Math.round(scaled)) < 1e-6
}

/** The fewest decimals that lose nothing beyond the third. */
function decimalsOf(values: Float64Array): number {
  let decimals = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (Math.abs(value) * 10 ** maxDecimals > largestWhole) return floats
    while (decimals < maxDecimals && !isDecimal(value, decimals)) decimals += 1
  }
  return decimals
}

/** Times as differences of differences: a steady step is a row of zeros. */
function writeTimes(writer: ByteWriter, at: Float64Array): void {
  let last = 0
  let step = 0
  for (const time of at) {
    writer.signed(time - last - step)
    step = time - last
    last = time
  }
}

function writeGaps(writer: ByteWriter, value: Float64Array): void {
  const hasGaps = value.some(Number.isNaN)
  writer.byte(Number(hasGaps))
  if (!hasGaps) return
  for (let start = 0; start < value.length; start += 8) {
    let bits = 0
    for (let bit = 0; bit < 8; bit++) if (Number.isNaN(value[start + bit] ?? 0)) bits |= 1 << bit
    writer.byte(bits)
  }
}

function writeValues(writer: ByteWriter, value: Float64Array, decimals: number): void {
  const scale = 10 ** decimals
  let last = 0
  for (const one of value) {
    if (Number.isNaN(one)) continue
    if (decimals === floats) {
      writer.float(one)
      continue
    }
    const whole = Math.round(one * scale)
    writer.signed(whole - last)
    last = whole
  }
}

/** Packs samples of one series: layout, decimals, count, times, gaps, values; then deflate. */
export function packChunk(codec: Codec, run: SampleRun): Uint8Array {
  const writer = createByteWriter()
  const decimals = decimalsOf(run.value)
  writer.byte(layout)
  writer.byte(decimals)
  writer.unsigned(run.at.length)
  writeTimes(writer, run.at)
  writeGaps(writer, run.value)
  writeValues(writer, run.value, decimals)
  return codec.deflate(writer.bytes())
}

function readTimes(reader: ByteReader, count: number): Float64Array {
  const at = new Float64Array(count)
  let last = 0
  let step = 0
  for (let i = 0; i < count; i++) {
    step += reader.signed()
    last += step
    at[i] = last
  }
  return at
}

function readGaps(reader: ByteReader, count: number): Float64Array {
  const value = new Float64Array(count)
  if (reader.byte() === 0) return value
  for (let start = 0; start < count; start += 8) {
    const bits = reader.byte()
    for (let bit = 0; bit < 8; bit++) if (bits & (1 << bit)) value[start + bit] = Number.NaN
  }
  return value
}

function readValues(reader: ByteReader, value: Float64Array, decimals: number): void {
  const scale = 10 ** decimals
  let last = 0
  for (let i = 0; i < value.length; i++) {
    if (Number.isNaN(value[i])) continue
    if (decimals === floats) value[i] = reader.float()
    else {
      last += reader.signed()
      value[i] = last / scale
    }
  }
}

/** The reverse of `packChunk`. Throws when the layout is not known. */
export function unpackChunk(codec: Codec, data: Uint8Array): SampleRun {
  const reader = createByteReader(codec.inflate(data))
  const found = reader.byte()
  if (found !== layout) throw new RangeError(`unknown layout ${found} of a packed chunk`)
  const decimals = reader.byte()
  const count = reader.unsigned()
  const at = readTimes(reader, count)
  const value = readGaps(reader, count)
  readValues(reader, value, decimals)
  return { at, value }
}
