import { protocol } from 'electron'
import { readBuiltPages, type BuiltPages } from '#platform/built-pages.ts'
import { pageHeaders } from '#platform/page-policy.ts'
import { isOwnPage, pageScheme } from './origin.ts'

/** Must run before the app is ready: gives our scheme an origin of its own. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** Serves the built pages under `app://outrider/`. */
export function servePages(folder: string): void {
  const pages = readBuiltPages(folder)
  protocol.handle(pageScheme, (request) => answer(pages, request.method, request.url))
}

function answer(pages: BuiltPages, method: string, address: string): Response {
  const page = method === 'GET' && isOwnPage(address) ? pages(new URL(address).pathname) : undefined
  if (page === undefined) return new Response(null, { status: 404, headers: pageHeaders(undefined) })
  return new Response(new Uint8Array(page.body), { headers: page.headers })
}
