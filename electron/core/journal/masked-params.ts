import type { Redactor } from '../redact/redactor.ts'

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

const secretName = /pass(?:word|phrase|wd)?$|^pwd$|secret|token|api[-_]?key|credential|^pin$|^code$/i

/** JSON as a record may hold it: no null, no undefined, whole numbers only (others become text). */
function plain(value: unknown, onText: (text: string) => string): Json | undefined {
  if (typeof value === 'string') return onText(value)
  if (typeof value === 'boolean') return value
  if (typeof value === 'number' || typeof value === 'bigint') return Number.isSafeInteger(value) ? Number(value) : String(value)
  if (Array.isArray(value)) return value.flatMap((item) => plain(item, onText) ?? [])
  if (typeof value !== 'object' || value === null) return undefined
  return plainMembers(value, (item) => plain(item, onText))
}

function plainMembers(value: object, convert: (item: unknown, key: string) => Json | undefined): { [key: string]: Json } {
  const members = Object.entries(value).flatMap(([key, item]) => {
    const converted = convert(item, key)
    return converted === undefined ? [] : [[key, converted] as const]
  })
  return Object.fromEntries(members)
}

const hide = (value: Json | undefined): Json | undefined => {
  if (value === undefined) return undefined
  return Array.isArray(value) ? value.map(() => '***') : '***'
}

function mask(value: unknown, key: string, redactor: Redactor): Json | undefined {
  if (secretName.test(key)) return hide(plain(value, (text) => text))
  if (Array.isArray(value)) return value.flatMap((item) => mask(item, '', redactor) ?? [])
  if (typeof value === 'object' && value !== null) return plainMembers(value, (item, name) => mask(item, name, redactor))
  return plain(value, (text) => redactor.redact(text))
}

/** Parameters as they may be kept: secrets by name become `***`, secrets inside texts are redacted. */
export const maskedParams = (params: Readonly<Record<string, unknown>>, redactor: Redactor): Record<string, unknown> =>
  plainMembers(params, (item, key) => mask(item, key, redactor))

/** Parameters unmasked, in the form whose canonical text is hashed: a later claim about them can be checked against it. */
export const plainParams = (params: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  plainMembers(params, (item) => plain(item, (text) => text))
