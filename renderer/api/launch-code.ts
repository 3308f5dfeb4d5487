/** What the host says to this tab: the token of the socket's first frame, that it is not signed in, or nothing at all. */
export type SignIn = { readonly kind: 'token'; readonly token: string } | { readonly kind: 'refused' } | { readonly kind: 'silent' }

async function ask(path: string, body: unknown): Promise<SignIn> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
  }).catch(() => null)
  if (!response) return { kind: 'silent' }
  const answer: unknown = response.ok ? await response.json().catch(() => null) : null
  const token = typeof answer === 'object' && answer !== null && 'token' in answer ? answer.token : null
  return typeof token === 'string' ? { kind: 'token', token } : { kind: 'refused' }
}

/** Takes the single-use launch code (`#launch=…`) out of the address, once. */
export function takeLaunchCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('launch')
  // SECURITY: the code leaves the address before anything else runs, so that it is in no history, title or screenshot.
  if (code !== null) history.replaceState(null, '', location.pathname + location.search)
  return code
}

/** Exchanges a launch code for the session cookie and its token. */
export const signInWithCode = (code: string): Promise<SignIn> => ask('/launch', { code })

/** The token of the session this browser already has, after a reload or a lost connection. */
export const resumeSession = (): Promise<SignIn> => ask('/session', {})
