/**
 * SECURITY: headers of every answer to a page. It may load only what its own host serves, run only scripts from files,
 * and set styles only from files or with the nonce of this load; nothing may frame it, and no address of ours is told to
 * other sites. Style attributes are allowed: the interface kit and the grid place things by them, and they run no code.
 */
export function pageHeaders(styleNonce: string | undefined): Readonly<Record<string, string>> {
  const style = styleNonce === undefined ? "'self'" : `'self' 'nonce-${styleNonce}'`
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem ${style}`,
    `style-src ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}

/** Placeholder in the built page that is replaced by the nonce of each load. */
export const noncePlaceholder = '__STYLE_NONCE__'
