import { hash } from 'node:crypto'
import type { StoreTools } from '#core/storage/store-tools.ts'

/** 22 characters of base64 are 132 bits: enough that two different rows never look alike. */
const digestLength = 22

/** SHA-256 of Node, in a file of its own: a thread that only parses loads no compression. */
export const nodeDigest: StoreTools['digest'] = (data) => hash('sha256', data, 'base64url').slice(0, digestLength)
