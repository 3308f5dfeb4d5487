import type { Call } from '../route.ts'

export type Body = Readonly<Record<string, unknown>>

/** The body of a call as an object. Throws when it is none, which the framework answers with the HTML 500 of the real server. */
export function bodyOf(call: Pick<Call, 'body'>): Body {
  const { body } = call
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TypeError('the body is not an object')
  return body as Body
}

/** One key of a body that the server indexes without looking. Throws (HTML 500) when it is absent. */
export function needed(body: Body, key: string): unknown {
  if (!(key in body)) throw new TypeError(`missing key ${key}`)
  return body[key]
}

/** A whole number the server converts without looking. Throws (HTML 500) for anything else. */
export function neededNumber(body: Body, key: string): number {
  const value = Number(needed(body, key))
  if (!Number.isInteger(value)) throw new TypeError(`${key} is no number`)
  return value
}

/** The list under a key, or an empty list when the caller did not send one. */
export function listIn(body: Body, key: string): readonly unknown[] {
  const value = body[key]
  return Array.isArray(value) ? value : []
}
