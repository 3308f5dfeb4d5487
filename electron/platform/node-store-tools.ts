import { randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { StoreTools } from '#core/storage/store-tools.ts'
import { nodeDigest } from './node-digest.ts'

/** Asking the system for chance costs the same for 15 bytes and for 8,192. */
const poolBytes = 8_192

function createRandomPool(): StoreTools['randomBytes'] {
  let pool = randomBytes(poolBytes)
  return (count) => {
    if (pool.length < count) pool = randomBytes(Math.max(poolBytes, count))
    const taken = pool.subarray(0, count)
    pool = pool.subarray(count)
    return taken
  }
}

/** Compression, hashes and chance for the store thread, all of Node. */
export const nodeStoreTools: StoreTools = {
  codec: { deflate: (bytes) => deflateRawSync(bytes), inflate: (bytes) => inflateRawSync(bytes) },
  digest: nodeDigest,
  randomBytes: createRandomPool(),
  nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
}
