/** Synchronous compression, lent by the platform because it runs inside transactions. */
export interface Codec {
  deflate(bytes: Uint8Array): Uint8Array
  inflate(bytes: Uint8Array): Uint8Array
}

/** What the store thread needs from its platform. */
export interface StoreTools {
  readonly codec: Codec
  /** A short text (22 characters, 128 bits of SHA-256) that is equal exactly when the data is equal. */
  digest(data: string | Uint8Array): string
  randomBytes(count: number): Uint8Array
  /** Lets waiting messages be served; resolves in the next turn of the event loop. */
  nextTurn(): Promise<void>
}

/** Packs a value as deflated JSON text. */
export const packJson = (codec: Codec, value: unknown): Uint8Array => codec.deflate(new TextEncoder().encode(JSON.stringify(value)))

/** The reverse of `packJson`. */
export const unpackJson = (codec: Codec, bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(codec.inflate(bytes)))
