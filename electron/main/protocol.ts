import { randomBytes } from 'node:crypto'
import { protocol } from 'electron'
import { noncePlaceholder, pageHeaders } from '#headless/page-headers.ts'
import { loadStaticFiles, type StaticFile } from '#headless/static-files.ts'
import { isOwnPage, pageScheme } from './origin.ts'

/** Must run before the app is ready: gives our scheme an origin of its own. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** Serves the built pages under `app://outrider/`. */
export function servePages(folder: string): void {
  const files = loadStaticFiles(folder)
  protocol.handle(pageScheme, (request) => answer(files, request.method, request.url))
}

/** SECURITY: an address is looked up in a map of known names and never becomes a path. */
function answer(files: ReadonlyMap<string, StaticFile>, method: string, address: string): Response {
  const file = method === 'GET' && isOwnPage(address) ? files.get(new URL(address).pathname) : undefined
  if (file === undefined) return new Response(null, { status: 404, headers: pageHeaders(undefined) })
  const isPage = file.type.startsWith('text/html')
  const nonce = isPage ? randomBytes(16).toString('base64') : undefined
  const body = nonce === undefined ? new Uint8Array(file.bytes) : file.bytes.toString().replaceAll(noncePlaceholder, nonce)
  return new Response(body, { headers: { ...pageHeaders(nonce), 'Content-Type': file.type, 'Cache-Control': 'no-store' } })
}
