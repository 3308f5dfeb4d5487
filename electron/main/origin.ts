/** Scheme and origin of our pages. `app` is a standard, secure scheme: it has an origin, and no file can be reached by it. */
export const pageScheme = 'app'
export const pageOrigin = 'app://outrider'
export const pageUrl = `${pageOrigin}/index.html`

/** True for an address of our own pages and for nothing that merely looks like one. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === `${pageScheme}:` && url.host === 'outrider' && url.username === '' && url.password === ''
}
