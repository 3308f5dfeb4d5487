import { domainToUnicode } from 'node:url'

/** A link that leads out of the product, as it is shown before it is opened. */
export interface ExternalLink {
  readonly url: string
  /** The host as it is really asked for, look-alike letters written as `xn--…`. */
  readonly host: string
  /** The host as it reads, when that differs. */
  readonly readableHost: string | null
}

/** Longer addresses are not links people follow. */
const longest = 2_000

/**
 * Reads an address that a page wants to have opened. SECURITY: https only, no user name in it, a real host name; every
 * other scheme could start a program on this computer.
 */
export function readExternalLink(address: string): ExternalLink | undefined {
  if (address.length > longest || !/^https:\/\//i.test(address) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  const hasCredentials = url.username !== '' || url.password !== ''
  const isName = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(url.hostname)
  if (url.protocol !== 'https:' || hasCredentials || !isName) return undefined
  const readable = domainToUnicode(url.hostname)
  return { url: url.href, host: url.host, readableHost: readable === url.hostname ? null : readable }
}

/** The sentences of the question; the host stands alone on its line. */
export function askAboutLink({ host, readableHost, url }: ExternalLink): { readonly message: string; readonly detail: string } {
  const reads = readableHost === null ? '' : `\nIt reads as ${readableHost}: letters of other alphabets can look like this.`
  return { message: `Open this address in your browser?\n\n${host}`, detail: `${url}${reads}` }
}
