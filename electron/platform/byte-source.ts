/** Bytes that arrive in pieces, taken by number or by line. */
export interface ByteSource {
  /** Exactly so many bytes; undefined when the source ends before. */
  take(count: number): Promise<Buffer | undefined>
  /** The next line without its end; undefined when none ends within so many bytes. */
  line(limit: number): Promise<string | undefined>
  /** The next piece of at most so many bytes; undefined at the end. */
  some(limit: number): Promise<Buffer | undefined>
}

/** Reads pieces only as they are needed. */
export function createByteSource(pieces: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = pieces[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const next = await iterator.next()
    if (next.done === true) return false
    held = Buffer.concat([held, next.value])
    return true
  }
  const cut = (count: number): Buffer => {
    const taken = held.subarray(0, count)
    held = held.subarray(count)
    return taken
  }
  return {
    take: async (count) => {
      while (held.length < count) if (!(await more())) return undefined
      return cut(count)
    },
    line: async (limit) => {
      while (!held.includes(10) && held.length < limit) if (!(await more())) return undefined
      const end = held.indexOf(10)
      if (end === -1) return undefined
      return cut(end + 1).toString('utf8', 0, end)
    },
    some: async (limit) => {
      while (held.length === 0) if (!(await more())) return undefined
      return cut(Math.min(limit, held.length))
    },
  }
}
