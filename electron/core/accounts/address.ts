import { AppError } from '#shared/errors/app-error.ts'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

const problem = (what: string, next: string, code: 'account.address' | 'account.not-https' = 'account.address') =>
  new AppError({ code, what, effect: 'Nothing was sent.', next, remedy: 'check-address' })

/**
 * Brings an address as people type it into the form that is stored: scheme, host and port only. `https` is added when
 * no scheme was typed. Throws `account.address` for what is no address, `account.not-https` for plain http beyond this
 * computer (S144).
 */
export function normalizeAddress(typed: string): string {
  const text = typed.trim()
  const candidate = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(candidate)) throw problem(`"${text.slice(0, 120)}" is not an address.`, 'Type it like https://api.example.com.')
  const url = new URL(candidate)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw problem(`Addresses start with https, not with ${url.protocol.replace(':', '')}.`, 'Type it like https://api.example.com.')
  if (url.username !== '' || url.password !== '') throw problem('The address contains a user name or password.', 'Leave them out of the address; there are fields for them.')
  if (url.protocol === 'http:' && !loopback.has(url.hostname)) {
    throw problem(`${url.host} would be reached without encryption (http).`, 'Use https. Plain http is only allowed for this computer itself.', 'account.not-https')
  }
  return url.origin
}

/** What a typed address holds behind scheme, host and port; empty for nothing. It is not used and must be told. */
export function droppedPart(typed: string): string {
  const text = typed.trim()
  const candidate = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(candidate)) return ''
  const { pathname } = new URL(candidate)
  return pathname === '/' ? '' : pathname
}

/** True when the address is plain http on this computer; account list and status say so in words (S144). */
export const isUnencrypted = (apiUrl: string): boolean => apiUrl.startsWith('http:')
