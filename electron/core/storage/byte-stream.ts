/** Whole numbers as bytes: seven bits a byte, small numbers short. Works up to 2^53. */
export interface ByteWriter {
  byte(value: number): void
  /** A number that is not negative. */
  unsigned(value: number): void
  /** Any whole number; small ones of either sign are short (zigzag). */
  signed(value: number): void
  float(value: number): void
  bytes(): Uint8Array
}

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(4_096)
  let length = 0
  const byte = (value: number) => {
    if (length === buffer.length) {
      const larger = new Uint8Array(length * 2)
      larger.set(buffer)
      buffer = larger
    }
    buffer[length++] = value
  }
  const unsigned = (value: number) => {
    let rest = value
    while (rest >= 128) {
      byte((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    byte(rest)
  }
  return {
    byte,
    unsigned,
    signed: (value) => unsigned(value < 0 ? -value * 2 - 1 : value * 2),
    float: (value) => new Uint8Array(Float64Array.of(value).buffer).forEach(byte),
    bytes: () => buffer.subarray(0, length),
  }
}

/** The reverse of `ByteWriter`. Reading past the end throws. */
export interface ByteReader {
  byte(): number
  unsigned(): number
  signed(): number
  float(): number
}

export function createByteReader(buffer: Uint8Array): ByteReader {
  let position = 0
  const byte = () => {
    const value = buffer[position++]
    if (value === undefined) throw new RangeError('a packed chunk ended early')
    return value
  }
  const unsigned = () => {
    let value = 0
    let weight = 1
    for (;;) {
      const next = byte()
      value += (next & 127) * weight
      if (next < 128) return value
      weight *= 128
    }
  }
  return {
    byte,
    unsigned,
    signed: () => {
      const value = unsigned()
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    },
    float: () => new Float64Array(Uint8Array.from({ length: 8 }, byte).buffer)[0] ?? Number.NaN,
  }
}
